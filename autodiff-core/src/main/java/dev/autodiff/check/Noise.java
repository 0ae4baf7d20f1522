package dev.autodiff.check;

/**
 * The rounding error of a function's values, measured from the function itself: by differences of
 * high order of values at nearby points, to which a smooth function contributes nothing (Hamming
 * 1971; Moré and Wild, Estimating computational noise, 2011).
 */
final class Noise {
  private static final int POINTS = 8;
  private static final int LOWEST_ORDER = 3; // below, the function itself may show

  private Noise() {}

  /**
   * Returns a bound of the error of each output near the centre of the curve, at least the spacing
   * of floating-point numbers of its size.
   *
   * @param f as the argument moves from 0 in steps of 1, which are so short that it is almost
   *     straight over eight: see {@link Directions#nearby}
   * @param epsilon relative spacing of the numbers the function computes with
   */
  static double[] of(Curve f, double epsilon) {
    double[][] values = new double[POINTS][];
    boolean smooth = true;
    long branches = 0;
    for (int k = 0; k < POINTS; k++) {
      Curve.Point p = f.at(k + 1);
      values[k] = p.values;
      smooth &= k == 0 || p.branches == branches;
      branches = p.branches;
    }
    double[] noise = new double[values[0].length];
    for (int i = 0; i < noise.length; i++) {
      double[] differences = new double[POINTS];
      double size = 0;
      for (int k = 0; k < POINTS; k++) {
        differences[k] = values[k][i];
        size = Math.max(size, Math.abs(differences[k]));
      }
      double spread = smooth && Double.isFinite(size) ? spread(differences) : 0;
      size = Double.isFinite(size) ? size : 0;
      noise[i] = Math.max(epsilon * size, 4 * spread);
    }
    return noise;
  }

  /**
   * The least of the standard deviations that the differences of each order, from 3 on, suggest.
   */
  private static double spread(double[] d) {
    double least = Double.POSITIVE_INFINITY;
    double variance = 1; // of a difference of this order, for values of variance 1: (2k choose k)
    for (int order = 1; order < POINTS - 1; order++) {
      variance *= (4.0 * order - 2) / order;
      double sum = 0;
      for (int k = 0; k < POINTS - order; k++) {
        d[k] = d[k + 1] - d[k];
        sum += d[k] * d[k];
      }
      if (order >= LOWEST_ORDER) {
        least = Math.min(least, Math.sqrt(sum / (POINTS - order) / variance));
      }
    }
    return least;
  }
}
