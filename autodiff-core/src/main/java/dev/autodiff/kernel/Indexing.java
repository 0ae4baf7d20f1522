package dev.autodiff.kernel;

/**
 * Gather and scatter by {@code n} integer indices from place {@code io} of {@code idx} on;
 * everything is dense.
 */
public final class Indexing {
  private Indexing() {}

  /**
   * Refuses indices outside 0…limit − 1.
   *
   * @throws IndexOutOfBoundsException naming the operation and the first such index
   */
  public static void check(String op, int[] idx, int io, int n, int limit) {
    for (int i = 0; i < n; i++) {
      int at = idx[io + i];
      if (at < 0 || at >= limit) {
        throw new IndexOutOfBoundsException(
            op + ": index " + at + " at place " + i + " is outside 0…" + (limit - 1) + ".");
      }
    }
  }

  /** y[i] = x[idx[i]] for rows of {@code row} elements. */
  public static void gatherRows(Object x, int xo, int[] idx, int io, int n, int row, Object y) {
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, xo + idx[io + i] * row, y, i * row, row);
    }
  }

  /** y[idx[i]] += g[i] for rows of {@code row} elements; repeated indices add up, in order. */
  public static void scatterAddRows(Object g, int go, int[] idx, int io, int n, int row, Object y) {
    scatterAddRows(Kernels.active(), g, go, idx, io, n, row, y);
  }

  static void scatterAddRows(
      Kernels kernels, Object g, int go, int[] idx, int io, int n, int row, Object y) {
    for (int i = 0; i < n; i++) {
      kernels.accumulate(g, go + i * row, y, idx[io + i] * row, row);
    }
  }

  /** y[i] = x[i, idx[i]] for rows of {@code width} elements. */
  public static void pick(Object x, int xo, int[] idx, int io, int n, int width, Object y) {
    if (x instanceof double[] from) {
      double[] to = (double[]) y;
      for (int i = 0; i < n; i++) {
        to[i] = from[xo + i * width + idx[io + i]];
      }
    } else if (x instanceof float[] from) {
      float[] to = (float[]) y;
      for (int i = 0; i < n; i++) {
        to[i] = from[xo + i * width + idx[io + i]];
      }
    } else {
      int[] from = (int[]) x;
      int[] to = (int[]) y;
      for (int i = 0; i < n; i++) {
        to[i] = from[xo + i * width + idx[io + i]];
      }
    }
  }

  /**
   * y[i, idx[i]] = g[i] for rows of {@code width} elements; the rest of {@code y} stays as it is.
   */
  public static void unpick(Object g, int go, int[] idx, int io, int n, int width, Object y) {
    if (g instanceof double[] from) {
      double[] to = (double[]) y;
      for (int i = 0; i < n; i++) {
        to[i * width + idx[io + i]] = from[go + i];
      }
    } else if (g instanceof float[] from) {
      float[] to = (float[]) y;
      for (int i = 0; i < n; i++) {
        to[i * width + idx[io + i]] = from[go + i];
      }
    } else {
      int[] from = (int[]) g;
      int[] to = (int[]) y;
      for (int i = 0; i < n; i++) {
        to[i * width + idx[io + i]] = from[go + i];
      }
    }
  }

  /** y[i, idx[i]] += g[i] for rows of {@code width} elements. */
  public static void addPicked(
      Object g, int go, int[] idx, int io, int n, int width, Object y, int yo) {
    if (g instanceof double[] from) {
      double[] to = (double[]) y;
      for (int i = 0; i < n; i++) {
        to[yo + i * width + idx[io + i]] += from[go + i];
      }
    } else {
      float[] from = (float[]) g;
      float[] to = (float[]) y;
      for (int i = 0; i < n; i++) {
        to[yo + i * width + idx[io + i]] += from[go + i];
      }
    }
  }
}
