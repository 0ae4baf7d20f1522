package dev.autodiff.check;

import dev.autodiff.Tensor;
import java.util.List;

/**
 * The rounding error of a function's values, measured from the function itself: by differences of
 * high order of values at equally spaced points nearby, to which a smooth function contributes
 * nothing (Hamming 1971; Moré and Wild, Estimating computational noise, 2011), and by the step in
 * which the values come where they are rounded more coarsely than their size explains.
 */
final class Noise {
  /** The number of points needed. */
  static final int POINTS = 8;

  private static final int LOWEST_ORDER = 3; // below, the function itself may show

  private Noise() {}

  /**
   * Returns a bound of the error of each output, at least the spacing of floating-point numbers of
   * its size.
   *
   * @param samples results at {@link #POINTS} equally spaced points
   * @param epsilon relative spacing of the numbers the function computes with
   */
  static double[] of(List<Tensor> samples, double epsilon) {
    double[][] values = samples.stream().map(y -> y.value().toDoubles()).toArray(double[][]::new);
    long branches = Nodes.branches(samples.get(0));
    boolean smooth = samples.stream().allMatch(y -> Nodes.branches(y) == branches);
    double[] noise = new double[values[0].length];
    for (int i = 0; i < noise.length; i++) {
      double[] column = new double[POINTS];
      double size = 0;
      for (int k = 0; k < POINTS; k++) {
        column[k] = values[k][i];
        size = Math.max(size, Math.abs(column[k]));
      }
      if (Double.isFinite(size)) {
        double grain = grain(column);
        double spread = smooth ? spread(column) : 0;
        noise[i] = Math.max(epsilon * size, Math.max(4 * spread, grain));
      }
    }
    return noise;
  }

  /**
   * The largest power of two that all values are multiples of, where they differ and it is far
   * above their own spacing: they were rounded as part of something larger.
   */
  private static double grain(double[] values) {
    double grain = Double.POSITIVE_INFINITY;
    double spacing = 0;
    boolean differ = false;
    for (double v : values) {
      differ |= v != values[0];
      spacing = Math.max(spacing, Math.ulp(v));
      if (v != 0) {
        long significand = (Double.doubleToRawLongBits(v) & ((1L << 52) - 1)) | (1L << 52);
        grain = Math.min(grain, Math.ulp(v) * (significand & -significand));
      }
    }
    return differ && Double.isFinite(grain) && grain > 16 * spacing ? grain : 0;
  }

  /**
   * The least of the standard deviations that the differences of each order, from 3 on, suggest.
   */
  private static double spread(double[] d) {
    double least = Double.POSITIVE_INFINITY;
    double variance = 1; // of a difference of this order, for values of variance 1: (2k choose k)
    for (int order = 1; order < POINTS - 1; order++) {
      variance *= (4.0 * order - 2) / order;
      Norm norm = new Norm();
      for (int k = 0; k < POINTS - order; k++) {
        d[k] = d[k + 1] - d[k];
        norm.add(d[k]);
      }
      if (order >= LOWEST_ORDER) {
        least = Math.min(least, norm.value() / Math.sqrt((POINTS - order) * variance));
      }
    }
    return least;
  }
}
