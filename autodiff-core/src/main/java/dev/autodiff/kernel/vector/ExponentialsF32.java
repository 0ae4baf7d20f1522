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
 * same reason constants are broadcast in place and not by a method of this class: past the
 * compiler's node limit only the library's own methods are still inlined.
 */
final class ExponentialsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIGN = Float.floatToRawIntBits(-0.0f);

  private ExponentialsF32() {}

  static int exp(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector shifted =
          x.fma(FloatVector.broadcast(S, 1.442695f), FloatVector.broadcast(S, 0x1.8p23f));
      FloatVector n = shifted.sub(0x1.8p23f);
      FloatVector r = n.fma(FloatVector.broadcast(S, -0x1.63p-1f), x);
      r = n.fma(FloatVector.broadcast(S, 0.00021219444f), r);
      FloatVector p = FloatVector.broadcast(S, 0.0001984127f);
      p = p.fma(r, FloatVector.broadcast(S, 0.0013888889f));
      p = p.fma(r, FloatVector.broadcast(S, 0.008333334f));
      p = p.fma(r, FloatVector.broadcast(S, 0.041666668f));
      p = p.fma(r, FloatVector.broadcast(S, 0.16666667f));
      p = p.fma(r, FloatVector.broadcast(S, 0.5f));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      IntVector k = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(0x1.8p23f));
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector low = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector high =
          k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector e =
          p.mul(low)
              .mul(high)
              .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 88.72284f))
              .blend(0, x.compare(VectorOperators.LT, -103.97208f));
      e.intoArray(y, yo + i);
    }
    return bound;
  }

  static int sigmoid(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector m = x.abs().neg();
      FloatVector shifted =
          m.fma(FloatVector.broadcast(S, 1.442695f), FloatVector.broadcast(S, 0x1.8p23f));
      FloatVector n = shifted.sub(0x1.8p23f);
      FloatVector r = n.fma(FloatVector.broadcast(S, -0x1.63p-1f), m);
      r = n.fma(FloatVector.broadcast(S, 0.00021219444f), r);
      FloatVector p = FloatVector.broadcast(S, 0.0001984127f);
      p = p.fma(r, FloatVector.broadcast(S, 0.0013888889f));
      p = p.fma(r, FloatVector.broadcast(S, 0.008333334f));
      p = p.fma(r, FloatVector.broadcast(S, 0.041666668f));
      p = p.fma(r, FloatVector.broadcast(S, 0.16666667f));
      p = p.fma(r, FloatVector.broadcast(S, 0.5f));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      IntVector k = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(0x1.8p23f));
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector low = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector high =
          k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector e =
          p.mul(low)
              .mul(high)
              .blend(Float.POSITIVE_INFINITY, m.compare(VectorOperators.GT, 88.72284f))
              .blend(0, m.compare(VectorOperators.LT, -103.97208f));
      FloatVector.broadcast(S, 1)
          .blend(e, x.compare(VectorOperators.LT, 0))
          .div(e.add(1))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  static int tanh(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector a = x.abs();
      FloatVector b = a.add(a);
      FloatVector z = x.mul(x);
      FloatVector q = FloatVector.broadcast(S, -0.0057049887f);
      q = q.fma(z, FloatVector.broadcast(S, 0.020639088f));
      q = q.fma(z, FloatVector.broadcast(S, -0.053739715f));
      q = q.fma(z, FloatVector.broadcast(S, 0.13331442f));
      q = q.fma(z, FloatVector.broadcast(S, -0.3333328f));
      FloatVector near = q.mul(z).fma(x, x);
      FloatVector shifted =
          b.fma(FloatVector.broadcast(S, 1.442695f), FloatVector.broadcast(S, 0x1.8p23f));
      FloatVector n = shifted.sub(0x1.8p23f);
      FloatVector r = n.fma(FloatVector.broadcast(S, -0x1.63p-1f), b);
      r = n.fma(FloatVector.broadcast(S, 0.00021219444f), r);
      FloatVector p = FloatVector.broadcast(S, 0.0001984127f);
      p = p.fma(r, FloatVector.broadcast(S, 0.0013888889f));
      p = p.fma(r, FloatVector.broadcast(S, 0.008333334f));
      p = p.fma(r, FloatVector.broadcast(S, 0.041666668f));
      p = p.fma(r, FloatVector.broadcast(S, 0.16666667f));
      p = p.fma(r, FloatVector.broadcast(S, 0.5f));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      IntVector k = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(0x1.8p23f));
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector low = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector high =
          k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector e =
          p.mul(low)
              .mul(high)
              .blend(Float.POSITIVE_INFINITY, b.compare(VectorOperators.GT, 88.72284f))
              .blend(0, b.compare(VectorOperators.LT, -103.97208f));
      FloatVector far = FloatVector.broadcast(S, 1).sub(FloatVector.broadcast(S, 2).div(e.add(1)));
      far.reinterpretAsInts()
          .or(x.reinterpretAsInts().and(SIGN))
          .reinterpretAsFloats()
          .blend(near, a.compare(VectorOperators.LT, 0.625f))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  /** y = exp(x − shift) over whole vectors; returns Σy of those. */
  static float expSum(float[] from, int xo, float shift, float[] y, int yo, int length) {
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i < S.loopBound(length); i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i).sub(shift);
      FloatVector shifted =
          x.fma(FloatVector.broadcast(S, 1.442695f), FloatVector.broadcast(S, 0x1.8p23f));
      FloatVector n = shifted.sub(0x1.8p23f);
      FloatVector r = n.fma(FloatVector.broadcast(S, -0x1.63p-1f), x);
      r = n.fma(FloatVector.broadcast(S, 0.00021219444f), r);
      FloatVector p = FloatVector.broadcast(S, 0.0001984127f);
      p = p.fma(r, FloatVector.broadcast(S, 0.0013888889f));
      p = p.fma(r, FloatVector.broadcast(S, 0.008333334f));
      p = p.fma(r, FloatVector.broadcast(S, 0.041666668f));
      p = p.fma(r, FloatVector.broadcast(S, 0.16666667f));
      p = p.fma(r, FloatVector.broadcast(S, 0.5f));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      p = p.fma(r, FloatVector.broadcast(S, 1));
      IntVector k = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(0x1.8p23f));
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector low = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector high =
          k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector e =
          p.mul(low)
              .mul(high)
              .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 88.72284f))
              .blend(0, x.compare(VectorOperators.LT, -103.97208f));
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
