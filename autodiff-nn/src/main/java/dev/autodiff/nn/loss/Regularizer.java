package dev.autodiff.nn.loss;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import java.util.List;

/** A penalty on parameters that is added to the cost. */
@FunctionalInterface
public interface Regularizer {
  /**
   * Returns the penalty, a scalar node of the current parameters.
   *
   * @param parameters the parameters being trained, at least one
   * @param n the number of training examples
   */
  Tensor apply(List<Parameter> parameters, int n);
}
