package dev.autodiff.check;

import java.util.Arrays;

/**
 * Estimates that depend on a step h, extrapolated to h → 0 while h is halved (Richardson 1911;
 * Neville's scheme, its entry of least estimated error taken as by Ridders 1982), for many numbers
 * at once.
 *
 * <p>The error of the estimates is a series in powers of h: h², h⁴, h⁶ … of central differences, h,
 * h², h³ … of one-sided ones. An entry's error is estimated by its distance to the entries it was
 * made of, plus what rounding can do to it. An entry that finer steps contradict is dropped, so
 * that no chance agreement of steps that are far too large survives.
 */
final class Ladder {
  private static final int COLUMNS = 10;

  final double[] value;
  final double[] error;

  private final int firstPower;
  private final double slowest; // that changes may shrink for h to count as small
  private final int nextPower;
  private final int[] confirmations; // of the value, by finer steps
  private final boolean[] isSettled; // the value comes of steps short enough for it to converge
  private final double[] lastChange; // of the unextrapolated estimate, when the step was halved
  private double[][] row = {};
  private double[] rounding = {}; // of each column of the last row, for a rounding error of 1
  private int size;

  /** A ladder for {@code n} numbers whose errors are h^first, h^(first + next) …. */
  Ladder(int n, int firstPower, int nextPower) {
    this.firstPower = firstPower;
    this.nextPower = nextPower;
    this.slowest = (1 + Math.scalb(1.0, -firstPower)) / 2;
    value = new double[n];
    error = new double[n];
    confirmations = new int[n];
    lastChange = new double[n];
    isSettled = new boolean[n];
    Arrays.fill(value, Double.NaN);
    Arrays.fill(error, Double.POSITIVE_INFINITY);
  }

  int size() {
    return size;
  }

  /**
   * Adds the estimates at step h, half the last one.
   *
   * @param noise what the rounding error of each estimate is, times h
   */
  void add(double h, double[] estimate, double[] noise) {
    int n = estimate.length;
    int columns = Math.min(size + 1, COLUMNS);
    double[][] next = new double[columns][];
    double[] amplified = new double[columns];
    next[0] = estimate;
    amplified[0] = 1;
    double[] bestOfRow = new double[n];
    double[] errorOfRow = new double[n];
    Arrays.fill(errorOfRow, Double.POSITIVE_INFINITY);
    for (int j = 1; j < columns; j++) {
      double factor = Math.scalb(1.0, firstPower + (j - 1) * nextPower);
      amplified[j] = (factor * amplified[j - 1] + 0.5 * rounding[j - 1]) / (factor - 1);
      next[j] = new double[n];
      for (int i = 0; i < n; i++) {
        double finer = next[j - 1][i];
        double coarser = row[j - 1][i];
        double v = finer + (finer - coarser) / (factor - 1);
        double e =
            Math.max(Math.abs(v - finer), Math.abs(v - coarser)) + amplified[j] * noise[i] / h;
        next[j][i] = v;
        if (e < errorOfRow[i]) { // never for NaN
          errorOfRow[i] = e;
          bestOfRow[i] = v;
        }
      }
    }
    for (int i = 0; i < n && size > 0; i++) {
      double change = Math.abs(estimate[i] - row[0][i]);
      boolean settled = size > 1 && change <= Math.max(slowest * lastChange[i], 8 * noise[i] / h);
      lastChange[i] = change;
      if (settled || !isSettled[i]) {
        accept(i, bestOfRow[i], settled ? errorOfRow[i] : Math.max(errorOfRow[i], change), settled);
      }
    }
    row = next;
    rounding = amplified;
    size++;
  }

  private void accept(int i, double v, double e, boolean settled) {
    double apart = Math.abs(v - value[i]);
    if (e < error[i] || apart > 8 * (e + error[i]) || settled != isSettled[i]) {
      isSettled[i] = settled;
      confirmations[i] = apart <= 8 * (e + error[i]) ? confirmations[i] : 0;
      value[i] = v;
      error[i] = e;
    }
    if (e <= 1e-7 * Math.abs(v)) {
      confirmations[i]++;
    }
  }

  /** Drops what is known of number {@code i}: the steps so far were too long to tell anything. */
  void forget(int i) {
    value[i] = Double.NaN;
    error[i] = Double.POSITIVE_INFINITY;
    confirmations[i] = 0;
    isSettled[i] = false;
  }

  /** Whether the estimates of number {@code i} converged at all. */
  boolean isSettled(int i) {
    return isSettled[i];
  }

  /** Whether every number has a relative error below {@code enough} that finer steps confirm. */
  boolean isEnough(double enough) {
    for (int i = 0; i < value.length; i++) {
      boolean zero = value[i] == 0 && row[0][i] == 0 && lastChange[i] == 0;
      if (!zero && !(error[i] <= enough * Math.abs(value[i]) && confirmations[i] > 1)) {
        return false;
      }
    }
    return true;
  }

  /** Whether rounding alone, at step h, exceeds the errors already reached. */
  boolean isExhausted(double h, double[] noise) {
    for (int i = 0; i < error.length; i++) {
      if (!(noise[i] / h > 8 * error[i])) {
        return false;
      }
    }
    return size > 3;
  }

  /** The last unextrapolated estimate of number {@code i}. */
  double last(int i) {
    return row[0][i];
  }
}
