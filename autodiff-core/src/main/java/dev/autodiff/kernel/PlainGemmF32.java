package dev.autodiff.kernel;

/**
 * Matrix product in plain loops that the JIT compiler vectorises: four rows of B, copied to arrays
 * of their own (the compiler cannot tell that parts of one array do not overlap), are added to a
 * row of C at once.
 */
final class PlainGemmF32 {
  private static final int NC = 512;

  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[9][NC]);

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
    float[][] s = SCRATCH.get();
    float[] row = s[8];
    for (int j = 0; j < n; j += NC) {
      int w = Math.min(NC, n - j);
      for (int p = 0; p < k || p == 0; p += 8) {
        int rows = Math.min(8, k - p);
        for (int q = 0; q < 8; q++) {
          copyRow(b, bo + (p + q) * brs + j * bcs, bcs, q < rows, s[q], w);
        }
        int given = 0; // rows of these columns that the epilogue has had
        for (int i = 0; i < m; i++) {
          int to = co + i * ldc + j;
          if (p > 0 || accumulate) {
            System.arraycopy(c, to, row, 0, w);
          } else {
            java.util.Arrays.fill(row, 0, w, 0);
          }
          int at = ao + i * ars + p * acs;
          rank4(
              row,
              s[0],
              s[1],
              s[2],
              s[3],
              factor(alpha, a, at, rows, 0, acs),
              factor(alpha, a, at, rows, 1, acs),
              factor(alpha, a, at, rows, 2, acs),
              factor(alpha, a, at, rows, 3, acs),
              w);
          if (rows > 4) {
            rank4(
                row,
                s[4],
                s[5],
                s[6],
                s[7],
                factor(alpha, a, at, rows, 4, acs),
                factor(alpha, a, at, rows, 5, acs),
                factor(alpha, a, at, rows, 6, acs),
                factor(alpha, a, at, rows, 7, acs),
                w);
          }
          System.arraycopy(row, 0, c, to, w);
          int left = i + 1 - given;
          if (p + 8 >= k && (i + 1 == m || left * w >= Epilogue.ENOUGH)) {
            epilogue.run(co + given * ldc + j, left, w, ldc);
            given = i + 1;
          }
        }
      }
    }
  }

  private static float factor(float alpha, float[] a, int at, int rows, int q, int acs) {
    return q < rows ? alpha * a[at + q * acs] : 0;
  }

  private static void copyRow(float[] b, int from, int step, boolean exists, float[] to, int n) {
    if (!exists) {
      java.util.Arrays.fill(to, 0, n, 0);
    } else if (step == 1) {
      System.arraycopy(b, from, to, 0, n);
    } else {
      for (int j = 0; j < n; j++) {
        to[j] = b[from + j * step];
      }
    }
  }

  private static void rank4(
      float[] c,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float x0,
      float x1,
      float x2,
      float x3,
      int n) {
    for (int i = 0; i < n; i++) {
      c[i] =
          Math.fma(x3, b3[i], Math.fma(x2, b2[i], Math.fma(x1, b1[i], Math.fma(x0, b0[i], c[i]))));
    }
  }
}
