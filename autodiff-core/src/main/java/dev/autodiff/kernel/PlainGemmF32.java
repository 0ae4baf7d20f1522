package dev.autodiff.kernel;

import java.util.Arrays;

/**
 * Matrix product in plain loops that the JIT compiler vectorises: multiples of two rows of B at a
 * time are added to three rows of C. The compiler cannot tell that parts of one array do not
 * overlap, so each row is copied to an array of its own: those of a block of B, which then stays in
 * the second-level cache, and three of C, which stay in the first.
 */
final class PlainGemmF32 {
  /** Columns of a block: rows of 4 KiB, long beside what the compiler's loops do one by one. */
  private static final int NC = (4 << 10) / Float.BYTES;

  /** Rows of a block of B. */
  private static final int KC = 128;

  /** Rows of B and C, a set for each thread; each grows to its largest use. */
  private static final class Scratch {
    final float[][] b = new float[KC][0];
    final float[][] c = new float[3][0];
    final float[] x = new float[3 * KC];
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private PlainGemmF32() {}

  static void gemm(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      float[] c,
      int co,
      int ldc,
      Epilogue epilogue) {
    if (n == 1 && ldc == 1 && acs == 1) { // parts of a wider product have its ldc
      timesVector(m, k, alpha, a, ao, ars, b, bo, brs, accumulate, c, co);
      epilogue.run(co, m, 1, 1);
      return;
    }
    Scratch s = SCRATCH.get();
    for (int j = 0; j < n; j += NC) {
      int w = Math.min(NC, n - j);
      for (int p = 0; p < k || p == 0; p += KC) {
        int depth = Math.min(KC, k - p);
        int padded = (depth + 3) & -4; // up to three rows of zeros
        for (int q = 0; q < padded; q++) {
          s.b[q] = ensure(s.b[q], w);
          copyRow(b, bo + (p + q) * brs + j * bcs, bcs, q < depth, s.b[q], w);
        }
        int given = 0; // rows of these columns that the epilogue has had
        boolean add = accumulate || p > 0;
        for (int i = 0; i < m; ) {
          int rows = i + 3 <= m ? 3 : 1;
          int to = co + i * ldc + j;
          for (int r = 0; r < rows; r++) {
            s.c[r] = ensure(s.c[r], w);
            copyRow(c, to + r * ldc, 1, add, s.c[r], w);
          }
          factors(alpha, a, ao + i * ars + p * acs, ars, acs, rows, depth, padded, s.x);
          if (rows == 3) {
            for (int q = 0; q < padded; q += 2) {
              threeRows(s.c[0], s.c[1], s.c[2], s.x, 3 * q, s.b[q], s.b[q + 1], w);
            }
          } else {
            for (int q = 0; q < padded; q += 4) {
              oneRow(s.c[0], s.x, q, s.b[q], s.b[q + 1], s.b[q + 2], s.b[q + 3], w);
            }
          }
          for (int r = 0; r < rows; r++) {
            System.arraycopy(s.c[r], 0, c, to + r * ldc, w);
          }
          i += rows;
          if (p + KC >= k && (i == m || (i - given) * w >= Epilogue.ENOUGH)) {
            epilogue.run(co + given * ldc + j, i - given, w, ldc);
            given = i;
          }
        }
      }
    }
  }

  /** Multiplies contiguous rows by a vector, four at a time: a sum waits for its last term. */
  private static void timesVector(
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
    for (int i = 0; i < m; i += 4) {
      int r0 = ao + i * ars;
      int r1 = i + 1 < m ? r0 + ars : r0; // rows that do not exist: others again
      int r2 = i + 2 < m ? r1 + ars : r0;
      int r3 = i + 3 < m ? r2 + ars : r0;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int p = 0; p < k; p++) {
        float y = x[xo + p * xs];
        s0 = Math.fma(a[r0 + p], y, s0);
        s1 = Math.fma(a[r1 + p], y, s1);
        s2 = Math.fma(a[r2 + p], y, s2);
        s3 = Math.fma(a[r3 + p], y, s3);
      }
      for (int r = i; r < Math.min(m, i + 4); r++) {
        float sum = r == i ? s0 : r == i + 1 ? s1 : r == i + 2 ? s2 : s3;
        c[co + r] = accumulate ? Math.fma(alpha, sum, c[co + r]) : alpha * sum;
      }
    }
  }

  private static float[] ensure(float[] x, int n) {
    return x.length >= n ? x : new float[n];
  }

  private static void copyRow(float[] b, int from, int step, boolean exists, float[] to, int n) {
    if (!exists) {
      Arrays.fill(to, 0, n, 0);
    } else if (step == 1) {
      System.arraycopy(b, from, to, 0, n);
    } else {
      for (int j = 0; j < n; j++) {
        to[j] = b[from + j * step];
      }
    }
  }

  /** Copies α·A, so many rows and columns of it, column after column, and zeros up to the end. */
  private static void factors(
      float alpha,
      float[] a,
      int ao,
      int ars,
      int acs,
      int rows,
      int columns,
      int padded,
      float[] x) {
    for (int q = 0; q < columns; q++) {
      for (int r = 0; r < rows; r++) {
        x[q * rows + r] = alpha * a[ao + r * ars + q * acs];
      }
    }
    Arrays.fill(x, columns * rows, padded * rows, 0);
  }

  /**
   * Adds multiples of two rows of B to each of three rows. With more the compiler finds the loop
   * too large to unroll, on which its vectors depend, or only sometimes not.
   */
  private static void threeRows(
      float[] c0, float[] c1, float[] c2, float[] x, int at, float[] b0, float[] b1, int n) {
    float x00 = x[at];
    float x10 = x[at + 1];
    float x20 = x[at + 2];
    float x01 = x[at + 3];
    float x11 = x[at + 4];
    float x21 = x[at + 5];
    for (int j = 0; j < n; j++) {
      float y0 = b0[j];
      float y1 = b1[j];
      c0[j] = Math.fma(x01, y1, Math.fma(x00, y0, c0[j]));
      c1[j] = Math.fma(x11, y1, Math.fma(x10, y0, c1[j]));
      c2[j] = Math.fma(x21, y1, Math.fma(x20, y0, c2[j]));
    }
  }

  /** Adds multiples of four rows of B to a row. */
  private static void oneRow(
      float[] c, float[] x, int at, float[] b0, float[] b1, float[] b2, float[] b3, int n) {
    float x0 = x[at];
    float x1 = x[at + 1];
    float x2 = x[at + 2];
    float x3 = x[at + 3];
    for (int j = 0; j < n; j++) {
      c[j] =
          Math.fma(x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], c[j]))));
    }
  }
}
