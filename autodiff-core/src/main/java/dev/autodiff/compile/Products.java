package dev.autodiff.compile;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Epilogue;
import dev.autodiff.kernel.MatMul;
import java.util.function.IntFunction;

/** Steps that multiply matrices, read through their strides: no transpose is ever copied. */
final class Products {
  private Products() {}

  static Step matmul(Node node) {
    return matmul(node, part -> Epilogue.NONE);
  }

  /** Returns the step with an epilogue for each part of it. */
  static Step matmul(Node node, IntFunction<Epilogue> epilogues) {
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
    MatMul plan =
        new MatMul(
            m, n, k, as[rank - 2], as[rank - 1], bs[rank - 2], bs[rank - 1], false, epilogues);
    return () -> {
      for (int i = 0; i < batches; i++) {
        plan.run(1, x.array, ao[i], y.array, bo[i], z.array, z.start + i * m * n);
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
    MatMul plan = new MatMul(m, n, k, as[0], as[1], bs[0], bs[1], true);
    return () -> {
      Object f = factor.array;
      double c0 = f instanceof double[] d ? d[c.offset()] : ((float[]) f)[c.offset()];
      plan.run(-c0, x.array, a.offset(), y.array, b.offset(), z.array, z.start);
    };
  }
}
