package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Elementwise;
import dev.autodiff.kernel.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise function of two inputs of one shape, given by its kernel and what each input's
 * partial does to a cotangent.
 */
abstract class BinaryOp extends Op {
  private final BinaryKernel kernel;

  BinaryOp(String name, BinaryKernel kernel) {
    super(name);
    this.kernel = kernel;
  }

  /** Returns g·∂y/∂a, elementwise; null for zero. */
  abstract <T extends Expr<T>> @Nullable T timesPartialA(T g, T a, T b, T y);

  /** Returns g·∂y/∂b, elementwise; null for zero. */
  abstract <T extends Expr<T>> @Nullable T timesPartialB(T g, T a, T b, T y);

  @Override
  @SuppressWarnings("exports")
  public final Recipe recipe() {
    return new Recipe.Binary(kernel);
  }

  @Override
  public final NdArray forward(NdArray[] in) {
    NdArray a = in[0];
    NdArray b = in[1];
    Require.sameType(name(), a, b);
    Require.sameShape(name(), a, b);
    NdArray y = NdArray.zeros(a.dtype(), a.shape());
    if (a.isDense() && b.isDense()) {
      Elementwise.binary(
          kernel, a.storage(), a.offset(), b.storage(), b.offset(), y.storage(), a.size());
    } else {
      Elementwise.binary(
          kernel,
          a.shape().toArray(),
          a.storage(),
          a.offset(),
          a.strides(),
          b.storage(),
          b.offset(),
          b.strides(),
          y.storage());
    }
    return y;
  }

  @Override
  public final <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
    return i == 0 ? timesPartialA(g, in[0], in[1], out) : timesPartialB(g, in[0], in[1], out);
  }

  @Override
  public final <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
    return plus(
        d[0] == null ? null : timesPartialA(d[0], in[0], in[1], out),
        d[1] == null ? null : timesPartialB(d[1], in[0], in[1], out));
  }
}
