package dev.autodiff.check;

import java.util.Locale;

/**
 * The outcome of a gradient check: how many elements were compared, and the one that agrees least.
 *
 * @param agrees whether every element agrees within its estimated error
 * @param place the worst element, such as {@code ∂y[0]/∂W[2, 0]}
 * @param analytic the derivative under test there
 * @param numeric the numerical derivative there
 * @param error the estimated error of {@code numeric}
 * @param elements number of elements compared
 * @param evaluations number of evaluations of the function
 */
public record GradientReport(
    boolean agrees,
    String place,
    double analytic,
    double numeric,
    double error,
    int elements,
    int evaluations) {

  /** Returns the absolute difference at the worst element. */
  public double difference() {
    return Math.abs(analytic - numeric);
  }

  /**
   * Does nothing if the gradients agree.
   *
   * @throws AssertionError with the report as its message if they do not
   */
  public void assertAgrees() {
    if (!agrees) {
      throw new AssertionError(toString());
    }
  }

  /** Returns the outcome in a line. */
  @Override
  public String toString() {
    if (elements == 0) {
      return "gradient agrees: nothing to compare, the function or its input is empty";
    }
    return String.format(
        Locale.ROOT,
        "gradient %s: compared %d elements in %d evaluations; worst %s: gradient %.15g, numeric %.15g ± %.2g%s",
        agrees ? "agrees" : "DISAGREES",
        elements,
        evaluations,
        place,
        analytic,
        numeric,
        error,
        agrees || numeric == 0
            ? ""
            : String.format(Locale.ROOT, ", ratio %.6g", analytic / numeric));
  }
}
