package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Kernels;

/** Steps that multiply matrices, read through their strides: no transpose is ever copied. */
final class Products {
  private Products() {}

  static Step matmul(Node node) {
    NdArray a = node.in[0].requireArray();
    NdArray b = node.in[1].requireArray();
    int rank = a.rank();
    int m = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int n = b.shape().dim(-1);
    int batches = m * n == 0 ? 0 : node.size() / (m * n);
    int[] as = a.strides();
    int[] bs = b.strides();
    int[] ao = new int[batches];
    int[] bo = new int[batches];
    for (int i = 0; i < batches; i++) {
      ao[i] = a.offset();
      bo[i] = b.offset();
      int rest = i;
      for (int axis = rank - 3; axis >= 0; axis--) {
        int at = rest % a.shape().dim(axis);
        rest /= a.shape().dim(axis);
        ao[i] += at * as[axis];
        bo[i] += at * bs[axis];
      }
    }
    Buffer x = node.in[0].requireBuffer();
    Buffer y = node.in[1].requireBuffer();
    Buffer z = node.requireBuffer();
    int ars = as[rank - 2];
    int acs = as[rank - 1];
    int brs = bs[rank - 2];
    int bcs = bs[rank - 1];
    Kernels kernels = Kernels.active();
    if (a.dtype() == DType.FLOAT64) {
      return () -> {
        for (int i = 0; i < batches; i++) {
          kernels.gemm(
              m,
              n,
              k,
              1,
              (double[]) x.array,
              ao[i],
              ars,
              acs,
              (double[]) y.array,
              bo[i],
              brs,
              bcs,
              false,
              (double[]) z.array,
              i * m * n,
              n);
        }
      };
    }
    return () -> {
      for (int i = 0; i < batches; i++) {
        kernels.gemm(
            m,
            n,
            k,
            1,
            (float[]) x.array,
            ao[i],
            ars,
            acs,
            (float[]) y.array,
            bo[i],
            brs,
            bcs,
            false,
            (float[]) z.array,
            i * m * n,
            n);
      }
    };
  }

  static Step matmulUpdate(Node node) {
    NdArray a = node.in[1].requireArray();
    NdArray b = node.in[2].requireArray();
    NdArray c = node.in[3].requireArray();
    int m = a.shape().dim(0);
    int k = a.shape().dim(1);
    int n = b.shape().dim(1);
    int[] as = a.strides();
    int[] bs = b.strides();
    Buffer x = node.in[1].requireBuffer();
    Buffer y = node.in[2].requireBuffer();
    Buffer factor = node.in[3].requireBuffer();
    Buffer z = node.requireBuffer();
    Kernels kernels = Kernels.active();
    if (a.dtype() == DType.FLOAT64) {
      return () ->
          kernels.gemm(
              m,
              n,
              k,
              -((double[]) factor.array)[c.offset()],
              (double[]) x.array,
              a.offset(),
              as[0],
              as[1],
              (double[]) y.array,
              b.offset(),
              bs[0],
              bs[1],
              true,
              (double[]) z.array,
              0,
              n);
    }
    return () ->
        kernels.gemm(
            m,
            n,
            k,
            -((float[]) factor.array)[c.offset()],
            (float[]) x.array,
            a.offset(),
            as[0],
            as[1],
            (float[]) y.array,
            b.offset(),
            bs[0],
            bs[1],
            true,
            (float[]) z.array,
            0,
            n);
  }
}
