package dev.autodiff.examples.check;

import dev.autodiff.formula.Formula;
import dev.autodiff.formula.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An option's {@code NAME=VALUE}.
 *
 * @param option the option, such as {@code --let}
 * @param name the name
 * @param value the text after the sign
 */
record Binding(String option, String name, String value) {
  /**
   * Reads a binding.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Binding parse(String option, String text) {
    int sign = text.indexOf('=');
    String name = sign < 0 ? "" : text.substring(0, sign).strip();
    if (!Formula.isName(name)) {
      throw new IllegalArgumentException(
          "%s: needs NAME=VALUE, with a name of letters and digits, not %s."
              .formatted(option, text.isBlank() ? "nothing" : text.strip()));
    }
    return new Binding(option, name, text.substring(sign + 1).strip());
  }

  /** Splits at commas that no bracket or parenthesis encloses. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Returns where this stands, for messages. */
  String place() {
    return option + " " + name;
  }

  /** Reads the value as a formula. */
  Formula formula() {
    return located(() -> Formula.parse(value));
  }

  /** Does something with a formula of this binding; errors say that it stands here. */
  <R> R located(Supplier<R> action) {
    try {
      return action.get();
    } catch (FormulaException e) {
      throw e.in(place());
    }
  }
}
