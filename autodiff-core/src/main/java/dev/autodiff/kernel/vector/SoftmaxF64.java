package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of a row's softmax, for rows of at least one vector. The end of a row that fills no
 * vector is done as a vector that ends where the row ends: its first lanes are computed twice.
 *
 * <p>Constants are vectors of their methods, so that they stay in registers: those of a class would
 * be read again in every turn, since the compiler takes the array that is written for one that
 * might hold them.
 */
final class SoftmaxF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /**
   * Turns by so many lanes. Folding by them adds in one order, which reduceLanes does not promise.
   */
  private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(S, 4, 1, true);

  private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Double> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  private SoftmaxF64() {}

  /**
   * y = exp(x − shift) for a finite shift not less than any x; returns Σy.
   *
   * <p>With t = shift − x = n·ln 2 + r, |r| ≤ ½ ln 2: e⁻ᵗ = p(−r)·2⁻ⁿ, p of degree 11, minimax
   * under p(0) = p′(0) = 1, in all about one unit in the last place off. Adding {@code biased}
   * leaves 1023 − n in the lowest bits, which moved to the exponent's place are 2⁻ⁿ. Numbers t ≥ 0
   * are ordered like their bits; t = 709 has n = 1023, so that everything from there on gives 0.
   */
  static double expSum(double[] x, int xo, double shift, double[] y, int yo, int length) {
    DoubleVector e11 = DoubleVector.broadcast(S, -2.5100377619606372e-08);
    DoubleVector e10 = DoubleVector.broadcast(S, 2.7620078203806394e-07);
    DoubleVector e9 = DoubleVector.broadcast(S, -2.7557268476553695e-06);
    DoubleVector e8 = DoubleVector.broadcast(S, 2.4801521317484083e-05);
    DoubleVector e7 = DoubleVector.broadcast(S, -0.00019841269863042963);
    DoubleVector e6 = DoubleVector.broadcast(S, 0.0013888888917199863);
    DoubleVector e5 = DoubleVector.broadcast(S, -0.008333333333330063);
    DoubleVector e4 = DoubleVector.broadcast(S, 0.04166666666662416);
    DoubleVector e3 = DoubleVector.broadcast(S, -0.16666666666666669);
    DoubleVector e2 = DoubleVector.broadcast(S, 0.5000000000000001);
    DoubleVector e1 = DoubleVector.broadcast(S, -1);
    DoubleVector e0 = DoubleVector.broadcast(S, 1);
    DoubleVector log2e = DoubleVector.broadcast(S, -1.4426950408889634);
    DoubleVector biased = DoubleVector.broadcast(S, 0x1.8p52 + 1023);
    DoubleVector ln2High = DoubleVector.broadcast(S, 0x1.62e42fee00000p-1);
    DoubleVector ln2Low = DoubleVector.broadcast(S, 0x1.a39ef35793c76p-33);
    LongVector farthest = DoubleVector.broadcast(S, 709).reinterpretAsLongs();
    DoubleVector m = DoubleVector.broadcast(S, shift);
    DoubleVector sum = DoubleVector.zero(S);
    int bound = S.loopBound(length);
    int last = length - LANES;
    DoubleVector end = m.sub(DoubleVector.fromArray(S, x, xo + last)); // before y, which may be x
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector d = m.sub(DoubleVector.fromArray(S, x, xo + i));
      DoubleVector t = d.reinterpretAsLongs().min(farthest).reinterpretAsDoubles();
      DoubleVector shifted = t.fma(log2e, biased);
      DoubleVector n = shifted.sub(biased);
      DoubleVector r = n.fma(ln2High, t);
      r = n.fma(ln2Low, r);
      DoubleVector p = e11.fma(r, e10);
      p = p.fma(r, e9);
      p = p.fma(r, e8);
      p = p.fma(r, e7);
      p = p.fma(r, e6);
      p = p.fma(r, e5);
      p = p.fma(r, e4);
      p = p.fma(r, e3);
      p = p.fma(r, e2);
      p = p.fma(r, e1).fma(r, e0);
      LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector e = p.mul(power.reinterpretAsDoubles());
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    if (bound < length) {
      DoubleVector t = end.reinterpretAsLongs().min(farthest).reinterpretAsDoubles();
      DoubleVector shifted = t.fma(log2e, biased);
      DoubleVector n = shifted.sub(biased);
      DoubleVector r = n.fma(ln2High, t);
      r = n.fma(ln2Low, r);
      DoubleVector p = e11.fma(r, e10);
      p = p.fma(r, e9);
      p = p.fma(r, e8);
      p = p.fma(r, e7);
      p = p.fma(r, e6);
      p = p.fma(r, e5);
      p = p.fma(r, e4);
      p = p.fma(r, e3);
      p = p.fma(r, e2);
      p = p.fma(r, e1).fma(r, e0);
      LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector e = p.mul(power.reinterpretAsDoubles());
      e.intoArray(y, yo + last);
      DoubleVector lane = DoubleVector.zero(S).addIndex(1);
      sum = sum.add(e.blend(0, lane.compare(VectorOperators.LT, (double) (bound - last))));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    if (LANES > 1) {
      sum = sum.add(sum.rearrange(BY_1));
    }
    return sum.lane(0);
  }

  /** x = c·x. */
  static void scale(double[] x, int from, int length, double c) {
    DoubleVector factor = DoubleVector.broadcast(S, c);
    int bound = S.loopBound(length);
    int last = length - LANES;
    DoubleVector end = DoubleVector.fromArray(S, x, from + last).mul(factor);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector.fromArray(S, x, from + i).mul(factor).intoArray(x, from + i);
    }
    end.intoArray(x, from + last);
  }
}
