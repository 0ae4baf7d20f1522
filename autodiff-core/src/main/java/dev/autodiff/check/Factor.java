package dev.autodiff.check;

import java.util.Locale;
import java.util.Map;

/** The mistake that a constant ratio points to. */
final class Factor {
  private static final Map<String, Double> CONSTANTS =
      Map.of("ln 10", Math.log(10), "ln 2", Math.log(2), "π", Math.PI);

  private Factor() {}

  /**
   * Returns what a ratio of a wrong gradient to the right one suggests.
   *
   * @param known numbers a gradient is easily wrong by, and what they are
   */
  static String words(double ratio, Map<Double, String> known) {
    String sign = ratio < 0 ? "the wrong sign" : "";
    double size = Math.abs(ratio);
    if (ratio < 0 && is(size, 1)) {
      return sign + "?";
    }
    String and = ratio < 0 ? sign + " and " : "";
    if (is(size, 2) || is(size, 0.5)) {
      return and + (size > 1 ? "a factor 2 too many?" : "a factor 2 missing?");
    }
    for (boolean tooMany : new boolean[] {true, false}) {
      double f = tooMany ? size : 1 / size;
      String end = tooMany ? " too many" : " missing";
      for (Map.Entry<Double, String> number : known.entrySet()) {
        if (number.getKey() > 0 && number.getKey() != 1 && is(f, number.getKey())) {
          String what = number.getValue();
          String hint =
              what.startsWith("the value")
                  ? "?"
                  : tooMany ? ": is the 1/n of a mean missing?" : ": a mean where the sum belongs?";
          return and + "a factor " + plain(number.getKey()) + end + ", " + what + hint;
        }
      }
      for (Map.Entry<String, Double> constant : CONSTANTS.entrySet()) {
        if (is(f, constant.getValue())) {
          return and + "a factor " + constant.getKey() + end + "?";
        }
      }
      if (f < 1000 && is(f, Math.rint(f)) && f > 1.5) {
        return and + "a factor " + plain(Math.rint(f)) + end + "?";
      }
    }
    return and + "the same factor everywhere";
  }

  private static boolean is(double a, double b) {
    return Math.abs(a - b) <= 1e-6 * b;
  }

  /** A number without zeros that say nothing. */
  static String plain(double v) {
    return v == Math.rint(v) && v < 1e9
        ? String.valueOf((long) v)
        : String.format(Locale.ROOT, "%.5g", v);
  }
}
