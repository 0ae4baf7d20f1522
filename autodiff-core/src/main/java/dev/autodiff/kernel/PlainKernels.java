package dev.autodiff.kernel;

/** Plain loops, for any JVM. */
public final class PlainKernels extends Kernels {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void unary(UnaryKernel k, double[] x, int xo, double[] y, int yo, int n) {
    PlainF64.unary(k, x, xo, y, yo, n);
  }

  @Override
  public void binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    PlainF64.binary(k, a, ao, b, bo, y, yo, n);
  }

  @Override
  public void ternary(
      TernaryKernel k,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] y,
      int yo,
      int n) {
    PlainF64.ternary(k, a, ao, b, bo, c, co, y, yo, n);
  }

  @Override
  public double reduce(ReduceKernel k, double[] x, int xo, int n) {
    return switch (k) {
      case SUM -> PlainF64.sum(x, xo, n);
      case MAX -> PlainF64.max(x, xo, n);
      case MIN -> PlainF64.min(x, xo, n);
    };
  }

  @Override
  public double expSum(double[] x, int xo, double shift, double[] y, int yo, int n) {
    return PlainF64.expSum(x, xo, shift, y, yo, n);
  }

  @Override
  public void scale(double[] x, int xo, int n, double c) {
    PlainF64.scale(x, xo, n, c);
  }

  @Override
  public void gemm(
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      double[] c,
      int co,
      int ldc,
      Epilogue epilogue) {
    PlainGemmF64.gemm(
        m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, accumulate, c, co, ldc, epilogue);
  }

  @Override
  public void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n) {
    PlainF32.unary(k, x, xo, y, yo, n);
  }

  @Override
  public void binary(
      BinaryKernel k, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    PlainF32.binary(k, a, ao, b, bo, y, yo, n);
  }

  @Override
  public void ternary(
      TernaryKernel k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] y,
      int yo,
      int n) {
    PlainF32.ternary(k, a, ao, b, bo, c, co, y, yo, n);
  }

  @Override
  public float reduce(ReduceKernel k, float[] x, int xo, int n) {
    return switch (k) {
      case SUM -> PlainF32.sum(x, xo, n);
      case MAX -> PlainF32.max(x, xo, n);
      case MIN -> PlainF32.min(x, xo, n);
    };
  }

  @Override
  public float expSum(float[] x, int xo, float shift, float[] y, int yo, int n) {
    return PlainF32.expSum(x, xo, shift, y, yo, n);
  }

  @Override
  public void scale(float[] x, int xo, int n, float c) {
    PlainF32.scale(x, xo, n, c);
  }

  @Override
  public void gemm(
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
    PlainGemmF32.gemm(
        m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, accumulate, c, co, ldc, epilogue);
  }
}
