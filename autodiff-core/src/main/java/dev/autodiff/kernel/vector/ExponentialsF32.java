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
 * compiled apart and then no longer inlined, which boxes vectors and costs a factor of ten. For the
 * same reason constants are vectors that exist beforehand: broadcasting them in place takes the
 * loop past the compiler's node limit.
 */
final class ExponentialsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private static final FloatVector E6 = FloatVector.broadcast(S, 0.0013926192f);
  private static final FloatVector E5 = FloatVector.broadcast(S, 0.008363186f);
  private static final FloatVector E4 = FloatVector.broadcast(S, 0.041666556f);
  private static final FloatVector E3 = FloatVector.broadcast(S, 0.16666576f);
  private static final FloatVector E2 = FloatVector.broadcast(S, 0.5f);
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);
  private static final FloatVector LOG2E = FloatVector.broadcast(S, 1.442695f);
  private static final FloatVector MAGIC = FloatVector.broadcast(S, 0x1.8p23f);
  private static final FloatVector LN2_HIGH = FloatVector.broadcast(S, -0x1.63p-1f);
  private static final FloatVector LN2_LOW = FloatVector.broadcast(S, 0.00021219444f);
  private static final FloatVector INFINITY = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
  private static final FloatVector OVERFLOW = FloatVector.broadcast(S, 88.72284f);
  private static final FloatVector ZERO = FloatVector.broadcast(S, 0);
  private static final FloatVector UNDERFLOW = FloatVector.broadcast(S, -103.97208f);
  private static final FloatVector T0 = FloatVector.broadcast(S, -0.0057049887f);
  private static final FloatVector T1 = FloatVector.broadcast(S, 0.020639088f);
  private static final FloatVector T2 = FloatVector.broadcast(S, -0.053739715f);
  private static final FloatVector T3 = FloatVector.broadcast(S, 0.13331442f);
  private static final FloatVector T4 = FloatVector.broadcast(S, -0.3333328f);
  private static final FloatVector SMALL = FloatVector.broadcast(S, 0.625f);
  private static final FloatVector SATURATED = FloatVector.broadcast(S, 40);
  private static final FloatVector TWO = FloatVector.broadcast(S, 2);
  private static final IntVector ONE_BITS = ONE.reinterpretAsInts();
  private static final IntVector SATURATED_BITS = SATURATED.reinterpretAsInts();
  private static final IntVector SIGN = FloatVector.broadcast(S, -0.0f).reinterpretAsInts();

  /** 2^24, which keeps 2ⁿ a normal number where eˣ is not, and its inverse. */
  private static final FloatVector UP = FloatVector.broadcast(S, 0x1p24f);

  private static final FloatVector DOWN = FloatVector.broadcast(S, 0x1p-24f);
  private static final IntVector UP_BITS = UP.reinterpretAsInts();

  private ExponentialsF32() {}

  static int exp(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector shifted = x.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      FloatVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, x);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      FloatVector p = E6.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
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
              .blend(INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
              .blend(ZERO, x.compare(VectorOperators.LT, UNDERFLOW));
      e.intoArray(y, yo + i);
    }
    return bound;
  }

  static int sigmoid(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector m = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats(); // −|x|
      FloatVector shifted = m.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      FloatVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, m);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      FloatVector p = E6.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .lanewise(VectorOperators.ADD, UP_BITS)
              .reinterpretAsFloats();
      FloatVector e =
          p.lanewise(VectorOperators.MUL, scale)
              .lanewise(VectorOperators.MUL, DOWN)
              .blend(ZERO, m.compare(VectorOperators.LT, UNDERFLOW));
      IntVector negative = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
      ONE_BITS
          .lanewise(VectorOperators.BITWISE_BLEND, e.reinterpretAsInts(), negative) // x < 0 ? e : 1
          .reinterpretAsFloats()
          .lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, ONE))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  static int tanh(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
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
      FloatVector shifted = b.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      FloatVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      FloatVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, b);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      FloatVector p = E6.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      FloatVector e =
          p.lanewise(
              VectorOperators.MUL,
              shifted
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.LSHL, 23)
                  .lanewise(VectorOperators.ADD, ONE_BITS)
                  .reinterpretAsFloats());
      FloatVector far =
          ONE.lanewise(
              VectorOperators.SUB,
              TWO.lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, ONE)));
      FloatVector signed =
          far.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
      near.blend(signed, a.compare(VectorOperators.GE, SMALL)) // NaN is near
          .intoArray(y, yo + i);
    }
    return bound;
  }
}
