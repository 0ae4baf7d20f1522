package dev.autodiff.array;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Prints arrays as NumPy's {@code array2string(a, separator=", ")} does: nested brackets, aligned
 * columns, long rows wrapped, the middle of long axes left out. The commas make the text valid
 * Python.
 */
final class Printer {
  private static final int SHORTEN_BEYOND = 1000; // elements
  private static final int EDGE = 3;
  private static final int LINE = 75;

  private final Shape shape;
  private final boolean shorten;
  private Iterator<String> cells = List.<String>of().iterator();

  private Printer(NdArray a) {
    this.shape = a.shape();
    this.shorten = a.size() > SHORTEN_BEYOND;
  }

  static String print(NdArray a) {
    if (a.rank() == 0) {
      return NumberFormat.scalar(a.dtype(), a.item());
    }
    if (a.size() == 0) {
      return "[]";
    }
    Printer printer = new Printer(a);
    List<Double> shown = new ArrayList<>();
    printer.collect(a, new int[a.rank()], 0, shown);
    NumberFormat format = NumberFormat.fitting(a.dtype(), shown);
    printer.cells = shown.stream().map(format::cell).iterator();
    return printer.write(0);
  }

  private void collect(NdArray a, int[] index, int axis, List<Double> shown) {
    if (axis == index.length) {
      shown.add(a.get(index));
      return;
    }
    for (int i = 0; i < shape.dim(axis); i++) {
      if (!leftOut(i, axis)) {
        index[axis] = i;
        collect(a, index, axis + 1, shown);
      }
    }
  }

  private boolean leftOut(int i, int axis) {
    return shorten && i >= EDGE && i < shape.dim(axis) - EDGE;
  }

  private String write(int axis) {
    String indent = " ".repeat(axis + 1);
    List<String> parts = new ArrayList<>();
    boolean last = axis == shape.rank() - 1;
    for (int i = 0; i < shape.dim(axis); i++) {
      if (leftOut(i, axis)) {
        parts.add("...");
        i = shape.dim(axis) - EDGE - 1;
      } else {
        parts.add(last ? cells.next() : write(axis + 1));
      }
    }
    String inner =
        last
            ? wrap(parts, indent)
            : String.join("," + "\n".repeat(shape.rank() - 1 - axis) + indent, parts);
    return "[" + inner + "]";
  }

  /** Joins the cells of a row, starting a new line before one that would pass the line's end. */
  private String wrap(List<String> row, String indent) {
    int end = LINE - shape.rank(); // room for a closing bracket of every axis
    StringBuilder out = new StringBuilder();
    int used = indent.length();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      if (i > 0) {
        out.append(',');
        if (used + 2 + cell.length() > end) {
          out.append('\n').append(indent);
          used = indent.length();
        } else {
          out.append(' ');
          used += 2;
        }
      }
      out.append(cell);
      used += cell.length();
    }
    return out.toString();
  }
}
