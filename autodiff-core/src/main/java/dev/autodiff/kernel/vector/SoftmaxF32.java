package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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
final class SoftmaxF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /**
   * Turns by so many lanes. Folding by them adds in one order, which reduceLanes does not promise.
   */
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(S, 8, 1, true);

  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  private SoftmaxF32() {}

  /**
   * y = exp(x − shift) for a finite shift not less than any x; returns Σy.
   *
   * <p>With t = shift − x = n·ln 2 + r, |r| ≤ ½ ln 2: e⁻ᵗ = p(−r)·2⁻ⁿ, p of degree 6, minimax under
   * p(0) = p′(0) = 1, in all less than 0.9 units in the last place off. Adding {@code biased}
   * leaves 127 − n in the lowest bits, which moved to the exponent's place are 2⁻ⁿ. Numbers t ≥ 0
   * are ordered like their bits; t = 88 has n = 127, so that everything from there on gives 0.
   */
  static float expSum(float[] x, int xo, float shift, float[] y, int yo, int length) {
    FloatVector e6 = FloatVector.broadcast(S, 0.0013814558f);
    FloatVector e5 = FloatVector.broadcast(S, -0.008368735f);
    FloatVector e4 = FloatVector.broadcast(S, 0.04166839f);
    FloatVector e3 = FloatVector.broadcast(S, -0.16666521f);
    FloatVector e2 = FloatVector.broadcast(S, 0.49999994f);
    FloatVector e1 = FloatVector.broadcast(S, -1);
    FloatVector e0 = FloatVector.broadcast(S, 1);
    FloatVector log2e = FloatVector.broadcast(S, -1.442695f);
    FloatVector biased = FloatVector.broadcast(S, 0x1.8p23f + 127);
    FloatVector ln2High = FloatVector.broadcast(S, 0x1.63p-1f);
    FloatVector ln2Low = FloatVector.broadcast(S, -0.00021219444f);
    IntVector farthest = FloatVector.broadcast(S, 88).reinterpretAsInts();
    FloatVector m = FloatVector.broadcast(S, shift);
    FloatVector sum = FloatVector.zero(S);
    int bound = S.loopBound(length);
    int last = length - LANES;
    FloatVector end = m.sub(FloatVector.fromArray(S, x, xo + last)); // before y, which may be x
    for (int i = 0; i < bound; i += LANES) {
      FloatVector d = m.sub(FloatVector.fromArray(S, x, xo + i));
      FloatVector t = d.reinterpretAsInts().min(farthest).reinterpretAsFloats();
      FloatVector shifted = t.fma(log2e, biased);
      FloatVector n = shifted.sub(biased);
      FloatVector r = n.fma(ln2High, t);
      r = n.fma(ln2Low, r);
      FloatVector p = e6.fma(r, e5);
      p = p.fma(r, e4);
      p = p.fma(r, e3);
      p = p.fma(r, e2);
      p = p.fma(r, e1).fma(r, e0);
      IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(power.reinterpretAsFloats());
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    if (bound < length) {
      FloatVector t = end.reinterpretAsInts().min(farthest).reinterpretAsFloats();
      FloatVector shifted = t.fma(log2e, biased);
      FloatVector n = shifted.sub(biased);
      FloatVector r = n.fma(ln2High, t);
      r = n.fma(ln2Low, r);
      FloatVector p = e6.fma(r, e5);
      p = p.fma(r, e4);
      p = p.fma(r, e3);
      p = p.fma(r, e2);
      p = p.fma(r, e1).fma(r, e0);
      IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(power.reinterpretAsFloats());
      e.intoArray(y, yo + last);
      FloatVector lane = FloatVector.zero(S).addIndex(1);
      sum = sum.add(e.blend(0, lane.compare(VectorOperators.LT, (float) (bound - last))));
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  /** x = c·x. */
  static void scale(float[] x, int from, int length, float c) {
    FloatVector factor = FloatVector.broadcast(S, c);
    int bound = S.loopBound(length);
    int last = length - LANES;
    FloatVector end = FloatVector.fromArray(S, x, from + last).mul(factor);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(S, x, from + i).mul(factor).intoArray(x, from + i);
    }
    end.intoArray(x, from + last);
  }
}
