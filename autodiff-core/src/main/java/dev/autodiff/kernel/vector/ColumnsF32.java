package dev.autodiff.kernel.vector;

import java.util.Arrays;

/** The packed columns of A that tiles read, one tile after the other. */
final class ColumnsF32 {
  /** For so many tiles columns of a far A are packed at once: these lie on the same cache lines. */
  private static final int AHEAD = PackingF32.TILES;

  /** Above this many elements A is far; one that is near is better read for each tile. */
  private static final int FAR = 1 << 17;

  /** Up to this many elements the columns of A may be kept. */
  static final int KEPT = 1 << 19;

  private static final int SIZE = TilesF32.STEP * TilesF32.SPACE + TilesF32.WIDTH;

  private float[][] copies = new float[AHEAD][0];

  /** How many of the copies are packed, and which of them the next tile gets. */
  private int packed;

  private int next;

  /** Whether copies are kept for another block of B. */
  private boolean keep;

  /**
   * Begins with the first tile. What is kept is for blocks of B that follow, and has the same depth
   * there; of other blocks nothing is.
   */
  void begin(boolean keepNew, boolean follows) {
    keep = keepNew;
    next = 0;
    packed = keep && follows ? packed : 0;
  }

  /**
   * Returns kb columns, from {@code at} on, of the rows for the tile from row {@code i} of C on, of
   * an A of m×k, and packs them if need be.
   */
  float[] take(int m, int k, float[] a, int at, int ars, int acs, int i, int rows, int kb) {
    if (next == packed) {
      if (!keep) {
        next = 0;
        packed = 0;
      }
      int reach = (AHEAD - 1) * rows + TilesF32.STEP;
      boolean far = ars == 1 && (long) m * k > FAR;
      if (far && i + AHEAD * rows <= m && at + (kb - 1) * acs + reach <= a.length) {
        PackingF32.columns(a, at, acs, rows, kb, space(AHEAD), packed);
        packed += AHEAD;
      } else {
        PackingF32.columns(a, at, ars, acs, rows, kb, space(1)[packed]);
        packed++;
      }
    }
    return copies[next++];
  }

  /** Returns the copies, with space for so many more. */
  private float[][] space(int more) {
    if (packed + more > copies.length) {
      copies = Arrays.copyOf(copies, 2 * (packed + more));
    }
    for (int t = packed; t < packed + more; t++) {
      if (copies[t] == null || copies[t].length == 0) {
        copies[t] = new float[SIZE];
      }
    }
    return copies;
  }
}
