package dev.autodiff.check;

import com.google.common.primitives.Booleans;
import dev.autodiff.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

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
  private static final int CLOSER = 3; // times that the points may be drawn together
  private static final double FAR = 64; // above the least noise, worth a closer look
  private static final double FALLS = 16; // third differences of smooth values: 16³
  private static final double VANISHES = 0x1p16;
  private static final double SHRINKS = 4; // from order to order beside those of noise

  private final double size;
  private final double grain;
  private final double third; // the spread that differences of third order suggest
  private final double least; // that any order from there on does

  private Noise(double[] column, boolean isSmooth) {
    double largest = 0;
    for (double v : column) {
      largest = Math.max(largest, Math.abs(v)); // NaN stays NaN
    }
    size = largest;
    grain = isFinite() ? grain(column) : 0;
    double[] spreads = spreads(column);
    third = isSmooth ? spreads[0] : 0;
    least = isSmooth ? Arrays.stream(spreads).min().orElse(0) : 0;
  }

  /**
   * Returns a bound of the error of each output, at least the spacing of floating-point numbers of
   * its size.
   *
   * <p>Near the end of a domain a smooth function may bend within the spacing of the points. That
   * shows as they are drawn together: differences of third order of smooth values fall with the
   * cube of the spacing, those of rounded ones stay, as do those of a wave that the spacing fits by
   * chance, and on a plateau of values rounded coarsely they vanish at once, which proves nothing.
   *
   * @param samples results at {@link #POINTS} equally spaced points, their spacing divided by 16ᵏ
   * @param epsilon relative spacing of the numbers the function computes with
   */
  static double[] of(IntFunction<List<Tensor>> samples, double epsilon) {
    Noise[] last = columns(samples.apply(0));
    double[] noise = new double[last.length];
    boolean[] open = new boolean[last.length];
    for (int i = 0; i < noise.length; i++) {
      open[i] = last[i].isBent(epsilon);
      double spread = open[i] ? last[i].third : last[i].least;
      noise[i] = last[i].bound(epsilon, spread, last[i].grain);
    }
    for (int k = 1; k <= CLOSER && Booleans.contains(open, true); k++) {
      Noise[] next = columns(samples.apply(k));
      for (int i = 0; i < noise.length; i++) {
        if (open[i]) {
          double fall = last[i].third / next[i].third;
          boolean isSmooth = fall >= FALLS && fall <= VANISHES;
          if (isSmooth || !last[i].isFinite()) {
            double coarsest = Math.max(last[i].grain, next[i].grain);
            noise[i] = next[i].bound(epsilon, next[i].least, coarsest);
            open[i] = next[i].isBent(epsilon);
          }
        }
      }
      last = next;
    }
    return noise;
  }

  private static Noise[] columns(List<Tensor> samples) {
    double[][] values = samples.stream().map(y -> y.value().toDoubles()).toArray(double[][]::new);
    long branches = Nodes.branches(samples.get(0));
    boolean isSmooth = samples.stream().allMatch(y -> Nodes.branches(y) == branches);
    Noise[] columns = new Noise[values[0].length];
    for (int i = 0; i < columns.length; i++) {
      int output = i;
      double[] column = Arrays.stream(values).mapToDouble(v -> v[output]).toArray();
      columns[i] = new Noise(column, isSmooth);
    }
    return columns;
  }

  private boolean isFinite() {
    return Double.isFinite(size);
  }

  private double bound(double epsilon, double spread, double coarsest) {
    return isFinite() ? Math.max(epsilon * size, Math.max(4 * spread, coarsest)) : 0;
  }

  /**
   * Whether the values may bend rather than scatter, or are not all finite: differences of rounded
   * values grow from order to order, those of smooth ones shrink.
   */
  private boolean isBent(double epsilon) {
    return !isFinite() || (4 * least > FAR * epsilon * size && least < third / SHRINKS);
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

  /** The standard deviations that the differences of each order, from 3 on, suggest. */
  private static double[] spreads(double[] d) {
    double[] spreads = new double[POINTS - 1 - LOWEST_ORDER];
    double variance = 1; // of a difference of this order, for values of variance 1: (2k choose k)
    for (int order = 1; order < POINTS - 1; order++) {
      variance *= (4.0 * order - 2) / order;
      Norm norm = new Norm();
      for (int k = 0; k < POINTS - order; k++) {
        d[k] = d[k + 1] - d[k];
        norm.add(d[k]);
      }
      if (order >= LOWEST_ORDER) {
        spreads[order - LOWEST_ORDER] = norm.value() / Math.sqrt((POINTS - order) * variance);
      }
    }
    return spreads;
  }
}
