package dev.autodiff.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a matrix and a vector. It takes as long as reading the matrix, which is read once and
 * never copied: contiguous rows are multiplied by the vector, contiguous columns are added up.
 */
final class MatVecF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** As many sums at a time stay in the first-level cache while columns are added to them. */
  private static final int CHUNK = 1024;

  private static final ThreadLocal<MatVecF32> MINE = ThreadLocal.withInitial(MatVecF32::new);

  private final float[] lanes = new float[4 * LANES];
  private final float[] sums = new float[CHUNK];
  private float[] copyOfX = {};

  private MatVecF32() {}

  /**
   * C = α·A·x or C += α·A·x, both dense, for m rows of A, each contiguous, {@code ars} after the
   * one before. The terms of a row are added as many at a time as a vector has lanes, twice, in an
   * order that depends on k and the number of lanes.
   */
  static void rows(
      int m,
      int k,
      float alpha,
      float[] a,
      int ao,
      int ars,
      float[] x,
      int xo,
      int xs,
      boolean accumulate,
      float[] c,
      int co) {
    MatVecF32 v = MINE.get();
    float[] lanes = v.lanes;
    float[] dense = xs == 1 ? x : v.copy(x, xo, xs, k);
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
        float sum = ReductionsF32.fold(lanes, r * LANES);
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
   * one before. The terms of a row are added one by one, as {@link GemmF32} does, in blocks of its
   * depth.
   */
  static void columns(
      int m,
      int k,
      float alpha,
      float[] a,
      int ao,
      int acs,
      float[] x,
      int xo,
      int xs,
      boolean accumulate,
      float[] c,
      int co) {
    float[] sums = MINE.get().sums;
    boolean direct = alpha == 1 && !accumulate;
    int kc = GemmF32.depth(k);
    for (int j = 0; j < m; j += CHUNK) {
      int w = Math.min(CHUNK, m - j);
      float[] t = direct ? c : sums;
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
          MergingF32.edge(t, 1, w, alpha, accumulate || p > 0, c, co + j, m, 0);
        }
      }
    }
  }

  private float[] copy(float[] x, int xo, int xs, int k) {
    if (copyOfX.length < k) {
      copyOfX = new float[k];
    }
    for (int p = 0; p < k; p++) {
      copyOfX[p] = x[xo + p * xs];
    }
    return copyOfX;
  }

  /** Multiplies four rows of A by x, apart from what does not fill a vector. */
  private static void fourRows(
      int k, float[] a, int ao, int ars, float[] x, int xo, float[] lanes) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector t0 = FloatVector.zero(S);
    FloatVector t1 = FloatVector.zero(S);
    FloatVector t2 = FloatVector.zero(S);
    FloatVector t3 = FloatVector.zero(S);
    int second = ao + ars;
    int third = second + ars;
    int fourth = third + ars;
    int p = 0;
    for (; p <= k - 2 * LANES; p += 2 * LANES) {
      FloatVector y = FloatVector.fromArray(S, x, xo + p);
      FloatVector z = FloatVector.fromArray(S, x, xo + p + LANES);
      s0 = FloatVector.fromArray(S, a, ao + p).fma(y, s0);
      t0 = FloatVector.fromArray(S, a, ao + p + LANES).fma(z, t0);
      s1 = FloatVector.fromArray(S, a, second + p).fma(y, s1);
      t1 = FloatVector.fromArray(S, a, second + p + LANES).fma(z, t1);
      s2 = FloatVector.fromArray(S, a, third + p).fma(y, s2);
      t2 = FloatVector.fromArray(S, a, third + p + LANES).fma(z, t2);
      s3 = FloatVector.fromArray(S, a, fourth + p).fma(y, s3);
      t3 = FloatVector.fromArray(S, a, fourth + p + LANES).fma(z, t3);
    }
    if (p <= k - LANES) {
      FloatVector y = FloatVector.fromArray(S, x, xo + p);
      s0 = FloatVector.fromArray(S, a, ao + p).fma(y, s0);
      s1 = FloatVector.fromArray(S, a, second + p).fma(y, s1);
      s2 = FloatVector.fromArray(S, a, third + p).fma(y, s2);
      s3 = FloatVector.fromArray(S, a, fourth + p).fma(y, s3);
    }
    s0.add(t0).intoArray(lanes, 0);
    s1.add(t1).intoArray(lanes, LANES);
    s2.add(t2).intoArray(lanes, 2 * LANES);
    s3.add(t3).intoArray(lanes, 3 * LANES);
  }

  /** Multiplies one row of A by x in the same order. */
  private static void oneRow(int k, float[] a, int ao, float[] x, int xo, float[] lanes) {
    FloatVector s = FloatVector.zero(S);
    FloatVector t = FloatVector.zero(S);
    int p = 0;
    for (; p <= k - 2 * LANES; p += 2 * LANES) {
      FloatVector y = FloatVector.fromArray(S, x, xo + p);
      FloatVector z = FloatVector.fromArray(S, x, xo + p + LANES);
      s = FloatVector.fromArray(S, a, ao + p).fma(y, s);
      t = FloatVector.fromArray(S, a, ao + p + LANES).fma(z, t);
    }
    if (p <= k - LANES) {
      s = FloatVector.fromArray(S, a, ao + p).fma(FloatVector.fromArray(S, x, xo + p), s);
    }
    s.add(t).intoArray(lanes, 0);
  }

  /** Adds multiples of eight columns of A to w sums, one after the other. */
  private static void eightColumns(
      float[] a, int ao, int acs, float[] x, int xo, int xs, float[] t, int to, int w) {
    float x0 = x[xo];
    float x1 = x[xo + xs];
    float x2 = x[xo + 2 * xs];
    float x3 = x[xo + 3 * xs];
    float x4 = x[xo + 4 * xs];
    float x5 = x[xo + 5 * xs];
    float x6 = x[xo + 6 * xs];
    float x7 = x[xo + 7 * xs];
    int i = 0;
    for (; i <= w - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(S, t, to + i);
      int at = ao + i;
      s = FloatVector.fromArray(S, a, at).fma(FloatVector.broadcast(S, x0), s);
      s = FloatVector.fromArray(S, a, at + acs).fma(FloatVector.broadcast(S, x1), s);
      s = FloatVector.fromArray(S, a, at + 2 * acs).fma(FloatVector.broadcast(S, x2), s);
      s = FloatVector.fromArray(S, a, at + 3 * acs).fma(FloatVector.broadcast(S, x3), s);
      s = FloatVector.fromArray(S, a, at + 4 * acs).fma(FloatVector.broadcast(S, x4), s);
      s = FloatVector.fromArray(S, a, at + 5 * acs).fma(FloatVector.broadcast(S, x5), s);
      s = FloatVector.fromArray(S, a, at + 6 * acs).fma(FloatVector.broadcast(S, x6), s);
      s = FloatVector.fromArray(S, a, at + 7 * acs).fma(FloatVector.broadcast(S, x7), s);
      s.intoArray(t, to + i);
    }
    for (; i < w; i++) {
      float s = t[to + i];
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

  private static void oneColumn(float[] a, int ao, float x, float[] t, int to, int w) {
    for (int i = 0; i < w; i++) {
      t[to + i] = Math.fma(a[ao + i], x, t[to + i]);
    }
  }
}
