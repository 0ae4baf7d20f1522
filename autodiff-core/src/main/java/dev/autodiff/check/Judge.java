package dev.autodiff.check;

import java.util.Optional;

/**
 * Decides about one derivative: the difference must be explained by the estimated error of the
 * numerical derivative and the rounding of the analytic one, and both must be small beside the
 * derivatives at hand.
 */
final class Judge {
  private static final double ROUNDINGS = 8; // of all that a derivative is summed up from

  private final Precision precision;
  private final double block;
  private final double part;
  private final double whole;
  private final double natural;
  private final double rounded;
  private final boolean alone;

  /**
   * @param block the largest derivative of the same output by the same input; 0 if all are 0
   * @param part how large derivatives by this input are, of any output beside its size; 0 if all
   *     are 0
   * @param whole the same for all inputs: what an error must be small beside
   * @param natural the size of the output over that of the input: what a derivative may have
   * @param rounded the same for what was rounded on the way to the output
   * @param alone whether one element moves: only then must a gradient at a kink lie between the
   *     slopes to both sides, for of several elements each may be at a kink of its own
   */
  Judge(
      Precision precision,
      double block,
      double part,
      double whole,
      double natural,
      double rounded,
      boolean alone) {
    this.rounded = rounded;
    this.precision = precision;
    this.block = block;
    this.part = part;
    this.whole = whole;
    this.natural = natural;
    this.alone = alone;
  }

  /** Returns the comparison of a single derivative, of which no others are known. */
  static Comparison compareOne(
      Precision precision, String place, double analytic, NumericDerivative d, boolean alone) {
    return new Judge(precision, 0, 0, d.size(0), d.size(0), d.rounding(0), alone)
        .compare(place, analytic, d, 0);
  }

  /** Returns the comparison of a derivative under test with number {@code i} of {@code d}. */
  Comparison compare(String place, double analytic, NumericDerivative d, int i) {
    return compare(place, analytic, 0, d, i);
  }

  /**
   * The same for a derivative that was rounded on the way.
   *
   * @param ownRounding a bound of the rounding of {@code analytic}
   */
  Comparison compare(
      String place, double analytic, double ownRounding, NumericDerivative d, int i) {
    double numeric = d.value[i];
    Optional<Reason> reason = d.reason(i);
    double larger = Math.max(Math.abs(analytic), Math.abs(numeric));
    double size = Double.isFinite(larger) ? larger : 0;
    double rounding = ROUNDINGS * precision.epsilon() * Math.max(natural, rounded);
    double blur = 4 * d.error[i] + ownRounding;
    double tolerance =
        blur
            + rounding
            + precision.tiny()
            + precision.rounding() * size
            + precision.cancellation() * block;
    double difference = analytic == numeric ? 0 : Math.abs(analytic - numeric);
    boolean known =
        blur <= precision.meaningful() * Math.max(whole, size)
            && (part == 0 || blur <= Math.sqrt(precision.meaningful()) * Math.max(part, size));
    Verdict verdict;
    if (reason.isPresent()) {
      verdict =
          alone && reason.get() == Reason.KINK && !isBetween(analytic, d.left[i], d.right[i], blur)
              ? Verdict.DISAGREE
              : Verdict.INCONCLUSIVE;
      numeric = Double.NaN;
    } else if (difference <= tolerance + d.slack[i]) {
      verdict = known ? Verdict.AGREE : Verdict.INCONCLUSIVE;
    } else {
      // by the numbers of the differences alone: where they did not converge, their error means
      // nothing
      double shown = Math.max(alone ? block : 0, natural); // of directions, block is analytic
      boolean trusted = 4 * d.error[i] <= 1e-2 * Math.max(shown, Math.abs(numeric));
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
