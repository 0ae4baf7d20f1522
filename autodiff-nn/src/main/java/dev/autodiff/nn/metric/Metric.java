package dev.autodiff.nn.metric;

import dev.autodiff.array.NdArray;

/** A figure computed from all predictions for a data set and their labels. */
@FunctionalInterface
public interface Metric {
  /**
   * Returns the figure.
   *
   * @param predictions the outputs of a network for n examples, [n, …]
   * @param labels the labels of the data set, in the same order
   */
  double of(NdArray predictions, NdArray labels);
}
