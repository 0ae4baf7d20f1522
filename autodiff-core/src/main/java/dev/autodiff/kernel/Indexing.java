package dev.autodiff.kernel;

/** Gather and scatter by integer indices, all dense. */
public final class Indexing {
  private Indexing() {}

  /** y[i] = x[idx[i]] for rows of {@code row} elements. */
  public static void gatherRows(Object x, int xo, int[] idx, int row, Object y) {
    for (int i = 0; i < idx.length; i++) {
      System.arraycopy(x, xo + idx[i] * row, y, i * row, row);
    }
  }

  /** y[idx[i]] += g[i] for rows of {@code row} elements; repeated indices add up, in order. */
  public static void scatterAddRows(Object g, int go, int[] idx, int row, Object y) {
    for (int i = 0; i < idx.length; i++) {
      Elementwise.accumulate(BinaryKernel.ADD, g, go + i * row, y, idx[i] * row, row);
    }
  }

  /** y[i] = x[i, idx[i]] for rows of {@code n} elements. */
  public static void pick(Object x, int xo, int[] idx, int n, Object y) {
    for (int i = 0; i < idx.length; i++) {
      System.arraycopy(x, xo + i * n + idx[i], y, i, 1);
    }
  }

  /** y[i, idx[i]] = g[i] for rows of {@code n} elements; the rest of {@code y} stays as it is. */
  public static void unpick(Object g, int go, int[] idx, int n, Object y) {
    for (int i = 0; i < idx.length; i++) {
      System.arraycopy(g, go + i, y, i * n + idx[i], 1);
    }
  }
}
