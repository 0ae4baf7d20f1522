package dev.autodiff.kernel;

/** Matrix products. */
public final class MatMul {
  private MatMul() {}

  /**
   * C = A·B for one pair of matrices read through strides: A is m×k, B is k×n, C dense m×n from
   * {@code co} on, zero before the call.
   */
  public static void multiply(
      int m,
      int n,
      int k,
      Object a,
      int ao,
      int ars,
      int acs,
      Object b,
      int bo,
      int brs,
      int bcs,
      Object c,
      int co) {
    Object rows = b;
    int from = bo;
    int step = brs;
    if (bcs != 1) { // the inner loop runs along rows of B, so they must be contiguous
      rows = b instanceof double[] ? new double[k * n] : new float[k * n];
      Copy.copy(b, bo, new int[] {k, n}, new int[] {brs, bcs}, rows);
      from = 0;
      step = n;
    }
    if (a instanceof double[] x) {
      multiply(m, n, k, x, ao, ars, acs, (double[]) rows, from, step, (double[]) c, co);
    } else {
      multiply(m, n, k, (float[]) a, ao, ars, acs, (float[]) rows, from, step, (float[]) c, co);
    }
  }

  private static void multiply(
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      double[] c,
      int co) {
    for (int i = 0; i < m; i++) {
      int to = co + i * n;
      int p = 0;
      for (; p + 3 < k; p += 4) {
        int at = ao + i * ars + p * acs;
        axpy4(a[at], a[at + acs], a[at + 2 * acs], a[at + 3 * acs], b, bo + p * brs, brs, c, to, n);
      }
      for (; p < k; p++) {
        PlainF64.axpy(a[ao + i * ars + p * acs], b, bo + p * brs, c, to, n);
      }
    }
  }

  private static void axpy4(
      double f0,
      double f1,
      double f2,
      double f3,
      double[] b,
      int bo,
      int brs,
      double[] c,
      int co,
      int n) {
    int b1 = bo + brs;
    int b2 = b1 + brs;
    int b3 = b2 + brs;
    for (int j = 0; j < n; j++) {
      c[co + j] += f0 * b[bo + j] + f1 * b[b1 + j] + (f2 * b[b2 + j] + f3 * b[b3 + j]);
    }
  }

  private static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co) {
    for (int i = 0; i < m; i++) {
      int to = co + i * n;
      int p = 0;
      for (; p + 3 < k; p += 4) {
        int at = ao + i * ars + p * acs;
        axpy4(a[at], a[at + acs], a[at + 2 * acs], a[at + 3 * acs], b, bo + p * brs, brs, c, to, n);
      }
      for (; p < k; p++) {
        PlainF32.axpy(a[ao + i * ars + p * acs], b, bo + p * brs, c, to, n);
      }
    }
  }

  private static void axpy4(
      float f0,
      float f1,
      float f2,
      float f3,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int n) {
    int b1 = bo + brs;
    int b2 = b1 + brs;
    int b3 = b2 + brs;
    for (int j = 0; j < n; j++) {
      c[co + j] += f0 * b[bo + j] + f1 * b[b1 + j] + (f2 * b[b2 + j] + f3 * b[b3 + j]);
    }
  }
}
