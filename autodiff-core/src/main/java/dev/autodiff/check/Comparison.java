package dev.autodiff.check;

import java.util.Locale;
import java.util.Optional;

/**
 * One derivative under test beside the numerical one.
 *
 * @param place what is differentiated by what, such as {@code ∂y[0]/∂W[2, 0]}
 * @param analytic the derivative under test
 * @param numeric the numerical derivative; NaN where there is none
 * @param error the estimated error of {@code numeric}
 * @param tolerance the difference that both errors together explain
 * @param left the numerical slope to the left, unlike {@code numeric} only at a kink
 * @param right the numerical slope to the right
 * @param verdict what follows
 * @param reason why nothing follows, where the verdict is INCONCLUSIVE
 */
public record Comparison(
    String place,
    double analytic,
    double numeric,
    double error,
    double tolerance,
    double left,
    double right,
    Verdict verdict,
    Optional<Reason> reason) {

  /** A derivative that is not what it must be by something else than differences. */
  static Comparison wrong(String place, double analytic, double expected, double tolerance) {
    return new Comparison(
        place,
        analytic,
        expected,
        tolerance,
        tolerance,
        expected,
        expected,
        Verdict.DISAGREE,
        Optional.empty());
  }

  /** Returns |analytic − numeric|. */
  public double difference() {
    return analytic == numeric ? 0 : Math.abs(analytic - numeric);
  }

  /** Whether other steps could change the verdict. */
  boolean isDoubtful() {
    return verdict == Verdict.DISAGREE
        || reason.filter(r -> r == Reason.NOISY || r == Reason.JUMP).isPresent();
  }

  /** Whether both numbers agree as far as they go, and only the error is too large to decide. */
  boolean isOnlyNoisy() {
    return reason.equals(Optional.of(Reason.NOISY)) && difference() <= tolerance;
  }

  /** Returns the comparison in a line. */
  @Override
  public String toString() {
    return describe("gradient");
  }

  /**
   * The comparison in a line.
   *
   * @param subject what to call the derivative under test
   */
  String describe(String subject) {
    int digits = digits();
    String yours = place + ": " + subject + " " + number(analytic, digits);
    if (Double.isNaN(numeric)) {
      return Double.isNaN(left) || Double.isNaN(right)
          ? yours
          : yours
              + ", numeric slopes "
              + number(left, digits)
              + " to the left and "
              + number(right, digits)
              + " to the right";
    }
    String ratio =
        verdict == Verdict.DISAGREE
                && Math.abs(numeric) > tolerance
                && analytic != 0
                && Double.isFinite(analytic)
            ? ", ratio " + number(analytic / numeric, digits)
            : "";
    return yours
        + ", numeric "
        + number(numeric, digits)
        + String.format(Locale.ROOT, " ± %.1g", error)
        + ratio;
  }

  /**
   * As many digits as the error leaves, but of numbers that differ no more than show that; at least
   * five.
   */
  private int digits() {
    double size = Math.max(Math.abs(analytic), Math.abs(numeric));
    double apart = verdict == Verdict.DISAGREE ? difference() / 10 : error;
    double digits = Math.ceil(Math.log10(size / Math.max(apart, error)));
    return Double.isFinite(digits) ? (int) Math.max(5, Math.min(16, digits)) : 5;
  }

  static String number(double v, int digits) {
    return v == 0 ? "0" : String.format(Locale.ROOT, "%." + digits + "g", v);
  }
}
