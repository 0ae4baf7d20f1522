package dev.autodiff.nn.data;

import dev.autodiff.Tensor;

/**
 * Some examples of a {@link DataSet}, as constants ready for a network and a loss.
 *
 * @param inputs the inputs, [m, …]
 * @param labels the labels of the same examples, [m] or [m, …]
 */
public record Batch(Tensor inputs, Tensor labels) {
  /**
   * Pairs inputs with labels.
   *
   * @throws IllegalArgumentException if they do not have the same first axis
   */
  public Batch {
    Rows.requireSameCount("Batch", inputs.shape(), labels.shape());
  }

  /** Returns the number of examples, m. */
  public int size() {
    return inputs.shape().dim(0);
  }
}
