package dev.autodiff.kernel;

/** Scalar functions that the Java library lacks, with exact limits at ±∞. */
final class Scalars {
  private Scalars() {}

  /** 1/(1 + e⁻ˣ) without overflow: both branches take the exponential of a number ≤ 0. */
  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), exact in both tails. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
