package dev.autodiff.formula;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers for formulas, read from files that other programs wrote. */
public final class Values {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*|\\s+");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

  private Values() {}

  /**
   * Reads an array from a file.
   *
   * <ul>
   *   <li>{@code .npy}, NumPy's binary format, versions 1 to 3: floats of 4 or 8 bytes, integers
   *       and booleans, in either byte order, in C or Fortran order. Integers and booleans become
   *       int32.
   *   <li>{@code .csv}, numbers separated by commas, semicolons or blanks, a row on each line.
   *       Empty lines and lines that start with # are skipped. A single row or column is a vector
   *       and a single number a scalar, as for NumPy's {@code loadtxt}; else the array is a matrix.
   *       The type is float64; {@code nan} and {@code inf} are read as NumPy's {@code savetxt}
   *       writes them.
   * </ul>
   *
   * @throws IllegalArgumentException if the file is of another kind or its contents are not as they
   *     should be; the message names the file and the place
   * @throws IOException if the file cannot be read
   */
  public static NdArray read(Path file) throws IOException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(name + ": is a directory, not a file of numbers.");
    }
    if (name.endsWith(".npy")) {
      return Npy.read(name, Files.readAllBytes(file));
    }
    if (name.endsWith(".csv")) {
      return csv(name, Files.readString(file, StandardCharsets.UTF_8));
    }
    throw new IllegalArgumentException(
        name + ": can only read .npy and .csv, told apart by the ending of the name.");
  }

  private static NdArray csv(String name, String text) {
    List<double[]> rows = new ArrayList<>();
    int number = 0;
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text; // a mark of UTF-8
    for (String line : plain.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      String[] cells = SEPARATOR.split(stripped, -1);
      double[] row = new double[cells.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = cell(cells[i], name, number, i);
      }
      if (!rows.isEmpty() && rows.get(0).length != row.length) {
        throw new IllegalArgumentException(
            "%s: line %s has %s numbers, but the first has %s. All rows must be of one length."
                .formatted(name, number, row.length, rows.get(0).length));
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(name + ": has no numbers.");
    }
    int columns = rows.get(0).length;
    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    Shape shape =
        all.length == 1
            ? Shape.SCALAR
            : columns == 1 || rows.size() == 1
                ? Shape.of(all.length)
                : Shape.of(rows.size(), columns);
    return NdArray.wrap(all, shape);
  }

  private static double cell(String text, String name, int line, int column) {
    if (NUMBER.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new IllegalArgumentException(
              "%s: line %s, column %s: \"%s\" is not a number.%s"
                  .formatted(
                      name,
                      line,
                      column + 1,
                      text,
                      text.isEmpty()
                          ? " Fill the gap."
                          : " Put # before a line that is a heading."));
    };
  }
}
