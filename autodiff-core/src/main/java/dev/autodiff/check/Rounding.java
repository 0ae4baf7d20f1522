package dev.autodiff.check;

/** What rounding can do to values along a line. */
final class Rounding {
  /** The error of each output, as far as it moves. */
  final double[] noise;

  /** The error that each output may have without showing it, where it does not move. */
  final double[] hidden;

  /** The size of each output: of a combination, the sum of the sizes of its terms. */
  final double[] size;

  /** Relative spacing of the numbers that the function computes with. */
  final double epsilon;

  Rounding(double[] noise, double[] hidden, double[] size, double epsilon) {
    this.noise = noise;
    this.hidden = hidden;
    this.size = size;
    this.epsilon = epsilon;
  }
}
