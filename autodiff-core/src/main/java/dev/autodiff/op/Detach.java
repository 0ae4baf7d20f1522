package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * The identity with derivative 0: {@code Tensor.detach} of a node whose value is not final, because
 * it is being traced.
 */
public final class Detach extends Op {
  /** The operation. */
  public static final Op OP = new Detach();

  private Detach() {
    super("detach");
  }

  @Override
  public NdArray forward(NdArray[] in) {
    return in[0];
  }

  @Override
  @SuppressWarnings("exports")
  public Recipe recipe() {
    return Recipe.VIEW;
  }

  @Override
  public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
    return null;
  }

  @Override
  public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
    return null;
  }
}
