package dev.autodiff.check;

import dev.autodiff.array.DType;

/** Keeps the element that agrees least. */
final class Worst {
  private String place = "";
  private double analytic;
  private double numeric;
  private double error;
  private double excess = Double.NEGATIVE_INFINITY;
  private int elements;

  void see(String at, double a, double n, double e, DType dtype) {
    elements++;
    double tolerance = dtype == DType.FLOAT32 ? 1e-3 : 1e-8;
    double allowed = 4 * e + tolerance * Math.max(Math.abs(a), Math.abs(n));
    double ratio = a == n ? 0 : Math.abs(a - n) / allowed;
    if (!(ratio <= excess)) { // also if it is NaN
      place = at;
      analytic = a;
      numeric = n;
      error = e;
      excess = Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
  }

  GradientReport report(int evaluations) {
    return new GradientReport(excess <= 1, place, analytic, numeric, error, elements, evaluations);
  }
}
