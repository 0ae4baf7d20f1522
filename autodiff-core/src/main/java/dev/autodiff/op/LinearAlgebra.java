package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.MatMul;
import dev.autodiff.kernel.Recipe;
import java.util.Arrays;

/**
 * Matrix products.
 *
 * @param <T> the kind of value
 */
public interface LinearAlgebra<T extends Expr<T>> extends Node<T> {

  /**
   * Matrix product, for every pair of ranks that NumPy's {@code matmul} allows: vector·vector (a
   * scalar), matrix·vector, vector·matrix, matrix·matrix, and stacks of matrices, whose leading
   * axes broadcast. For C = A·B the cotangents are Ā = C̄·Bᵀ and B̄ = Aᵀ·C̄.
   *
   * @throws IllegalArgumentException if an operand is a scalar or the inner dimensions differ
   */
  default T matmul(T b) {
    return Ops.matmul(self(), b);
  }

  /** Outer product of two vectors: uᵢ·vⱼ, shape [m, n]. */
  default T outer(T v) {
    if (shape().rank() != 1 || v.shape().rank() != 1) {
      throw new IllegalArgumentException(
          "outer: needs two vectors, but the shapes are "
              + shape()
              + " and "
              + v.shape()
              + ". Reshape first.");
    }
    return self().expandDims(1).mul(v.expandDims(0));
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    static <T extends Expr<T>> T matmul(T a, T b) {
      int ra = a.shape().rank();
      int rb = b.shape().rank();
      if (ra == 0 || rb == 0) {
        throw new IllegalArgumentException(
            "matmul: needs at least one axis on each side, but the shapes are %s and %s. Use mul for scalars."
                .formatted(a.shape(), b.shape()));
      }
      int inner = b.shape().dim(rb == 1 ? 0 : -2);
      if (a.shape().dim(-1) != inner) {
        throw new IllegalArgumentException(
            "matmul: inner dimensions differ: left %s, right %s: %s ≠ %s. Transpose one side?"
                .formatted(a.shape(), b.shape(), a.shape().dim(-1), inner));
      }
      if (ra == 1) {
        T row = matmul(a.expandDims(0), b); // [1, k]·[…, k, n] = […, 1, n], or [1] for a vector b
        return row.squeeze(rb == 1 ? 0 : -2);
      }
      if (rb == 1) {
        return matmul(a, b.expandDims(1)).squeeze(-1);
      }
      if (ra > 2 && rb == 2) { // one tall product instead of many
        Shape shape = a.shape().with(-1, b.shape().dim(1));
        int rows = 1;
        for (int i = 0; i < ra - 1; i++) {
          rows *= a.shape().dim(i);
        }
        return a.reshape(Shape.of(rows, inner)).apply(MATMUL, b).reshape(shape);
      }
      Shape batchA = batch(a.shape());
      Shape batchB = batch(b.shape());
      if (!batchA.equals(batchB)) {
        Shape both = broadcast(a.shape(), b.shape(), batchA, batchB);
        return a.broadcastTo(join(both, a.shape()))
            .apply(MATMUL, b.broadcastTo(join(both, b.shape())));
      }
      return a.apply(MATMUL, b);
    }

    private static Shape broadcast(Shape a, Shape b, Shape batchA, Shape batchB) {
      try {
        return Shape.broadcast("matmul", batchA, batchB);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "matmul: the stacks do not broadcast: left %s of shape %s, right %s of shape %s. Reshape one side?"
                .formatted(batchA, a, batchB, b),
            e);
      }
    }

    private static Shape batch(Shape s) {
      return Shape.of(Arrays.copyOf(s.toArray(), s.rank() - 2));
    }

    private static Shape join(Shape batch, Shape s) {
      return batch.insert(batch.rank(), s.dim(-2)).insert(batch.rank() + 1, s.dim(-1));
    }

    /** A·B for operands of one rank ≥ 2 and equal leading axes. */
    static final Op MATMUL =
        new BilinearOp("matmul") {
          @Override
          @SuppressWarnings("exports")
          public Recipe recipe() {
            return Recipe.MATMUL;
          }

          @Override
          public NdArray forward(NdArray[] in) {
            NdArray a = in[0];
            NdArray b = in[1];
            Require.sameType(name(), a, b);
            int rank = a.rank();
            int m = a.shape().dim(-2);
            int k = a.shape().dim(-1);
            int n = b.shape().dim(-1);
            NdArray c = NdArray.zeros(a.dtype(), a.shape().with(-1, n));
            int[] sa = a.strides();
            int[] sb = b.strides();
            int batches = m * n == 0 || k == 0 ? 0 : c.size() / (m * n);
            MatMul product =
                new MatMul(m, n, k, sa[rank - 2], sa[rank - 1], sb[rank - 2], sb[rank - 1], false);
            for (int i = 0; i < batches; i++) {
              product.run(
                  1,
                  a.storage(),
                  a.offset() + batchOffset(i, a.shape(), sa),
                  b.storage(),
                  b.offset() + batchOffset(i, b.shape(), sb),
                  c.storage(),
                  i * m * n);
            }
            return c;
          }

          private int batchOffset(int index, Shape shape, int[] strides) {
            int at = 0;
            for (int axis = shape.rank() - 3; axis >= 0; axis--) {
              at += index % shape.dim(axis) * strides[axis];
              index /= shape.dim(axis);
            }
            return at;
          }

          @Override
          <T extends Expr<T>> T adjointA(T g, T a, T b) {
            return g.apply(this, b.transpose(-2, -1));
          }

          @Override
          <T extends Expr<T>> T adjointB(T g, T a, T b) {
            return a.transpose(-2, -1).apply(this, g);
          }
        };
  }
}
