package dev.autodiff.check;

/** What rounding can do to values along a line. */
final class Rounding {
  /** The error of each output, as far as it moves. */
  final double[] noise;

  /** The error that each output may have without showing it, where it does not move. */
  final double[] hidden;

  /** Relative spacing of the numbers that the function computes with. */
  final double epsilon;

  Rounding(double[] noise, double[] hidden, double epsilon) {
    this.noise = noise;
    this.hidden = hidden;
    this.epsilon = epsilon;
  }
}
