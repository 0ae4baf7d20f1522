package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the derivative rule of an operation is given.
 *
 * @param op the operation
 * @param input which input the derivative is by
 * @param g the cotangent of the value
 * @param x the inputs
 * @param y the value
 * @param call how often rules of the same function have been called before
 */
record Vjp(Op op, int input, Tensor g, List<Tensor> x, Tensor y, int call) {

  /** Returns what the right rule gives; null for zero. */
  @Nullable Tensor right() {
    return op.vjp(input, g, x.toArray(Tensor[]::new), y);
  }

  Tensor own() {
    return x.get(input);
  }

  /** Returns the right rule's result, with 0 written out. */
  Tensor rightOrZero() {
    Tensor right = right();
    return right == null ? own().filled(0) : right;
  }

  Vjp withCotangent(Tensor other) {
    return new Vjp(op, input, other, x, y, call);
  }

  Vjp withInputs(List<Tensor> others) {
    return new Vjp(op, input, g, others, y, call);
  }

  Vjp withOwn(Tensor other) {
    List<Tensor> others = new ArrayList<>(x);
    others.set(input, other);
    return withInputs(others);
  }

  Vjp withValue(Tensor other) {
    return new Vjp(op, input, g, x, other, call);
  }

  Vjp by(int otherInput) {
    return new Vjp(op, otherInput, g, x, y, call);
  }
}
