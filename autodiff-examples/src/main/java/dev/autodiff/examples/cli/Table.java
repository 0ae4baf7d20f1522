package dev.autodiff.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in aligned columns; numbers stand on the right. */
public final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  private Table(List<String> header) {
    rows.add(header);
    right = new boolean[header.size()];
  }

  /** Starts a table with the headings of its columns. */
  public static Table of(String... header) {
    return new Table(List.of(header));
  }

  /**
   * Adds a row. A number is printed as {@link #number} does, everything else by its {@code
   * toString}.
   */
  public Table row(Object... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "table: the row has " + cells.length + " cells, the header has " + right.length + ".");
    }
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      boolean isNumber = cells[i] instanceof Number;
      right[i] |= isNumber;
      row.add(isNumber ? number(((Number) cells[i]).doubleValue()) : cells[i].toString());
    }
    rows.add(row);
    return this;
  }

  /** Returns a whole number without decimals, and any other with six significant digits. */
  public static String number(double d) {
    if (d == Math.rint(d) && Math.abs(d) < 1e15) {
      return Long.toString((long) d);
    }
    String s = String.format(Locale.ROOT, "%.6g", d);
    return s.contains("e") || !s.contains(".")
        ? s
        : s.replaceFirst("0+$", "").replaceFirst("[.]$", "");
  }

  /** Returns the table, indented by two blanks. */
  @Override
  public String toString() {
    int[] width = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], length(row.get(i)));
      }
    }
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, width.length)
                    .mapToObj(i -> pad(row.get(i), width[i], right[i]))
                    .collect(Collectors.joining(GAP, "  ", "")))
        .map(String::stripTrailing)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String pad(String s, int width, boolean right) {
    String blanks = " ".repeat(width - length(s));
    return right ? blanks + s : s + blanks;
  }

  private static int length(String s) {
    return s.codePointCount(0, s.length());
  }
}
