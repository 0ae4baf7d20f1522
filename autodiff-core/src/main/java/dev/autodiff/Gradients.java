package dev.autodiff;

import dev.autodiff.array.NdArray;

/**
 * The gradients of one result: an array for each target, of the target's shape and type. Unreached
 * targets have zeros.
 */
public final class Gradients {
  private final Targets targets;
  private final NdArray[] values;

  Gradients(Targets targets, NdArray[] values) {
    this.targets = targets;
    this.values = values;
  }

  /**
   * Returns the gradient with respect to a target.
   *
   * @throws IllegalArgumentException if {@code target} was not asked for
   */
  public NdArray of(Tensor target) {
    return values[targets.index(target)];
  }

  /**
   * Returns the gradient with respect to a parameter.
   *
   * @throws IllegalArgumentException if {@code parameter} was not asked for
   */
  public NdArray of(Parameter parameter) {
    return values[targets.index(parameter)];
  }

  /** Returns the number of targets. */
  public int size() {
    return values.length;
  }

  /** Returns the gradient with respect to the i-th target asked for. */
  public NdArray get(int i) {
    return values[i];
  }
}
