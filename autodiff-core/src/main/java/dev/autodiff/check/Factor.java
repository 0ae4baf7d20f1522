package dev.autodiff.check;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mistake that a constant ratio points to. */
final class Factor {
  private static final String SIGN = "the wrong sign";
  private static final Map<String, Double> CONSTANTS =
      Map.of("ln 10", Math.log(10), "ln 2", Math.log(2), "π", Math.PI);

  private Factor() {}

  /**
   * Returns what a ratio of a wrong gradient to the right one suggests, where it is the same for
   * several elements.
   *
   * @param known numbers a gradient is easily wrong by, and what they are
   */
  static String words(double ratio, Map<Double, String> known) {
    String found = plainest(ratio);
    found = found == null ? known(ratio, known) : found;
    found = found == null ? constant(ratio) : found;
    return found == null ? and(ratio) + "the same factor everywhere" : found;
  }

  /** A sign or a factor 2. */
  static @Nullable String plainest(double ratio) {
    double size = Math.abs(ratio);
    if (ratio < 0 && is(size, 1)) {
      return SIGN + "?";
    }
    return is(size, 2) || is(size, 0.5)
        ? and(ratio) + "a factor 2" + (size > 1 ? " too many?" : " missing?")
        : null;
  }

  /** A number of the graph, or one over it. */
  static @Nullable String known(double ratio, Map<Double, String> known) {
    for (boolean tooMany : new boolean[] {true, false}) {
      double f = tooMany ? ratio : 1 / ratio;
      for (Map.Entry<Double, String> number : known.entrySet()) {
        double n = number.getKey();
        if (Math.abs(n) > 0 && Math.abs(n) != 1 && is(Math.abs(f), Math.abs(n))) {
          String what = number.getValue();
          String hint =
              what.startsWith("the value")
                  ? "?"
                  : tooMany ? ": is the 1/n of a mean missing?" : ": a mean where the sum belongs?";
          String end = tooMany ? " too many" : " missing";
          return and(f / n) + "a factor " + plain(n) + end + ", " + what + hint;
        }
      }
    }
    return null;
  }

  /** A constant of mathematics, or a small integer. */
  static @Nullable String constant(double ratio) {
    for (boolean tooMany : new boolean[] {true, false}) {
      double f = Math.abs(tooMany ? ratio : 1 / ratio);
      String end = (tooMany ? " too many" : " missing") + "?";
      for (Map.Entry<String, Double> constant : CONSTANTS.entrySet()) {
        if (is(f, constant.getValue())) {
          return and(ratio) + "a factor " + constant.getKey() + end;
        }
      }
      if (f < 1000 && is(f, Math.rint(f)) && f > 1.5) {
        return and(ratio) + "a factor " + plain(Math.rint(f)) + end;
      }
    }
    return null;
  }

  private static String and(double ratio) {
    return ratio < 0 ? SIGN + " and " : "";
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
