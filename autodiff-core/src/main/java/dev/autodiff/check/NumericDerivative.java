package dev.autodiff.check;

import java.util.function.DoubleFunction;

/**
 * The derivative at 0 of a vector-valued function of one number, with an error estimate for each
 * element.
 *
 * <p>Central differences over a ladder of halved steps h are extrapolated to h → 0 in powers of h²
 * (Richardson; Neville's scheme, as in Ridders 1982). Large steps err by truncation, small ones by
 * rounding; for each element the table entry with the least estimated error is taken, its
 * neighbours' differences plus the rounding error ε·|f|/h.
 */
final class NumericDerivative {
  private static final int STEPS = 12;

  final double[] value;
  final double[] error;

  private NumericDerivative(int n) {
    value = new double[n];
    error = new double[n];
    java.util.Arrays.fill(value, Double.NaN);
    java.util.Arrays.fill(error, Double.POSITIVE_INFINITY);
  }

  /**
   * Differentiates {@code f} at 0.
   *
   * @param firstSteps the largest steps of ladders, powers of two so that halving is exact; a later
   *     one is tried only where those before found no finite values
   * @param epsilon relative rounding error of the values of {@code f}
   */
  static NumericDerivative of(DoubleFunction<double[]> f, double[] firstSteps, double epsilon) {
    NumericDerivative d = ladder(f, firstSteps[0], epsilon);
    for (int k = 1; k < firstSteps.length && !d.isComplete(); k++) {
      NumericDerivative finer = ladder(f, firstSteps[k], epsilon);
      for (int i = 0; i < d.value.length; i++) {
        if (finer.error[i] < d.error[i]) {
          d.value[i] = finer.value[i];
          d.error[i] = finer.error[i];
        }
      }
    }
    return d;
  }

  private boolean isComplete() {
    for (double e : error) {
      if (e == Double.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  private static NumericDerivative ladder(
      DoubleFunction<double[]> f, double firstStep, double epsilon) {
    double h = firstStep;
    double[][] previous = {};
    NumericDerivative best = null;
    for (int k = 0; k < STEPS; k++, h /= 2) {
      double[] plus = f.apply(h);
      double[] minus = f.apply(-h);
      int n = plus.length;
      if (best == null) {
        best = new NumericDerivative(n);
      }
      double[][] row = new double[k + 1][n];
      for (int i = 0; i < n; i++) {
        double rounding = 2 * epsilon * Math.max(Math.abs(plus[i]), Math.abs(minus[i])) / h;
        row[0][i] = (plus[i] - minus[i]) / (2 * h);
        double factor = 1;
        for (int j = 1; j <= k; j++) {
          factor *= 4;
          row[j][i] = row[j - 1][i] + (row[j - 1][i] - previous[j - 1][i]) / (factor - 1);
          double error =
              Math.max(
                      Math.abs(row[j][i] - row[j - 1][i]), Math.abs(row[j][i] - previous[j - 1][i]))
                  + rounding;
          if (error < best.error[i]) { // never for NaN, as where a large step left the domain
            best.error[i] = error;
            best.value[i] = row[j][i];
          }
        }
      }
      previous = row;
    }
    if (best == null) {
      throw new AssertionError();
    }
    return best;
  }
}
