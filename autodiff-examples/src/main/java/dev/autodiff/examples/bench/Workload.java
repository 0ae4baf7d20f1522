package dev.autodiff.examples.bench;

import dev.autodiff.array.DType;
import java.io.IOException;
import java.util.Optional;

/** Work to be timed, with the results that it must have. */
abstract class Workload {
  private final String name;
  private final double loss;
  private final double gradientCheck;
  private final double tolerance;

  /**
   * For subclasses.
   *
   * @param loss what the first step's loss must be, NaN if that is computed
   * @param gradientCheck what the checksum of its gradient must be, NaN if that is computed
   */
  Workload(String name, DType type, double loss, double gradientCheck) {
    this.name = name;
    this.loss = loss;
    this.gradientCheck = gradientCheck;
    this.tolerance = type == DType.FLOAT64 ? 1e-6 : 1e-4;
  }

  final String name() {
    return name;
  }

  /** Returns a step that builds its graph, and differentiates it, each time. */
  abstract Step eager() throws IOException;

  /** Returns a step that runs a program. */
  abstract Step compiled() throws IOException;

  /**
   * Returns a program of the value alone, without its gradient, for the ratio of the two; empty
   * where there is no gradient.
   */
  abstract Optional<Step> function() throws IOException;

  /** Returns the floating-point operations of a step, 0 if they are not what matters. */
  double flops() {
    return 0;
  }

  /**
   * Returns why this cannot be run, if so.
   *
   * @throws IOException if it was meant to be, and cannot
   */
  Optional<String> obstacle() throws IOException {
    return Optional.empty();
  }

  /** Returns whether a first step has the results that it must have. */
  boolean agrees(double firstLoss, double firstGradientCheck) {
    return isClose(firstLoss, loss) && isClose(firstGradientCheck, gradientCheck);
  }

  final boolean isClose(double actual, double expected) {
    return Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  }
}
