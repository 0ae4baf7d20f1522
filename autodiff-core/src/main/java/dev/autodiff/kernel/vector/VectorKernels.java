package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Epilogue;
import dev.autodiff.kernel.Kernels;
import dev.autodiff.kernel.PlainKernels;
import dev.autodiff.kernel.ReduceKernel;
import dev.autodiff.kernel.TernaryKernel;
import dev.autodiff.kernel.UnaryKernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * Loops on the Vector API, in the widest vectors of this machine; what is left over at the end of a
 * run is done plainly.
 */
public final class VectorKernels extends Kernels {
  private static final int LANES_F32 = FloatVector.SPECIES_PREFERRED.length();
  private static final int LANES_F64 = DoubleVector.SPECIES_PREFERRED.length();

  private final Kernels plain = new PlainKernels();

  static {
    Rehearsal.run();
  }

  /** Called by name. */
  public VectorKernels() {}

  @Override
  public String name() {
    return "vector" + 32 * LANES_F32;
  }

  @Override
  public void unary(UnaryKernel k, double[] x, int xo, double[] y, int yo, int n) {
    int done = LoopsF64.unary(k, x, xo, y, yo, n);
    if (done < n) {
      plain.unary(k, x, xo + done, y, yo + done, n - done);
    }
  }

  @Override
  public void binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    int done = LoopsF64.binary(k, a, ao, b, bo, y, yo, n);
    if (done < n) {
      plain.binary(k, a, ao + done, b, bo + done, y, yo + done, n - done);
    }
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
    int done = CombinedF64.ternary(k, a, ao, b, bo, c, co, y, yo, n);
    if (done < n) {
      plain.ternary(k, a, ao + done, b, bo + done, c, co + done, y, yo + done, n - done);
    }
  }

  @Override
  public double reduce(ReduceKernel k, double[] x, int xo, int n) {
    return switch (k) {
      case SUM -> ReductionsF64.sum(x, xo, n);
      case MAX -> ReductionsF64.max(x, xo, n);
      case MIN -> ReductionsF64.min(x, xo, n);
    };
  }

  @Override
  public double expSum(double[] x, int xo, double shift, double[] y, int yo, int n) {
    return n < LANES_F64 || !Double.isFinite(shift)
        ? plain.expSum(x, xo, shift, y, yo, n)
        : SoftmaxF64.expSum(x, xo, shift, y, yo, n);
  }

  @Override
  public void scale(double[] x, int xo, int n, double c) {
    if (n < LANES_F64) {
      plain.scale(x, xo, n, c);
    } else {
      SoftmaxF64.scale(x, xo, n, c);
    }
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
    ProductF64.gemm(
        m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, accumulate, c, co, ldc, epilogue);
  }

  @Override
  public void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n) {
    int done = LoopsF32.unary(k, x, xo, y, yo, n);
    if (done < n) {
      plain.unary(k, x, xo + done, y, yo + done, n - done);
    }
  }

  @Override
  public void binary(
      BinaryKernel k, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int done = LoopsF32.binary(k, a, ao, b, bo, y, yo, n);
    if (done < n) {
      plain.binary(k, a, ao + done, b, bo + done, y, yo + done, n - done);
    }
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
    int done = CombinedF32.ternary(k, a, ao, b, bo, c, co, y, yo, n);
    if (done < n) {
      plain.ternary(k, a, ao + done, b, bo + done, c, co + done, y, yo + done, n - done);
    }
  }

  @Override
  public float reduce(ReduceKernel k, float[] x, int xo, int n) {
    return switch (k) {
      case SUM -> ReductionsF32.sum(x, xo, n);
      case MAX -> ReductionsF32.max(x, xo, n);
      case MIN -> ReductionsF32.min(x, xo, n);
    };
  }

  @Override
  public float expSum(float[] x, int xo, float shift, float[] y, int yo, int n) {
    return n < LANES_F32 || !Float.isFinite(shift)
        ? plain.expSum(x, xo, shift, y, yo, n)
        : SoftmaxF32.expSum(x, xo, shift, y, yo, n);
  }

  @Override
  public void scale(float[] x, int xo, int n, float c) {
    if (n < LANES_F32) {
      plain.scale(x, xo, n, c);
    } else {
      SoftmaxF32.scale(x, xo, n, c);
    }
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
    ProductF32.gemm(
        m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, accumulate, c, co, ldc, epilogue);
  }
}
