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
    Kernels kernels = Kernels.active();
    if (a instanceof double[] x) {
      kernels.gemm(
          m, n, k, 1, x, ao, ars, acs, (double[]) b, bo, brs, bcs, false, (double[]) c, co, n);
    } else {
      kernels.gemm(
          m,
          n,
          k,
          1,
          (float[]) a,
          ao,
          ars,
          acs,
          (float[]) b,
          bo,
          brs,
          bcs,
          false,
          (float[]) c,
          co,
          n);
    }
  }
}
