package dev.autodiff.op;

import org.jspecify.annotations.Nullable;

/** A linear function y = L(x) of one input, given by its adjoint Lᵀ; its tangent is L itself. */
abstract class LinearOp extends Op {
  LinearOp(String name) {
    super(name);
  }

  /** Returns Lᵀ(g), of the shape of {@code x}; of {@code x} only the shape and type may be used. */
  abstract <T extends Expr<T>> T adjoint(T g, T x);

  @Override
  public final <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
    return adjoint(g, in[0]);
  }

  @Override
  public final <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
    return d[0] == null ? null : d[0].apply(this);
  }
}
