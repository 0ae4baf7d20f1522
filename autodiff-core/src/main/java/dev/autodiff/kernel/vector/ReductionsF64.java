package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over dense runs. */
final class ReductionsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** Runs longer than this are summed in halves, so that the rounding error grows with log n. */
  private static final int BLOCK = 4096;

  private ReductionsF64() {}

  static double sum(double[] x, int from, int n) {
    if (n > BLOCK) {
      int half = Math.max(BLOCK, n / 2 / BLOCK * BLOCK);
      return sum(x, from, half) + sum(x, from + half, n - half);
    }
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      s0 = s0.add(DoubleVector.fromArray(S, x, from + i));
      s1 = s1.add(DoubleVector.fromArray(S, x, from + i + LANES));
      s2 = s2.add(DoubleVector.fromArray(S, x, from + i + 2 * LANES));
      s3 = s3.add(DoubleVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      s0 = s0.add(DoubleVector.fromArray(S, x, from + i));
    }
    double s = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    for (; i < n; i++) {
      s += x[from + i];
    }
    return s;
  }

  static double max(double[] x, int from, int n) {
    DoubleVector m = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      m = m.max(DoubleVector.fromArray(S, x, from + i));
    }
    double r = m.reduceLanes(VectorOperators.MAX);
    for (int i = bound; i < n; i++) {
      r = Math.max(r, x[from + i]);
    }
    return r;
  }

  static double min(double[] x, int from, int n) {
    DoubleVector m = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      m = m.min(DoubleVector.fromArray(S, x, from + i));
    }
    double r = m.reduceLanes(VectorOperators.MIN);
    for (int i = bound; i < n; i++) {
      r = Math.min(r, x[from + i]);
    }
    return r;
  }

  /** y = exp(x − shift) over whole vectors; returns Σy of those. */
  static double expSum(double[] x, int xo, double shift, double[] y, int yo, int n) {
    DoubleVector sum = DoubleVector.zero(S);
    for (int i = 0; i < S.loopBound(n); i += LANES) {
      DoubleVector e = FunctionsF64.exp(DoubleVector.fromArray(S, x, xo + i).sub(shift));
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
