package dev.autodiff.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** Widths of a network's layers on the command line. */
public final class Widths {
  private static final long MOST_PARAMETERS = 100_000_000;

  private Widths() {}

  /**
   * Reads widths such as {@code 784,30,10}.
   *
   * @param option the option's name, for messages
   * @throws IllegalArgumentException unless there are two positive numbers or more, and no more
   *     weights than fit into memory
   */
  public static List<Integer> parse(String option, String text) {
    List<Integer> widths = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int width;
      try {
        width = Integer.parseInt(part.strip());
      } catch (NumberFormatException e) {
        throw unreadable(option, text, e);
      }
      if (width < 1) {
        throw unreadable(option, text, null);
      }
      widths.add(width);
    }
    if (widths.size() < 2) {
      throw unreadable(option, text, null);
    }
    requireModest(option, text, widths);
    return widths;
  }

  private static void requireModest(String option, String text, List<Integer> widths) {
    long parameters = 0;
    for (int i = 1; i < widths.size(); i++) {
      parameters += (widths.get(i - 1) + 1L) * widths.get(i);
      if (parameters > MOST_PARAMETERS) {
        throw new IllegalArgumentException(
            option
                + ": "
                + text
                + " makes more than 100,000,000 weights and biases. Give narrower layers.");
      }
    }
  }

  private static IllegalArgumentException unreadable(
      String option, String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        option
            + ": cannot read \""
            + text
            + "\". Give the neurons of two layers or more, input first, such as 784,30,10.",
        cause);
  }
}
