package dev.autodiff.nn.optim;

import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
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

  /**
   * Records one step in a function that is being traced: the next values of the parameters and of
   * this optimizer's state are added to {@code result}. Modifies nothing. After each run of the
   * compiled function, call {@link #stepped}.
   *
   * @param gradients of the cost by at least {@link #parameters}
   * @param learningRate the rate η, an input of the traced function, in the parameters' type
   */
  void trace(DifferentiableGradients gradients, Tensor learningRate, Trace.Result result);

  /** Says that a recorded step was run, so that the next step's learning rate is due. */
  void stepped();

  /** Returns the parameters this changes. */
  List<Parameter> parameters();

  /** Returns the learning rate η of the next step. */
  double learningRate();
}
