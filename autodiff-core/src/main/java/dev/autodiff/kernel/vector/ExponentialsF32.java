package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential functions over whole vectors, operation by operation those of {@code ScalarMath}.
 * Each returns how many elements it has done.
 *
 * <p>The exponential stands written out in every loop: as a method of its own it is at times
 * compiled apart and then no longer inlined, which boxes vectors and costs a factor of ten.
 * Constants become vectors before the loop and stay in registers then; vectors of the class would
 * be read again in every turn, for the array that is written might hold them. In tanh this is for a
 * few only: with all of them it is near the compiler's limit ({@link Loop}).
 */
final class ExponentialsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private static final float E6 = 0.0013926192f;
  private static final float E5 = 0.008363186f;
  private static final float E4 = 0.041666556f;
  private static final float E3 = 0.16666576f;
  private static final float E2 = 0.5f;
  private static final float ONE = 1;
  private static final float LOG2E = 1.442695f;
  private static final float MAGIC = 0x1.8p23f;
  private static final float LN2_HIGH = -0x1.63p-1f;
  private static final float LN2_LOW = 0.00021219444f;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float OVERFLOW = 88.72284f;
  private static final float ZERO = 0;
  private static final float UNDERFLOW = -103.97208f;
  private static final FloatVector T0 = FloatVector.broadcast(S, -0.0057049887f);
  private static final FloatVector T1 = FloatVector.broadcast(S, 0.020639088f);
  private static final FloatVector T2 = FloatVector.broadcast(S, -0.053739715f);
  private static final FloatVector T3 = FloatVector.broadcast(S, 0.13331442f);
  private static final FloatVector T4 = FloatVector.broadcast(S, -0.3333328f);
  private static final float SMALL = 0.625f;
  private static final FloatVector TWO = FloatVector.broadcast(S, 2);
  private static final FloatVector P6 = FloatVector.broadcast(S, E6);
  private static final FloatVector P5 = FloatVector.broadcast(S, E5);
  private static final FloatVector P4 = FloatVector.broadcast(S, E4);
  private static final FloatVector P3 = FloatVector.broadcast(S, E3);
  private static final FloatVector P2 = FloatVector.broadcast(S, E2);
  private static final IntVector ONE_BITS = FloatVector.broadcast(S, ONE).reinterpretAsInts();
  private static final IntVector SATURATED_BITS = FloatVector.broadcast(S, 40).reinterpretAsInts();
  private static final IntVector SIGN = FloatVector.broadcast(S, -0.0f).reinterpretAsInts();

  private static final float DOWN = 0x1p-24f;

  /** 2^24, the inverse of {@code DOWN}, which keeps 2ⁿ a normal number where eˣ is not. */
  private static final IntVector UP_BITS = FloatVector.broadcast(S, 0x1p24f).reinterpretAsInts();

  private ExponentialsF32() {}

  static int exp(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    FloatVector e6 = FloatVector.broadcast(S, E6);
    FloatVector e5 = FloatVector.broadcast(S, E5);
    FloatVector e4 = FloatVector.broadcast(S, E4);
    FloatVector e3 = FloatVector.broadcast(S, E3);
    FloatVector e2 = FloatVector.broadcast(S, E2);
    FloatVector one = FloatVector.broadcast(S, ONE);
    FloatVector log2e = FloatVector.broadcast(S, LOG2E);
    FloatVector magic = FloatVector.broadcast(S, MAGIC);
    FloatVector ln2High = FloatVector.broadcast(S, LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(S, LN2_LOW);
    FloatVector infinity = FloatVector.broadcast(S, INFINITY);
    FloatVector overflow = FloatVector.broadcast(S, OVERFLOW);
    FloatVector zero = FloatVector.broadcast(S, ZERO);
    FloatVector underflow = FloatVector.broadcast(S, UNDERFLOW);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector shifted = x.lanewise(VectorOperators.FMA, log2e, magic);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, magic);
      FloatVector r = n.lanewise(VectorOperators.FMA, ln2High, x);
      r = n.lanewise(VectorOperators.FMA, ln2Low, r);
      FloatVector p = e6.lanewise(VectorOperators.FMA, r, e5);
      p = p.lanewise(VectorOperators.FMA, r, e4);
      p = p.lanewise(VectorOperators.FMA, r, e3);
      p = p.lanewise(VectorOperators.FMA, r, e2);
      p = p.lanewise(VectorOperators.FMA, r, one).lanewise(VectorOperators.FMA, r, one);
      IntVector k = shifted.reinterpretAsInts();
      IntVector half = k.lanewise(VectorOperators.ASHR, 1).lanewise(VectorOperators.LSHL, 23);
      FloatVector low = half.lanewise(VectorOperators.ADD, ONE_BITS).reinterpretAsFloats();
      FloatVector high =
          k.lanewise(VectorOperators.LSHL, 23)
              .lanewise(VectorOperators.SUB, half)
              .lanewise(VectorOperators.ADD, ONE_BITS)
              .reinterpretAsFloats();
      FloatVector e =
          p.lanewise(VectorOperators.MUL, low)
              .lanewise(VectorOperators.MUL, high)
              .blend(infinity, x.compare(VectorOperators.GT, overflow))
              .blend(zero, x.compare(VectorOperators.LT, underflow));
      e.intoArray(y, yo + i);
    }
    return bound;
  }

  static int sigmoid(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    FloatVector e6 = FloatVector.broadcast(S, E6);
    FloatVector e5 = FloatVector.broadcast(S, E5);
    FloatVector e4 = FloatVector.broadcast(S, E4);
    FloatVector e3 = FloatVector.broadcast(S, E3);
    FloatVector e2 = FloatVector.broadcast(S, E2);
    FloatVector one = FloatVector.broadcast(S, ONE);
    FloatVector log2e = FloatVector.broadcast(S, LOG2E);
    FloatVector magic = FloatVector.broadcast(S, MAGIC);
    FloatVector ln2High = FloatVector.broadcast(S, LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(S, LN2_LOW);
    FloatVector zero = FloatVector.broadcast(S, ZERO);
    FloatVector underflow = FloatVector.broadcast(S, UNDERFLOW);
    FloatVector down = FloatVector.broadcast(S, DOWN);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector m = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats(); // −|x|
      FloatVector shifted = m.lanewise(VectorOperators.FMA, log2e, magic);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, magic);
      FloatVector r = n.lanewise(VectorOperators.FMA, ln2High, m);
      r = n.lanewise(VectorOperators.FMA, ln2Low, r);
      FloatVector p = e6.lanewise(VectorOperators.FMA, r, e5);
      p = p.lanewise(VectorOperators.FMA, r, e4);
      p = p.lanewise(VectorOperators.FMA, r, e3);
      p = p.lanewise(VectorOperators.FMA, r, e2);
      p = p.lanewise(VectorOperators.FMA, r, one).lanewise(VectorOperators.FMA, r, one);
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .lanewise(VectorOperators.ADD, UP_BITS)
              .reinterpretAsFloats();
      FloatVector e =
          p.lanewise(VectorOperators.MUL, scale)
              .lanewise(VectorOperators.MUL, down)
              .blend(zero, m.compare(VectorOperators.LT, underflow));
      IntVector negative = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
      ONE_BITS
          .lanewise(VectorOperators.BITWISE_BLEND, e.reinterpretAsInts(), negative) // x < 0 ? e : 1
          .reinterpretAsFloats()
          .lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, one))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  static int tanh(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    FloatVector one = FloatVector.broadcast(S, ONE);
    FloatVector log2e = FloatVector.broadcast(S, LOG2E);
    FloatVector magic = FloatVector.broadcast(S, MAGIC);
    FloatVector ln2High = FloatVector.broadcast(S, LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(S, LN2_LOW);
    FloatVector small = FloatVector.broadcast(S, SMALL);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector a = x.abs();
      // e²ᵃ + 1 = e²ᵃ beyond; positive numbers are ordered as their bits are
      FloatVector b =
          a.lanewise(VectorOperators.ADD, a)
              .reinterpretAsInts()
              .min(SATURATED_BITS)
              .reinterpretAsFloats();
      FloatVector z = x.lanewise(VectorOperators.MUL, x);
      FloatVector q = T0.lanewise(VectorOperators.FMA, z, T1);
      q = q.lanewise(VectorOperators.FMA, z, T2);
      q = q.lanewise(VectorOperators.FMA, z, T3);
      q = q.lanewise(VectorOperators.FMA, z, T4);
      FloatVector near = q.lanewise(VectorOperators.MUL, z).lanewise(VectorOperators.FMA, x, x);
      FloatVector shifted = b.lanewise(VectorOperators.FMA, log2e, magic);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, magic);
      FloatVector r = n.lanewise(VectorOperators.FMA, ln2High, b);
      r = n.lanewise(VectorOperators.FMA, ln2Low, r);
      FloatVector p = P6.lanewise(VectorOperators.FMA, r, P5);
      p = p.lanewise(VectorOperators.FMA, r, P4);
      p = p.lanewise(VectorOperators.FMA, r, P3);
      p = p.lanewise(VectorOperators.FMA, r, P2);
      p = p.lanewise(VectorOperators.FMA, r, one).lanewise(VectorOperators.FMA, r, one);
      FloatVector e =
          p.lanewise(
              VectorOperators.MUL,
              shifted
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.LSHL, 23)
                  .lanewise(VectorOperators.ADD, ONE_BITS)
                  .reinterpretAsFloats());
      FloatVector far =
          one.lanewise(
              VectorOperators.SUB,
              TWO.lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, one)));
      FloatVector signed =
          far.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
      near.blend(signed, a.compare(VectorOperators.GE, small)) // NaN is near
          .intoArray(y, yo + i);
    }
    return bound;
  }
}
