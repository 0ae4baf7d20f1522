package dev.autodiff.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints arrays as NumPy does: nested brackets, aligned columns, the middle of long axes left out.
 */
final class Printer {
  private static final int SHORTEN_BEYOND = 1000;
  private static final int EDGE = 3;

  private Printer() {}

  static String print(NdArray a) {
    boolean shorten = a.size() > SHORTEN_BEYOND;
    List<String> cells = new ArrayList<>();
    collect(a, new int[a.rank()], 0, shorten, cells);
    int width = 0;
    for (String c : cells) {
      width = Math.max(width, c.length());
    }
    StringBuilder out = new StringBuilder();
    write(a.shape(), 0, shorten, cells, new int[1], width, out);
    return out.toString();
  }

  private static void collect(NdArray a, int[] index, int axis, boolean shorten, List<String> to) {
    if (axis == index.length) {
      double v = a.get(index);
      to.add(
          a.dtype() == DType.INT32
              ? Integer.toString((int) v)
              : number(v, a.dtype() == DType.FLOAT32));
      return;
    }
    for (int i = 0; i < a.shape().dim(axis); i++) {
      i = skip(i, a.shape().dim(axis), shorten);
      index[axis] = i;
      collect(a, index, axis + 1, shorten, to);
    }
  }

  private static int skip(int i, int n, boolean shorten) {
    return shorten && n > 2 * EDGE && i == EDGE ? n - EDGE : i;
  }

  private static void write(
      Shape s,
      int axis,
      boolean shorten,
      List<String> cells,
      int[] next,
      int width,
      StringBuilder out) {
    if (axis == s.rank()) {
      String cell = cells.get(next[0]++);
      out.append(s.rank() == 0 ? cell : " ".repeat(width - cell.length()) + cell);
      return;
    }
    boolean last = axis == s.rank() - 1;
    String gap = last ? ", " : "," + "\n".repeat(s.rank() - 1 - axis) + " ".repeat(axis + 1);
    out.append('[');
    for (int i = 0; i < s.dim(axis); i++) {
      if (i > 0) {
        out.append(gap);
      }
      int to = skip(i, s.dim(axis), shorten);
      if (to != i) {
        out.append("...").append(gap);
        i = to;
      }
      write(s, axis + 1, shorten, cells, next, width, out);
    }
    out.append(']');
  }

  private static String number(double v, boolean single) {
    if (v == Math.rint(v) && Math.abs(v) < 1e15) {
      return v == 0 && 1 / v < 0 ? "-0." : String.format(Locale.ROOT, "%.0f.", v);
    }
    if (!Double.isFinite(v)) {
      return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
    }
    double m = Math.abs(v);
    if (m < 1e-4 || m >= 1e9) {
      return String.format(Locale.ROOT, single ? "%.5e" : "%.8e", v);
    }
    String s = String.format(Locale.ROOT, single ? "%.6f" : "%.8f", v);
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, end);
  }
}
