package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
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
final class ExponentialsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final long SIGN = Double.doubleToRawLongBits(-0.0);

  private ExponentialsF64() {}

  static int exp(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector shifted =
          x.fma(DoubleVector.broadcast(S, 1.4426950408889634), DoubleVector.broadcast(S, 0x1.8p52));
      DoubleVector n = shifted.sub(0x1.8p52);
      DoubleVector r = n.fma(DoubleVector.broadcast(S, -0x1.62e42fee00000p-1), x);
      r = n.fma(DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33), r);
      DoubleVector p = DoubleVector.broadcast(S, 1.6059043836821613e-10);
      p = p.fma(r, DoubleVector.broadcast(S, 2.08767569878681e-09));
      p = p.fma(r, DoubleVector.broadcast(S, 2.505210838544172e-08));
      p = p.fma(r, DoubleVector.broadcast(S, 2.755731922398589e-07));
      p = p.fma(r, DoubleVector.broadcast(S, 2.7557319223985893e-06));
      p = p.fma(r, DoubleVector.broadcast(S, 2.48015873015873e-05));
      p = p.fma(r, DoubleVector.broadcast(S, 0.0001984126984126984));
      p = p.fma(r, DoubleVector.broadcast(S, 0.001388888888888889));
      p = p.fma(r, DoubleVector.broadcast(S, 0.008333333333333333));
      p = p.fma(r, DoubleVector.broadcast(S, 0.041666666666666664));
      p = p.fma(r, DoubleVector.broadcast(S, 0.16666666666666666));
      p = p.fma(r, DoubleVector.broadcast(S, 0.5));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      LongVector k = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(0x1.8p52));
      LongVector half = k.lanewise(VectorOperators.ASHR, 1);
      DoubleVector low = half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector high =
          k.sub(half).add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector e =
          p.mul(low)
              .mul(high)
              .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 709.782712893384))
              .blend(0, x.compare(VectorOperators.LT, -745.1332191019412));
      e.intoArray(y, yo + i);
    }
    return bound;
  }

  static int sigmoid(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector m = x.abs().neg();
      DoubleVector shifted =
          m.fma(DoubleVector.broadcast(S, 1.4426950408889634), DoubleVector.broadcast(S, 0x1.8p52));
      DoubleVector n = shifted.sub(0x1.8p52);
      DoubleVector r = n.fma(DoubleVector.broadcast(S, -0x1.62e42fee00000p-1), m);
      r = n.fma(DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33), r);
      DoubleVector p = DoubleVector.broadcast(S, 1.6059043836821613e-10);
      p = p.fma(r, DoubleVector.broadcast(S, 2.08767569878681e-09));
      p = p.fma(r, DoubleVector.broadcast(S, 2.505210838544172e-08));
      p = p.fma(r, DoubleVector.broadcast(S, 2.755731922398589e-07));
      p = p.fma(r, DoubleVector.broadcast(S, 2.7557319223985893e-06));
      p = p.fma(r, DoubleVector.broadcast(S, 2.48015873015873e-05));
      p = p.fma(r, DoubleVector.broadcast(S, 0.0001984126984126984));
      p = p.fma(r, DoubleVector.broadcast(S, 0.001388888888888889));
      p = p.fma(r, DoubleVector.broadcast(S, 0.008333333333333333));
      p = p.fma(r, DoubleVector.broadcast(S, 0.041666666666666664));
      p = p.fma(r, DoubleVector.broadcast(S, 0.16666666666666666));
      p = p.fma(r, DoubleVector.broadcast(S, 0.5));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      LongVector k = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(0x1.8p52));
      LongVector half = k.lanewise(VectorOperators.ASHR, 1);
      DoubleVector low = half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector high =
          k.sub(half).add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector e =
          p.mul(low)
              .mul(high)
              .blend(Double.POSITIVE_INFINITY, m.compare(VectorOperators.GT, 709.782712893384))
              .blend(0, m.compare(VectorOperators.LT, -745.1332191019412));
      DoubleVector.broadcast(S, 1)
          .blend(e, x.compare(VectorOperators.LT, 0))
          .div(e.add(1))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  static int tanh(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector a = x.abs();
      DoubleVector b = a.add(a);
      DoubleVector z = x.mul(x);
      DoubleVector q = DoubleVector.broadcast(S, -0.9643991794250523);
      q = q.fma(z, DoubleVector.broadcast(S, -99.28772310019185));
      q = q.fma(z, DoubleVector.broadcast(S, -1614.6876844170845));
      DoubleVector s = z.add(112.81167849163293);
      s = s.fma(z, DoubleVector.broadcast(S, 2235.4883906010045));
      s = s.fma(z, DoubleVector.broadcast(S, 4844.063053251255));
      DoubleVector near = q.mul(z).div(s).fma(x, x);
      DoubleVector shifted =
          b.fma(DoubleVector.broadcast(S, 1.4426950408889634), DoubleVector.broadcast(S, 0x1.8p52));
      DoubleVector n = shifted.sub(0x1.8p52);
      DoubleVector r = n.fma(DoubleVector.broadcast(S, -0x1.62e42fee00000p-1), b);
      r = n.fma(DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33), r);
      DoubleVector p = DoubleVector.broadcast(S, 1.6059043836821613e-10);
      p = p.fma(r, DoubleVector.broadcast(S, 2.08767569878681e-09));
      p = p.fma(r, DoubleVector.broadcast(S, 2.505210838544172e-08));
      p = p.fma(r, DoubleVector.broadcast(S, 2.755731922398589e-07));
      p = p.fma(r, DoubleVector.broadcast(S, 2.7557319223985893e-06));
      p = p.fma(r, DoubleVector.broadcast(S, 2.48015873015873e-05));
      p = p.fma(r, DoubleVector.broadcast(S, 0.0001984126984126984));
      p = p.fma(r, DoubleVector.broadcast(S, 0.001388888888888889));
      p = p.fma(r, DoubleVector.broadcast(S, 0.008333333333333333));
      p = p.fma(r, DoubleVector.broadcast(S, 0.041666666666666664));
      p = p.fma(r, DoubleVector.broadcast(S, 0.16666666666666666));
      p = p.fma(r, DoubleVector.broadcast(S, 0.5));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      LongVector k = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(0x1.8p52));
      LongVector half = k.lanewise(VectorOperators.ASHR, 1);
      DoubleVector low = half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector high =
          k.sub(half).add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector e =
          p.mul(low)
              .mul(high)
              .blend(Double.POSITIVE_INFINITY, b.compare(VectorOperators.GT, 709.782712893384))
              .blend(0, b.compare(VectorOperators.LT, -745.1332191019412));
      DoubleVector far =
          DoubleVector.broadcast(S, 1).sub(DoubleVector.broadcast(S, 2).div(e.add(1)));
      far.reinterpretAsLongs()
          .or(x.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .blend(near, a.compare(VectorOperators.LT, 0.625))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  /** y = exp(x − shift) over whole vectors; returns Σy of those. */
  static double expSum(double[] from, int xo, double shift, double[] y, int yo, int length) {
    DoubleVector sum = DoubleVector.zero(S);
    for (int i = 0; i < S.loopBound(length); i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i).sub(shift);
      DoubleVector shifted =
          x.fma(DoubleVector.broadcast(S, 1.4426950408889634), DoubleVector.broadcast(S, 0x1.8p52));
      DoubleVector n = shifted.sub(0x1.8p52);
      DoubleVector r = n.fma(DoubleVector.broadcast(S, -0x1.62e42fee00000p-1), x);
      r = n.fma(DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33), r);
      DoubleVector p = DoubleVector.broadcast(S, 1.6059043836821613e-10);
      p = p.fma(r, DoubleVector.broadcast(S, 2.08767569878681e-09));
      p = p.fma(r, DoubleVector.broadcast(S, 2.505210838544172e-08));
      p = p.fma(r, DoubleVector.broadcast(S, 2.755731922398589e-07));
      p = p.fma(r, DoubleVector.broadcast(S, 2.7557319223985893e-06));
      p = p.fma(r, DoubleVector.broadcast(S, 2.48015873015873e-05));
      p = p.fma(r, DoubleVector.broadcast(S, 0.0001984126984126984));
      p = p.fma(r, DoubleVector.broadcast(S, 0.001388888888888889));
      p = p.fma(r, DoubleVector.broadcast(S, 0.008333333333333333));
      p = p.fma(r, DoubleVector.broadcast(S, 0.041666666666666664));
      p = p.fma(r, DoubleVector.broadcast(S, 0.16666666666666666));
      p = p.fma(r, DoubleVector.broadcast(S, 0.5));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      p = p.fma(r, DoubleVector.broadcast(S, 1));
      LongVector k = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(0x1.8p52));
      LongVector half = k.lanewise(VectorOperators.ASHR, 1);
      DoubleVector low = half.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector high =
          k.sub(half).add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector e =
          p.mul(low)
              .mul(high)
              .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 709.782712893384))
              .blend(0, x.compare(VectorOperators.LT, -745.1332191019412));
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
