package dev.autodiff.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a matrix and a vector. It takes as long as reading the matrix, which is read once and
 * never copied: contiguous rows are multiplied by the vector, contiguous columns are added up.
 */
final class MatVecF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** As many sums at a time stay in the first-level cache while columns are added to them. */
  private static final int CHUNK = 1024;

  private static final ThreadLocal<MatVecF64> MINE = ThreadLocal.withInitial(MatVecF64::new);

  private final double[] lanes = new double[4 * LANES];
  private final double[] sums = new double[CHUNK];
  private double[] copyOfX = {};

  private MatVecF64() {}

  /**
   * C = α·A·x or C += α·A·x, both dense, for m rows of A, each contiguous, {@code ars} after the
   * one before. The terms of a row are added as many at a time as a vector has lanes, twice, in an
   * order that depends on k and the number of lanes.
   */
  static void rows(
      int m,
      int k,
      double alpha,
      double[] a,
      int ao,
      int ars,
      double[] x,
      int xo,
      int xs,
      boolean accumulate,
      double[] c,
      int co) {
    MatVecF64 v = MINE.get();
    double[] lanes = v.lanes;
    double[] dense = xs == 1 ? x : v.copy(x, xo, xs, k);
    int at = xs == 1 ? xo : 0;
    for (int i = 0; i < m; ) {
      int rows = m - i >= 4 ? 4 : 1;
      int from = ao + i * ars;
      if (rows == 4) {
        fourRows(k, a, from, ars, dense, at, lanes);
      } else {
        oneRow(k, a, from, dense, at, lanes);
      }
      for (int r = 0; r < rows; r++) {
        double sum = ReductionsF64.fold(lanes, r * LANES);
        for (int p = k - k % LANES; p < k; p++) {
          sum = Math.fma(a[from + r * ars + p], dense[at + p], sum);
        }
        int to = co + i + r;
        c[to] = accumulate ? Math.fma(alpha, sum, c[to]) : alpha * sum;
      }
      i += rows;
    }
  }

  /**
   * C = α·A·x or C += α·A·x, both dense, for k columns of A, each contiguous, {@code acs} after the
   * one before. The terms of a row are added one by one, as {@link GemmF64} does, in blocks of its
   * depth.
   */
  static void columns(
      int m,
      int k,
      double alpha,
      double[] a,
      int ao,
      int acs,
      double[] x,
      int xo,
      int xs,
      boolean accumulate,
      double[] c,
      int co) {
    double[] sums = MINE.get().sums;
    boolean direct = alpha == 1 && !accumulate;
    int kc = GemmF64.depth(k);
    for (int j = 0; j < m; j += CHUNK) {
      int w = Math.min(CHUNK, m - j);
      double[] t = direct ? c : sums;
      int to = direct ? co + j : 0;
      for (int p = 0; p == 0 || p < k; p += kc) {
        if (!direct || p == 0) {
          Arrays.fill(t, to, to + w, 0);
        }
        int end = Math.min(k, p + kc);
        int q = p;
        for (; q + 8 <= end; q += 8) {
          eightColumns(a, ao + q * acs + j, acs, x, xo + q * xs, xs, t, to, w);
        }
        for (; q < end; q++) {
          oneColumn(a, ao + q * acs + j, x[xo + q * xs], t, to, w);
        }
        if (!direct) {
          MergingF64.edge(t, 1, w, alpha, accumulate || p > 0, c, co + j, m, 0);
        }
      }
    }
  }

  private double[] copy(double[] x, int xo, int xs, int k) {
    if (copyOfX.length < k) {
      copyOfX = new double[k];
    }
    for (int p = 0; p < k; p++) {
      copyOfX[p] = x[xo + p * xs];
    }
    return copyOfX;
  }

  /** Multiplies four rows of A by x, apart from what does not fill a vector. */
  private static void fourRows(
      int k, double[] a, int ao, int ars, double[] x, int xo, double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    int second = ao + ars;
    int third = second + ars;
    int fourth = third + ars;
    int p = 0;
    for (; p <= k - 2 * LANES; p += 2 * LANES) {
      DoubleVector y = DoubleVector.fromArray(S, x, xo + p);
      DoubleVector z = DoubleVector.fromArray(S, x, xo + p + LANES);
      s0 = DoubleVector.fromArray(S, a, ao + p).fma(y, s0);
      t0 = DoubleVector.fromArray(S, a, ao + p + LANES).fma(z, t0);
      s1 = DoubleVector.fromArray(S, a, second + p).fma(y, s1);
      t1 = DoubleVector.fromArray(S, a, second + p + LANES).fma(z, t1);
      s2 = DoubleVector.fromArray(S, a, third + p).fma(y, s2);
      t2 = DoubleVector.fromArray(S, a, third + p + LANES).fma(z, t2);
      s3 = DoubleVector.fromArray(S, a, fourth + p).fma(y, s3);
      t3 = DoubleVector.fromArray(S, a, fourth + p + LANES).fma(z, t3);
    }
    if (p <= k - LANES) {
      DoubleVector y = DoubleVector.fromArray(S, x, xo + p);
      s0 = DoubleVector.fromArray(S, a, ao + p).fma(y, s0);
      s1 = DoubleVector.fromArray(S, a, second + p).fma(y, s1);
      s2 = DoubleVector.fromArray(S, a, third + p).fma(y, s2);
      s3 = DoubleVector.fromArray(S, a, fourth + p).fma(y, s3);
    }
    s0.add(t0).intoArray(lanes, 0);
    s1.add(t1).intoArray(lanes, LANES);
    s2.add(t2).intoArray(lanes, 2 * LANES);
    s3.add(t3).intoArray(lanes, 3 * LANES);
  }

  /** Multiplies one row of A by x in the same order. */
  private static void oneRow(int k, double[] a, int ao, double[] x, int xo, double[] lanes) {
    DoubleVector s = DoubleVector.zero(S);
    DoubleVector t = DoubleVector.zero(S);
    int p = 0;
    for (; p <= k - 2 * LANES; p += 2 * LANES) {
      DoubleVector y = DoubleVector.fromArray(S, x, xo + p);
      DoubleVector z = DoubleVector.fromArray(S, x, xo + p + LANES);
      s = DoubleVector.fromArray(S, a, ao + p).fma(y, s);
      t = DoubleVector.fromArray(S, a, ao + p + LANES).fma(z, t);
    }
    if (p <= k - LANES) {
      s = DoubleVector.fromArray(S, a, ao + p).fma(DoubleVector.fromArray(S, x, xo + p), s);
    }
    s.add(t).intoArray(lanes, 0);
  }

  /** Adds multiples of eight columns of A to w sums, one after the other. */
  private static void eightColumns(
      double[] a, int ao, int acs, double[] x, int xo, int xs, double[] t, int to, int w) {
    double x0 = x[xo];
    double x1 = x[xo + xs];
    double x2 = x[xo + 2 * xs];
    double x3 = x[xo + 3 * xs];
    double x4 = x[xo + 4 * xs];
    double x5 = x[xo + 5 * xs];
    double x6 = x[xo + 6 * xs];
    double x7 = x[xo + 7 * xs];
    int i = 0;
    for (; i <= w - LANES; i += LANES) {
      DoubleVector s = DoubleVector.fromArray(S, t, to + i);
      int at = ao + i;
      s = DoubleVector.fromArray(S, a, at).fma(DoubleVector.broadcast(S, x0), s);
      s = DoubleVector.fromArray(S, a, at + acs).fma(DoubleVector.broadcast(S, x1), s);
      s = DoubleVector.fromArray(S, a, at + 2 * acs).fma(DoubleVector.broadcast(S, x2), s);
      s = DoubleVector.fromArray(S, a, at + 3 * acs).fma(DoubleVector.broadcast(S, x3), s);
      s = DoubleVector.fromArray(S, a, at + 4 * acs).fma(DoubleVector.broadcast(S, x4), s);
      s = DoubleVector.fromArray(S, a, at + 5 * acs).fma(DoubleVector.broadcast(S, x5), s);
      s = DoubleVector.fromArray(S, a, at + 6 * acs).fma(DoubleVector.broadcast(S, x6), s);
      s = DoubleVector.fromArray(S, a, at + 7 * acs).fma(DoubleVector.broadcast(S, x7), s);
      s.intoArray(t, to + i);
    }
    for (; i < w; i++) {
      double s = t[to + i];
      int at = ao + i;
      s = Math.fma(a[at], x0, s);
      s = Math.fma(a[at + acs], x1, s);
      s = Math.fma(a[at + 2 * acs], x2, s);
      s = Math.fma(a[at + 3 * acs], x3, s);
      s = Math.fma(a[at + 4 * acs], x4, s);
      s = Math.fma(a[at + 5 * acs], x5, s);
      s = Math.fma(a[at + 6 * acs], x6, s);
      s = Math.fma(a[at + 7 * acs], x7, s);
      t[to + i] = s;
    }
  }

  private static void oneColumn(double[] a, int ao, double x, double[] t, int to, int w) {
    for (int i = 0; i < w; i++) {
      t[to + i] = Math.fma(a[ao + i], x, t[to + i]);
    }
  }
}
