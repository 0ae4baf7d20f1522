package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over dense runs. */
final class ReductionsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /**
   * Turns by so many lanes. Folding by them adds in one order, which reduceLanes does not promise.
   */
  private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(S, 4, 1, true);

  private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Double> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  /** Runs longer than this are summed in halves, so that the rounding error grows with log n. */
  private static final int BLOCK = 4096;

  private ReductionsF64() {}

  static double sum(double[] x, int from, int n) {
    if (n > BLOCK) {
      int half = Math.max(BLOCK, n / 2 / BLOCK * BLOCK);
      return sum(x, from, half) + sum(x, from + half, n - half);
    }
    return block(x, from, n);
  }

  /**
   * Apart from the recursion, which is inlined into itself and would box these vectors; itself too
   * long to be inlined, as {@link Loop} explains.
   */
  private static double block(double[] x, int from, int n) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      s0 = s0.lanewise(VectorOperators.ADD, DoubleVector.fromArray(S, x, from + i));
      s1 = s1.lanewise(VectorOperators.ADD, DoubleVector.fromArray(S, x, from + i + LANES));
      s2 = s2.lanewise(VectorOperators.ADD, DoubleVector.fromArray(S, x, from + i + 2 * LANES));
      s3 = s3.lanewise(VectorOperators.ADD, DoubleVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      s0 = s0.lanewise(VectorOperators.ADD, DoubleVector.fromArray(S, x, from + i));
    }
    DoubleVector low = s0.lanewise(VectorOperators.ADD, s1);
    DoubleVector high = s2.lanewise(VectorOperators.ADD, s3);
    s0 = low.lanewise(VectorOperators.ADD, high);
    if (LANES > 4) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_4));
    }
    if (LANES > 2) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_2));
    }
    if (LANES > 1) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_1));
    }
    double s = s0.lane(0);
    for (; i < n; i++) {
      s += x[from + i];
    }
    return s;
  }

  /** Adds up a vector's elements, halves to halves. */
  static double fold(double[] x, int from) {
    DoubleVector s = DoubleVector.fromArray(S, x, from);
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    if (LANES > 2) {
      s = s.add(s.rearrange(BY_2));
    }
    if (LANES > 1) {
      s = s.add(s.rearrange(BY_1));
    }
    return s.lane(0);
  }

  static double max(double[] x, int from, int n) {
    DoubleVector m0 = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    DoubleVector m1 = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    DoubleVector m2 = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    DoubleVector m3 = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      m0 = m0.max(DoubleVector.fromArray(S, x, from + i));
      m1 = m1.max(DoubleVector.fromArray(S, x, from + i + LANES));
      m2 = m2.max(DoubleVector.fromArray(S, x, from + i + 2 * LANES));
      m3 = m3.max(DoubleVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      m0 = m0.max(DoubleVector.fromArray(S, x, from + i));
    }
    double r = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      r = Math.max(r, x[from + i]);
    }
    return r;
  }

  static double min(double[] x, int from, int n) {
    DoubleVector m0 = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    DoubleVector m1 = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    DoubleVector m2 = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    DoubleVector m3 = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      m0 = m0.min(DoubleVector.fromArray(S, x, from + i));
      m1 = m1.min(DoubleVector.fromArray(S, x, from + i + LANES));
      m2 = m2.min(DoubleVector.fromArray(S, x, from + i + 2 * LANES));
      m3 = m3.min(DoubleVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      m0 = m0.min(DoubleVector.fromArray(S, x, from + i));
    }
    double r = m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    for (; i < n; i++) {
      r = Math.min(r, x[from + i]);
    }
    return r;
  }
}
