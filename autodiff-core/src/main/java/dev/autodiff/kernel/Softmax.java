package dev.autodiff.kernel;

/**
 * Row-wise log-sum-exp, softmax and log-softmax of a dense matrix, shifted by the row's maximum
 * against overflow.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * y[i] = ln Σⱼ exp x[i,j] = m + ln Σⱼ exp(x[i,j] − m) with m the row's maximum; −∞ for a row of
   * nothing but −∞. {@code scratch} holds a row.
   */
  public static void logSumExp(Object x, int offset, int rows, int n, Object y, Object scratch) {
    Kernels kernels = Kernels.active();
    for (int i = 0; i < rows; i++) {
      int from = offset + i * n;
      if (x instanceof double[] a) {
        double m = kernels.reduce(ReduceKernel.MAX, a, from, n);
        ((double[]) y)[i] =
            Double.isInfinite(m)
                ? m
                : m + Math.log(kernels.expSum(a, from, m, (double[]) scratch, 0, n));
      } else {
        float[] a = (float[]) x;
        float m = kernels.reduce(ReduceKernel.MAX, a, from, n);
        ((float[]) y)[i] =
            Float.isInfinite(m)
                ? m
                : (float) (m + Math.log(kernels.expSum(a, from, m, (float[]) scratch, 0, n)));
      }
    }
  }

  /** y = c·softmax x, or ln softmax x = x − m − ln Σ, for rows {@code first} to {@code end} − 1. */
  public static void softmax(
      Object x, int offset, int first, int end, int n, Object y, boolean log, double c) {
    for (int i = first; i < end; i++) {
      if (x instanceof double[] a) {
        row(a, offset + i * n, n, (double[]) y, i * n, log, c);
      } else {
        row((float[]) x, offset + i * n, n, (float[]) y, i * n, log, (float) c);
      }
    }
  }

  private static void row(double[] a, int from, int n, double[] r, int to, boolean log, double c) {
    double m = Kernels.active().reduce(ReduceKernel.MAX, a, from, n);
    double s = Kernels.active().expSum(a, from, m, r, to, n);
    if (log) {
      double l = Math.log(s);
      for (int j = 0; j < n; j++) {
        r[to + j] = a[from + j] - m - l;
      }
    } else {
      Kernels.active().scale(r, to, n, c / s);
    }
  }

  private static void row(float[] a, int from, int n, float[] r, int to, boolean log, float c) {
    float m = Kernels.active().reduce(ReduceKernel.MAX, a, from, n);
    float s = Kernels.active().expSum(a, from, m, r, to, n);
    if (log) {
      float l = (float) Math.log(s);
      for (int j = 0; j < n; j++) {
        r[to + j] = a[from + j] - m - l;
      }
    } else {
      Kernels.active().scale(r, to, n, c / s);
    }
  }

  /** y = c·softmax x for rows {@code first} to {@code end} − 1, and ln softmax x at each label. */
  public static void softmaxAndPick(
      Object x,
      int offset,
      int first,
      int end,
      int n,
      int[] labels,
      int lo,
      Object y,
      double c,
      Object picked) {
    for (int i = first; i < end; i++) {
      int from = offset + i * n;
      int label = from + labels[lo + i];
      if (x instanceof double[] a) {
        double m = Kernels.active().reduce(ReduceKernel.MAX, a, from, n);
        double s = Kernels.active().expSum(a, from, m, (double[]) y, i * n, n);
        Kernels.active().scale((double[]) y, i * n, n, c / s);
        ((double[]) picked)[i] = a[label] - m - Math.log(s);
      } else {
        float[] a = (float[]) x;
        float m = Kernels.active().reduce(ReduceKernel.MAX, a, from, n);
        float s = Kernels.active().expSum(a, from, m, (float[]) y, i * n, n);
        Kernels.active().scale((float[]) y, i * n, n, (float) c / s);
        ((float[]) picked)[i] = a[label] - m - (float) Math.log(s);
      }
    }
  }
}
