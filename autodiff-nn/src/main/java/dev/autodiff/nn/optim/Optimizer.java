package dev.autodiff.nn.optim;

import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import java.util.List;

/** Changes parameters by their gradients, step by step. */
public interface Optimizer {
  /**
   * Takes one step. Modifies the parameters and this optimizer's state: all of them, or none if an
   * exception is thrown.
   *
   * @param gradients of the cost by at least {@link #parameters}
   * @throws IllegalArgumentException if a parameter's gradient is missing
   */
  void step(Gradients gradients);

  /** Returns the parameters this changes. */
  List<Parameter> parameters();

  /** Returns the learning rate η of the next step. */
  double learningRate();
}
