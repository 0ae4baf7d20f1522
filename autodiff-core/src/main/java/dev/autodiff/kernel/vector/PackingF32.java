package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How {@link GemmF32} copies operands so that {@link TilesF32} read them one after the other. */
final class PackingF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = TilesF32.LANES;
  private static final int WIDTH = TilesF32.WIDTH;

  /** Rows of up to so many elements are copied faster by vectors than by the platform's method. */
  static final int SHORT = 4 * LANES;

  /** For so many tiles columns can be copied at once. */
  static final int TILES = 4;

  /** So many rows of B are copied at once. */
  static final int ROWS = 4;

  private PackingF32() {}

  /**
   * Copies k rows of w ≤ WIDTH columns next to each other, a vector or two to the row. Beyond the
   * last column there may be anything: it meets columns of C that are not written.
   */
  static void panel(float[] b, int bo, int brs, int bcs, int k, int w, float[] to, int at) {
    int step = w <= LANES ? LANES : WIDTH;
    int second = step - LANES;
    int p = 0;
    if (bcs == 1) {
      for (; p < k && bo + p * brs + step <= b.length; p++) {
        FloatVector x = FloatVector.fromArray(S, b, bo + p * brs);
        FloatVector y = FloatVector.fromArray(S, b, bo + p * brs + second);
        x.intoArray(to, at + p * step);
        y.intoArray(to, at + p * step + second);
      }
    }
    interleave(b, bo + p * brs, bcs, brs, w, k - p, to, at + p * step, step);
  }

  /**
   * Copies so many columns of k ≥ {@link #ROWS} rows of B to panels, {@link #ROWS} at a time: the
   * processor fetches each of them ahead, and a panel gets several lines when it is visited.
   */
  static void panels(float[] b, int bo, int brs, int k, int columns, float[] to, int at) {
    for (int p = 0; p < k; p += ROWS) {
      int first = Math.min(p, k - ROWS);
      int r0 = bo + first * brs;
      int r1 = r0 + brs;
      int r2 = r1 + brs;
      int r3 = r2 + brs;
      for (int q = 0; q < columns; q += WIDTH) {
        int t = at + first * WIDTH + q * k;
        FloatVector x0 = FloatVector.fromArray(S, b, r0 + q);
        FloatVector y0 = FloatVector.fromArray(S, b, r0 + q + LANES);
        FloatVector x1 = FloatVector.fromArray(S, b, r1 + q);
        FloatVector y1 = FloatVector.fromArray(S, b, r1 + q + LANES);
        FloatVector x2 = FloatVector.fromArray(S, b, r2 + q);
        FloatVector y2 = FloatVector.fromArray(S, b, r2 + q + LANES);
        FloatVector x3 = FloatVector.fromArray(S, b, r3 + q);
        FloatVector y3 = FloatVector.fromArray(S, b, r3 + q + LANES);
        x0.intoArray(to, t);
        y0.intoArray(to, t + LANES);
        x1.intoArray(to, t + WIDTH);
        y1.intoArray(to, t + WIDTH + LANES);
        x2.intoArray(to, t + 2 * WIDTH);
        y2.intoArray(to, t + 2 * WIDTH + LANES);
        x3.intoArray(to, t + 3 * WIDTH);
        y3.intoArray(to, t + 3 * WIDTH + LANES);
      }
    }
  }

  /** Copies k elements of each of a tile's rows, so far apart as the tile expects them. */
  static void rows(int rows, float[] a, int ao, int ars, int k, float[] to) {
    if (k >= LANES && k <= SHORT) {
      for (int p = 0; p < k; p += LANES) {
        shortRows(rows, a, ao + Math.min(p, k - LANES), ars, to, Math.min(p, k - LANES));
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, ao + i * ars, to, i * TilesF32.SPACE, k);
    }
  }

  /** Copies a vector of each row. Four rows at a time: so their checks take the least time. */
  private static void shortRows(int rows, float[] a, int ao, int ars, float[] to, int at) {
    int i = 0;
    for (; i + 3 < rows; i += 4) {
      int from = ao + i * ars;
      int first = at + i * TilesF32.SPACE;
      FloatVector x = FloatVector.fromArray(S, a, from);
      FloatVector y = FloatVector.fromArray(S, a, from + ars);
      FloatVector z = FloatVector.fromArray(S, a, from + 2 * ars);
      FloatVector w = FloatVector.fromArray(S, a, from + 3 * ars);
      x.intoArray(to, first);
      y.intoArray(to, first + TilesF32.SPACE);
      z.intoArray(to, first + 2 * TilesF32.SPACE);
      w.intoArray(to, first + 3 * TilesF32.SPACE);
    }
    for (; i < rows; i++) {
      FloatVector.fromArray(S, a, ao + i * ars).intoArray(to, at + i * TilesF32.SPACE);
    }
  }

  /**
   * Copies k columns of so many rows, so far apart as the tile expects them, and what lies beyond.
   */
  static void columns(float[] a, int ao, int ars, int acs, int rows, int k, float[] to) {
    int p = 0;
    if (ars == 1 && rows <= WIDTH) { // more than two vectors: where they have two elements
      int reach = rows <= LANES ? LANES : WIDTH;
      for (; p < k && ao + p * acs + reach <= a.length; p++) {
        FloatVector x = FloatVector.fromArray(S, a, ao + p * acs);
        FloatVector y = FloatVector.fromArray(S, a, ao + p * acs + reach - LANES);
        x.intoArray(to, p * TilesF32.STEP);
        y.intoArray(to, p * TilesF32.STEP + reach - LANES);
      }
    }
    interleave(a, ao + p * acs, ars, acs, rows, k - p, to, p * TilesF32.STEP, TilesF32.STEP);
  }

  /**
   * Copies k columns for each of {@link #TILES} tiles that follow each other, in a matrix whose
   * columns are contiguous, and what lies beyond: they have lines in common.
   */
  static void columns(float[] a, int ao, int acs, int rows, int k, float[][] to) {
    float[] first = to[0];
    float[] second = to[1];
    float[] third = to[2];
    float[] fourth = to[3];
    for (int p = 0; p < k; p++) {
      for (int v = 0; v < TilesF32.STEP; v += LANES) {
        int from = ao + p * acs + v;
        int at = p * TilesF32.STEP + v;
        FloatVector x = FloatVector.fromArray(S, a, from);
        FloatVector y = FloatVector.fromArray(S, a, from + rows);
        FloatVector z = FloatVector.fromArray(S, a, from + 2 * rows);
        FloatVector w = FloatVector.fromArray(S, a, from + 3 * rows);
        x.intoArray(first, at);
        y.intoArray(second, at);
        z.intoArray(third, at);
        w.intoArray(fourth, at);
      }
    }
  }

  /**
   * to[step·p + i] = x[row·i + p·column] for i below n, p below k. Eight rows at a time: each line
   * of the target is visited an eighth as often, and a set of the first-level cache has as many.
   */
  private static void interleave(
      float[] x, int xo, int row, int column, int n, int k, float[] to, int at, int step) {
    int i = 0;
    if (column == 1) {
      for (; i + 7 < n; i += 8) {
        int r0 = xo + i * row;
        int r1 = r0 + row;
        int r2 = r1 + row;
        int r3 = r2 + row;
        int r4 = r3 + row;
        int r5 = r4 + row;
        int r6 = r5 + row;
        int r7 = r6 + row;
        int q = at + i;
        for (int p = 0; p < k; p++) {
          to[q] = x[r0 + p];
          to[q + 1] = x[r1 + p];
          to[q + 2] = x[r2 + p];
          to[q + 3] = x[r3 + p];
          to[q + 4] = x[r4 + p];
          to[q + 5] = x[r5 + p];
          to[q + 6] = x[r6 + p];
          to[q + 7] = x[r7 + p];
          q += step;
        }
      }
      for (; i + 3 < n; i += 4) {
        int r0 = xo + i * row;
        int r1 = r0 + row;
        int r2 = r1 + row;
        int r3 = r2 + row;
        int q = at + i;
        for (int p = 0; p < k; p++) {
          to[q] = x[r0 + p];
          to[q + 1] = x[r1 + p];
          to[q + 2] = x[r2 + p];
          to[q + 3] = x[r3 + p];
          q += step;
        }
      }
    }
    for (; i < n; i++) {
      int from = xo + i * row;
      int q = at + i;
      for (int p = 0; p < k; p++) {
        to[q] = x[from];
        from += column;
        q += step;
      }
    }
  }
}
