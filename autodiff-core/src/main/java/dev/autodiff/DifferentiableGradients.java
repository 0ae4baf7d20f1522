package dev.autodiff;

/**
 * The gradients of one result as nodes of the graph, which can be computed with and differentiated
 * again. Unreached targets have constant zeros.
 */
public final class DifferentiableGradients {
  private final Targets targets;
  private final Tensor[] values;

  DifferentiableGradients(Targets targets, Tensor[] values) {
    this.targets = targets;
    this.values = values;
  }

  /**
   * Returns the gradient with respect to a target.
   *
   * @throws IllegalArgumentException if {@code target} was not asked for
   */
  public Tensor of(Tensor target) {
    return values[targets.index(target)];
  }

  /**
   * Returns the gradient with respect to a parameter.
   *
   * @throws IllegalArgumentException if {@code parameter} was not asked for
   */
  public Tensor of(Parameter parameter) {
    return values[targets.index(parameter)];
  }

  /** Returns the number of targets. */
  public int size() {
    return values.length;
  }

  /** Returns the gradient with respect to the i-th target asked for. */
  public Tensor get(int i) {
    return values[i];
  }
}
