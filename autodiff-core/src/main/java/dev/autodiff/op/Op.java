package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation: its name, the rule that checks its inputs and computes its value, and its
 * derivative in both modes.
 *
 * <p>Derivatives are written in differentiable operations, so that derivatives of every order
 * follow. Most operations are not direct subclasses but state one algebraic fact, from which both
 * modes follow: {@link UnaryOp} and {@link BinaryOp} their partial derivatives, {@link LinearOp}
 * its adjoint, {@link BilinearOp} its two adjoints. An operation object holds its parameters (an
 * axis, a shape), never values.
 */
public abstract class Op {
  private final String name;

  /** Creates an operation of the given name, which error messages and pictures use. */
  protected Op(String name) {
    this.name = name;
  }

  /** Returns the name. */
  public final String name() {
    return name;
  }

  /**
   * Checks the inputs and computes the value.
   *
   * @throws IllegalArgumentException naming the operation, what clashed and a remedy
   */
  public abstract NdArray forward(NdArray[] in);

  /**
   * Vector-Jacobian product, reverse mode: the derivative of ⟨g, out⟩ with respect to one input.
   *
   * @param i which input
   * @param g cotangent, of the shape of {@code out}
   * @param in the inputs
   * @param out the value computed from them
   * @return a value of the shape of {@code in[i]}, or null for zero
   */
  public abstract <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out);

  /**
   * Jacobian-vector product, forward mode: the directional derivative of the value.
   *
   * @param d tangents, each of the shape of its input or null for zero; not all are null
   * @param in the inputs
   * @param out the value computed from them
   * @return a value of the shape of {@code out}, or null for zero
   */
  public abstract <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out);

  /**
   * Returns a hash of the choices made in computing {@code out}: on which side of a kink or exactly
   * at it, which element was the largest, which index. As long as the hash stays the same, the
   * operation is smooth; 0 if it makes no choices. {@link Branches} makes such hashes.
   *
   * <p>Numerical derivatives need it: two evaluations of different hashes have a kink or a jump
   * between them, and a difference of their values says nothing. Nothing else calls it.
   *
   * @param in the inputs
   * @param out the value computed from them
   */
  public long branches(NdArray[] in, NdArray out) {
    return 0;
  }

  /**
   * Returns inputs close to {@code in} but off the kinks that {@code in} is at, so that the
   * derivative which the operation takes at {@code in} is the mean of those that the inputs
   * returned lead to as they approach {@code in}: for relu at 0 one a little below, for abs at 0
   * one to either side. Empty if {@code in} is at no kink, or the operation makes no promise.
   *
   * <p>This states, in values, which derivative is meant where there are several; a gradient check
   * compares the rules with differences there. Nothing else calls it.
   *
   * @param in the inputs
   */
  public List<NdArray[]> besideKinks(NdArray[] in) {
    return List.of();
  }

  /** Returns where the operation is defined and differentiable, the same for each input. */
  public Domain domain() {
    return Domain.REAL;
  }

  /**
   * Returns what the operation computes in terms of kernels, for this module's compiler. Operations
   * of other modules keep the default: the compiler calls {@link #forward}.
   */
  @SuppressWarnings("exports")
  public Recipe recipe() {
    return Recipe.OPAQUE;
  }

  /** Returns the name, with parameters where there are any. */
  @Override
  public String toString() {
    return name;
  }

  /** Adds two tangents or cotangents of which either may be null for zero. */
  static <T extends Expr<T>> @Nullable T plus(@Nullable T a, @Nullable T b) {
    return a == null ? b : b == null ? a : a.apply(Arithmetic.Ops.ADD, b);
  }
}
