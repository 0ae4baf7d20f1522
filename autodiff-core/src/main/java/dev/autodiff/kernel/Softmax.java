package dev.autodiff.kernel;

/**
 * Row-wise log-sum-exp, softmax and log-softmax of a dense matrix, shifted by the row's maximum
 * against overflow.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * y[i] = ln Σⱼ exp x[i,j] = m + ln Σⱼ exp(x[i,j] − m) with m the row's maximum; −∞ for a row of
   * nothing but −∞.
   */
  public static void logSumExp(Object x, int offset, int rows, int n, Object y) {
    for (int i = 0; i < rows; i++) {
      int from = offset + i * n;
      if (x instanceof double[] a) {
        ((double[]) y)[i] = logSumExp(a, from, n);
      } else {
        ((float[]) y)[i] = (float) logSumExp((float[]) x, from, n);
      }
    }
  }

  /** y = exp(x − lse), or x − lse with {@code log}, row by row. */
  public static void softmax(Object x, int offset, int rows, int n, Object y, boolean log) {
    for (int i = 0; i < rows; i++) {
      int from = offset + i * n;
      int to = i * n;
      if (x instanceof double[] a) {
        double[] r = (double[]) y;
        double m = PlainF64.max(a, from, n);
        double s = 0;
        for (int j = 0; j < n; j++) {
          double e = Math.exp(a[from + j] - m);
          r[to + j] = e;
          s += e;
        }
        double l = Math.log(s);
        for (int j = 0; j < n; j++) {
          r[to + j] = log ? a[from + j] - m - l : r[to + j] / s;
        }
      } else {
        float[] b = (float[]) x;
        float[] r = (float[]) y;
        float m = PlainF32.max(b, from, n);
        double s = 0;
        for (int j = 0; j < n; j++) {
          double e = Math.exp(b[from + j] - m);
          r[to + j] = (float) e;
          s += e;
        }
        double l = Math.log(s);
        for (int j = 0; j < n; j++) {
          r[to + j] = (float) (log ? b[from + j] - m - l : r[to + j] / s);
        }
      }
    }
  }

  private static double logSumExp(double[] x, int from, int n) {
    double m = PlainF64.max(x, from, n);
    if (Double.isInfinite(m)) {
      return m;
    }
    double s = 0;
    for (int j = 0; j < n; j++) {
      s += Math.exp(x[from + j] - m);
    }
    return m + Math.log(s);
  }

  private static double logSumExp(float[] x, int from, int n) {
    float m = PlainF32.max(x, from, n);
    if (Float.isInfinite(m)) {
      return m;
    }
    double s = 0;
    for (int j = 0; j < n; j++) {
      s += Math.exp(x[from + j] - m);
    }
    return m + Math.log(s);
  }
}
