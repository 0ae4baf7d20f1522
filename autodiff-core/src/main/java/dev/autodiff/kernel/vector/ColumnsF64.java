package dev.autodiff.kernel.vector;

/** The packed columns of A that tiles read. */
final class ColumnsF64 {
  /** For so many tiles columns of a far A are packed at once: these lie on the same cache lines. */
  private static final int AHEAD = PackingF64.TILES;

  /** Above this many elements A is far; one that is near is better read for each tile. */
  private static final int FAR = 1 << 17;

  private static final int SIZE = TilesF64.STEP * TilesF64.SPACE + TilesF64.WIDTH;
  private static final double[] NONE = {};

  /** The others are made for a far A. */
  private final double[][] copies = {new double[SIZE], NONE, NONE, NONE};

  /** Which copy the next tile finds here, and from which row of C on. */
  private int turn = AHEAD;

  private int next;

  /** Forgets what it has: other columns or another depth follow. */
  void clear() {
    turn = AHEAD;
  }

  /**
   * Returns kb columns, from {@code at} on, of the rows for the tile from row {@code i} of C on, of
   * an A of m×k, and packs them if need be.
   */
  double[] take(int m, int k, double[] a, int at, int ars, int acs, int i, int rows, int kb) {
    if (turn < AHEAD && next == i) {
      next += rows;
      return copies[turn++];
    }
    int reach = (AHEAD - 1) * rows + TilesF64.STEP;
    boolean far = ars == 1 && (long) m * k > FAR;
    if (far && i + AHEAD * rows <= m && at + (kb - 1) * acs + reach <= a.length) {
      for (int t = 1; copies[AHEAD - 1].length == 0; t++) {
        copies[t] = new double[SIZE];
      }
      PackingF64.columns(a, at, acs, rows, kb, copies);
      turn = 1;
      next = i + rows;
    } else {
      PackingF64.columns(a, at, ars, acs, rows, kb, copies[0]);
      turn = AHEAD;
    }
    return copies[0];
  }
}
