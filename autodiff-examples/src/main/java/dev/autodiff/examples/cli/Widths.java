package dev.autodiff.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** Widths of a network's layers on the command line. */
public final class Widths {
  private Widths() {}

  /**
   * Reads widths such as {@code 784,30,10}.
   *
   * @param option the option's name, for messages
   * @throws IllegalArgumentException unless there are two positive numbers or more
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
    return widths;
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
