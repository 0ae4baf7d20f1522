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

  /** Returns |analytic − numeric|. */
  public double difference() {
    return analytic == numeric ? 0 : Math.abs(analytic - numeric);
  }

  /** Returns the comparison in a line. */
  @Override
  public String toString() {
    String yours = place + ": gradient " + number(analytic);
    if (Double.isNaN(numeric)) {
      return Double.isNaN(left) || Double.isNaN(right)
          ? yours
          : yours
              + ", numeric slopes "
              + number(left)
              + " to the left and "
              + number(right)
              + " to the right";
    }
    String ratio =
        verdict == Verdict.DISAGREE && Math.abs(numeric) > 4 * error && Double.isFinite(analytic)
            ? String.format(Locale.ROOT, ", ratio %.5g", analytic / numeric)
            : "";
    return yours
        + ", numeric "
        + number(numeric)
        + String.format(Locale.ROOT, " ± %.1g", error)
        + ratio;
  }

  static String number(double v) {
    String s = String.format(Locale.ROOT, "%.12g", v);
    if (!s.contains(".")) {
      return s;
    }
    int exponent = s.indexOf('e') < 0 ? s.length() : s.indexOf('e');
    return s.substring(0, exponent).replaceFirst("\\.?0+$", "") + s.substring(exponent);
  }
}
