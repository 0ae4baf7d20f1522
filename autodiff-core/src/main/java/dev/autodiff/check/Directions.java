package dev.autodiff.check;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random directions whose every component counts: ±U[1, 2] times the size of what is moved. */
final class Directions {
  private Directions() {}

  /**
   * A direction to move {@code x} in: each element by about its own size, but at least a 64th of
   * the typical size. The components are short binary numbers, so that a move by a power of two is
   * exact unless it is tiny, and differences suffer no rounding of x.
   */
  static double[] along(SplittableRandom rng, double[] x) {
    double least = typical(x) / 64;
    double[] u = new double[x.length];
    for (int j = 0; j < u.length; j++) {
      u[j] = exact(rng, Math.max(Math.abs(x[j]), least));
    }
    return u;
  }

  /**
   * A move so short that only rounding makes a function's values deviate from a straight line, yet
   * long beside the spacing of numbers.
   *
   * @param shorter by what it is divided where it stays long beside that spacing
   */
  static double[] nearby(SplittableRandom rng, double[] x, double epsilon, double shorter) {
    double typical = typical(x);
    double[] u = new double[x.length];
    for (int j = 0; j < u.length; j++) {
      double size = x[j] == 0 ? typical / 64 : Math.abs(x[j]);
      double brief = 4 * Math.sqrt(epsilon) * Math.min(size, 1) / shorter;
      double step = Math.max(brief, 256 * epsilon * size);
      u[j] = exact(rng, step);
    }
    return u;
  }

  /** The same numbers times the power of two that makes the typical size one from 1 to 2. */
  static double[] ofUnitSize(double[] x) {
    int exponent = Math.getExponent(typical(x));
    return Arrays.stream(x).map(v -> Math.scalb(v, -exponent)).toArray();
  }

  private static double exact(SplittableRandom rng, double size) {
    double w = Math.rint(weight(rng) * 128) / 128;
    return Double.isFinite(size) ? Math.scalb(w, Math.getExponent(size)) : w;
  }

  /** Weights that give outputs of different sizes the same say. */
  static double[] across(SplittableRandom rng, double[] y) {
    if (y.length == 1) {
      return new double[] {weight(rng)}; // what would arrive in a graph of its own
    }
    double least = typical(y) / 64;
    double[] v = new double[y.length];
    for (int k = 0; k < v.length; k++) {
      v[k] = weight(rng) / (Double.isFinite(y[k]) ? Math.max(Math.abs(y[k]), least) : 1);
    }
    return v;
  }

  /** The direction of one element. */
  static double[] unit(int n, int element) {
    double[] u = new double[n];
    u[element] = 1;
    return u;
  }

  /** Plain weights ±U[1, 2]. */
  static double[] weights(long seed, int n) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] w = new double[n];
    for (int k = 0; k < n; k++) {
      w[k] = weight(rng);
    }
    return w;
  }

  private static double weight(SplittableRandom rng) {
    return (rng.nextBoolean() ? 1 : -1) * (1 + rng.nextDouble());
  }

  /** The root of the mean square of the finite elements; 1 if all are 0. */
  private static double typical(double[] x) {
    double sum = 0;
    int count = 0;
    for (double v : x) {
      if (Double.isFinite(v)) {
        sum += v * v;
        count++;
      }
    }
    double rms = count == 0 ? 0 : Math.sqrt(sum / count);
    return rms > 0 && Double.isFinite(rms) ? rms : 1;
  }
}
