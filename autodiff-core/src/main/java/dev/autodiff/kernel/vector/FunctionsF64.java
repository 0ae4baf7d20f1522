package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Elementary functions of whole vectors, operation by operation those of {@code ScalarMath}. */
final class FunctionsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final long SIGN = Double.doubleToRawLongBits(-0.0);

  private FunctionsF64() {}

  /** See ScalarMath.exp. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.fma(all(1.4426950408889634), all(0x1.8p52));
    DoubleVector n = shifted.sub(0x1.8p52);
    DoubleVector r = n.fma(all(-0x1.62e42fee00000p-1), x);
    r = n.fma(all(-0x1.a39ef35793c76p-33), r);
    DoubleVector p = all(1.6059043836821613e-10);
    p = p.fma(r, all(2.08767569878681e-09));
    p = p.fma(r, all(2.505210838544172e-08));
    p = p.fma(r, all(2.755731922398589e-07));
    p = p.fma(r, all(2.7557319223985893e-06));
    p = p.fma(r, all(2.48015873015873e-05));
    p = p.fma(r, all(0.0001984126984126984));
    p = p.fma(r, all(0.001388888888888889));
    p = p.fma(r, all(0.008333333333333333));
    p = p.fma(r, all(0.041666666666666664));
    p = p.fma(r, all(0.16666666666666666));
    p = p.fma(r, all(0.5));
    p = p.fma(r, all(1));
    p = p.fma(r, all(1));
    LongVector k = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(0x1.8p52));
    LongVector half = k.lanewise(VectorOperators.ASHR, 1);
    DoubleVector low = half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    DoubleVector high =
        k.sub(half).add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    return p.mul(low)
        .mul(high)
        .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 709.782712893384))
        .blend(0, x.compare(VectorOperators.LT, -745.1332191019412));
  }

  /** See ScalarMath.tanh. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector z = x.mul(x);
    DoubleVector p = all(-0.9643991794250523);
    p = p.fma(z, all(-99.28772310019185));
    p = p.fma(z, all(-1614.6876844170845));
    DoubleVector q = z.add(112.81167849163293);
    q = q.fma(z, all(2235.4883906010045));
    q = q.fma(z, all(4844.063053251255));
    DoubleVector near = p.mul(z).div(q).fma(x, x);
    DoubleVector far = all(1).sub(all(2).div(exp(a.add(a)).add(1)));
    DoubleVector signed =
        far.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    return signed.blend(near, a.compare(VectorOperators.LT, 0.625));
  }

  /** See ScalarMath.sigmoid. */
  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    return all(1).blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(S, value);
  }
}
