package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** How {@link GemmF64} brings a tile that was computed aside to C. */
final class MergingF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = TilesF64.LANES;
  private static final int WIDTH = TilesF64.WIDTH;

  private MergingF64() {}

  /** T = C, for rows and columns so far apart. */
  static void begin(double[] t, int rows, int w, double[] c, int at, int crs, int ccs) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < w; j++) {
        t[i * WIDTH + j] = c[at + i * crs + j * ccs];
      }
    }
  }

  /** C = alpha·T. */
  static void set(
      double[] t, int gap, int rows, double alpha, double[] c, int to, int second, int ldc) {
    for (int i = 0; i < rows; i++) {
      DoubleVector x = DoubleVector.fromArray(S, t, i * WIDTH).mul(alpha);
      DoubleVector y = DoubleVector.fromArray(S, t, i * WIDTH + gap).mul(alpha);
      x.intoArray(c, to + i * ldc);
      y.intoArray(c, to + i * ldc + second);
    }
  }

  /**
   * C += alpha·T. Where C's rows lie a multiple of 4 KiB apart the processor takes a read after a
   * write for one of the same place, and waits: with a write after each read, the cache misses of
   * the rows would come one after the other. There the sums are collected in T first.
   */
  static void add(
      double[] t, int gap, int rows, double alpha, double[] c, int to, int second, int ldc) {
    if (ldc * Double.BYTES % 1024 == 0) {
      sum(t, gap, rows, alpha, c, to, second, ldc, t, 0, gap, WIDTH);
      set(t, gap, rows, 1, c, to, second, ldc);
    } else {
      sum(t, gap, rows, alpha, c, to, second, ldc, c, to, second, ldc);
    }
  }

  /**
   * R = C + alpha·T. Both vectors of a row are read before either is written: they may overlap, or
   * be one.
   */
  private static void sum(
      double[] t,
      int gap,
      int rows,
      double alpha,
      double[] c,
      int from,
      int second,
      int ldc,
      double[] r,
      int to,
      int secondOfR,
      int ldr) {
    DoubleVector f = DoubleVector.broadcast(S, alpha);
    for (int i = 0; i < rows; i++) {
      DoubleVector x = DoubleVector.fromArray(S, t, i * WIDTH);
      DoubleVector y = DoubleVector.fromArray(S, t, i * WIDTH + gap);
      x = x.fma(f, DoubleVector.fromArray(S, c, from + i * ldc));
      y = y.fma(f, DoubleVector.fromArray(S, c, from + i * ldc + second));
      x.intoArray(r, to + i * ldr);
      y.intoArray(r, to + i * ldr + secondOfR);
    }
  }

  /** T's rows are columns of C. */
  static void columns(
      double[] t, int rows, int w, double alpha, boolean add, double[] c, int to, int ldc) {
    for (int i = 0; i < rows; i++) {
      int at = to + i;
      for (int j = 0; j < w; j++) {
        double x = t[i * WIDTH + j];
        c[at] = add ? Math.fma(alpha, x, c[at]) : alpha * x;
        at += ldc;
      }
    }
  }

  /**
   * Rows of C that do not fill their vectors. Before {@code inOrder} whole vectors are written:
   * what they write past the end of a row is the beginning of the next, which is written later.
   */
  static void edge(
      double[] t,
      int rows,
      int w,
      double alpha,
      boolean add,
      double[] c,
      int to,
      int ldc,
      int inOrder) {
    for (int i = 0; i < rows; i++) {
      int at = to + i * ldc;
      if (at + LANES <= inOrder) {
        DoubleVector.fromArray(S, t, i * WIDTH).mul(alpha).intoArray(c, at);
      } else if (alpha == 1 && !add) {
        System.arraycopy(t, i * WIDTH, c, at, w);
      } else {
        for (int j = 0; j < w; j++) {
          double x = t[i * WIDTH + j];
          c[at + j] = add ? Math.fma(alpha, x, c[at + j]) : alpha * x;
        }
      }
    }
  }
}
