package dev.autodiff.nn.loss;

import dev.autodiff.Tensor;

/** A cost: a scalar that says how far predictions are from their targets. */
@FunctionalInterface
public interface Loss {
  /**
   * Returns the cost, a scalar node.
   *
   * @param prediction the outputs of a network for n examples, [n, outputs]
   * @param target what they should be
   * @throws IllegalArgumentException if the shapes or types do not fit each other; nothing is
   *     broadcast
   */
  Tensor apply(Tensor prediction, Tensor target);
}
