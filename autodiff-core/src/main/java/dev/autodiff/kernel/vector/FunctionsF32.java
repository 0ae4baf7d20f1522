package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Elementary functions of whole vectors, operation by operation those of {@code ScalarMath}. */
final class FunctionsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int SIGN = Float.floatToRawIntBits(-0.0f);

  private FunctionsF32() {}

  /** See ScalarMath.exp. */
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(all(1.442695f), all(0x1.8p23f));
    FloatVector n = shifted.sub(0x1.8p23f);
    FloatVector r = n.fma(all(-0x1.63p-1f), x);
    r = n.fma(all(0.00021219444f), r);
    FloatVector p = all(0.0001984127f);
    p = p.fma(r, all(0.0013888889f));
    p = p.fma(r, all(0.008333334f));
    p = p.fma(r, all(0.041666668f));
    p = p.fma(r, all(0.16666667f));
    p = p.fma(r, all(0.5f));
    p = p.fma(r, all(1));
    p = p.fma(r, all(1));
    IntVector k = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(0x1.8p23f));
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    FloatVector low = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    FloatVector high =
        k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    return p.mul(low)
        .mul(high)
        .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 88.72284f))
        .blend(0, x.compare(VectorOperators.LT, -103.97208f));
  }

  /** See ScalarMath.tanh. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = x.mul(x);
    FloatVector p = all(-0.0057049887f);
    p = p.fma(z, all(0.020639088f));
    p = p.fma(z, all(-0.053739715f));
    p = p.fma(z, all(0.13331442f));
    p = p.fma(z, all(-0.3333328f));
    FloatVector near = p.mul(z).fma(x, x);
    FloatVector far = all(1).sub(all(2).div(exp(a.add(a)).add(1)));
    FloatVector signed =
        far.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    return signed.blend(near, a.compare(VectorOperators.LT, 0.625f));
  }

  /** See ScalarMath.sigmoid. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    return all(1).blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }
}
