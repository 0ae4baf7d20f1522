package dev.autodiff.check;

import java.util.Optional;

/**
 * Decides about one derivative: the difference must be explained by the estimated error of the
 * numerical derivative and the rounding of the analytic one, and both must be small beside the
 * derivatives at hand.
 */
final class Judge {
  private final Precision precision;
  private final double block;
  private final double scale;
  private final boolean alone;
  private final double slack;

  /**
   * @param block the largest derivative of the same output by the same input; 0 if all are 0
   * @param scale the largest derivative of the same output by any input
   * @param slack what rounding may do to the derivative under test, whatever its size
   * @param alone whether one element moves: only then must a gradient at a kink lie between the
   *     slopes to both sides, for of several elements each may be at a kink of its own
   */
  Judge(Precision precision, double block, double scale, double slack, boolean alone) {
    this.slack = slack;
    this.precision = precision;
    this.block = block;
    this.scale = scale;
    this.alone = alone;
  }

  /** Returns the comparison of a derivative under test with number {@code i} of {@code d}. */
  Comparison compare(String place, double analytic, NumericDerivative d, int i) {
    double numeric = d.value[i];
    Optional<Reason> reason = d.reason(i);
    double size = Math.max(Math.abs(analytic), Math.abs(numeric));
    double finite = Double.isFinite(size) ? size : 0;
    double tolerance =
        4 * d.error[i] + precision.rounding() * finite + precision.cancellation() * block + slack;
    double difference = analytic == numeric ? 0 : Math.abs(analytic - numeric);
    double blur = 4 * d.error[i] + slack;
    boolean known =
        (scale == 0 || blur <= precision.meaningful() * Math.max(scale, finite))
            && (block == 0 || blur <= Math.sqrt(precision.meaningful()) * Math.max(block, finite));
    Verdict verdict;
    if (reason.isPresent()) {
      verdict =
          alone
                  && reason.get() == Reason.KINK
                  && !isBetween(analytic, d.left[i], d.right[i], 4 * d.error[i])
              ? Verdict.DISAGREE
              : Verdict.INCONCLUSIVE;
      numeric = Double.NaN;
    } else if (difference <= tolerance + d.slack[i]) {
      verdict = known ? Verdict.AGREE : Verdict.INCONCLUSIVE;
    } else { // a difference far beyond the estimate counts even where the estimate is poor
      boolean trusted =
          tolerance <= 1e-2 * Math.max(scale, finite) || !(difference <= 64 * tolerance);
      verdict = trusted ? Verdict.DISAGREE : Verdict.INCONCLUSIVE;
    }
    if (verdict == Verdict.INCONCLUSIVE) {
      reason = Optional.of(reason.orElse(Reason.NOISY));
    } else {
      reason = Optional.empty();
    }
    return new Comparison(
        place, analytic, numeric, d.error[i], tolerance, d.left[i], d.right[i], verdict, reason);
  }

  /** Whether a derivative at a kink lies between the slopes to both sides. */
  private static boolean isBetween(double v, double a, double b, double error) {
    double slack = error + 1e-6 * Math.max(Math.abs(a), Math.abs(b));
    return v >= Math.min(a, b) - slack && v <= Math.max(a, b) + slack;
  }
}
