package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;

/**
 * What an operation sees of a value in a graph: its shape and type, and the way to apply further
 * operations to it.
 *
 * @param <T> the kind of value; rules are written once for every kind
 */
public interface Node<T extends Expr<T>> {
  /** Returns the lengths of the axes. */
  Shape shape();

  /** Returns the element type. */
  DType dtype();

  /** Returns this value as its own kind. */
  T self();

  /** Returns {@code array} as a value of this kind that has no derivative. */
  T constant(NdArray array);

  /** Applies {@code op} to the given inputs, in this order; this value need not be among them. */
  T apply(Op op, List<T> inputs);

  /** Applies an operation of one input to this value. */
  T apply(Op op);

  /** Applies an operation of two inputs to this value and another. */
  T apply(Op op, T second);

  /** Returns the number {@code value}, in this value's type and shape, as a constant. */
  default T filled(double value) {
    return constant(NdArray.full(dtype(), value, shape()));
  }
}
