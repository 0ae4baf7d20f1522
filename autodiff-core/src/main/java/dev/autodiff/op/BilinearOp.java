package dev.autodiff.op;

import org.jspecify.annotations.Nullable;

/**
 * A function y = B(a, b) linear in each input, given by its two adjoints; its tangent is B(ȧ, b) +
 * B(a, ḃ).
 */
abstract class BilinearOp extends Op {
  BilinearOp(String name) {
    super(name);
  }

  /** Returns the adjoint of a ↦ B(a, b) applied to {@code g}, of the shape of {@code a}. */
  abstract <T extends Expr<T>> T adjointA(T g, T a, T b);

  /** Returns the adjoint of b ↦ B(a, b) applied to {@code g}, of the shape of {@code b}. */
  abstract <T extends Expr<T>> T adjointB(T g, T a, T b);

  @Override
  public final <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
    return i == 0 ? adjointA(g, in[0], in[1]) : adjointB(g, in[0], in[1]);
  }

  @Override
  public final <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
    return plus(
        d[0] == null ? null : d[0].apply(this, in[1]),
        d[1] == null ? null : in[0].apply(this, d[1]));
  }
}
