package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.CacheLine;

/** The packed columns of a block of B that tiles read, panel after panel. */
final class PanelsF32 {
  private static final int WIDTH = TilesF32.WIDTH;

  /** Where panels begin: on a cache line. Loads across two lines cost 5 to 8 %. */
  private static final int ALIGNED = CacheLine.first(Float.BYTES);

  /** As many elements make an array large, which begins as that needs. */
  private static final int LARGE = CacheLine.large(Float.BYTES);

  /** Smaller space is not worth an array so large. */
  private static final int SMALL = 1 << 12;

  float[] array = {};

  private int from;
  private int depth;

  /**
   * Packs kb rows of B, whose first element is at {@code at}, from one column on, if there are any.
   * They are packed along rows that are contiguous, as the processor fetches them.
   */
  void take(float[] b, int at, int brs, int bcs, int kb, int fromColumn, int nc) {
    from = fromColumn;
    depth = kb;
    if (from == nc) {
      return;
    }
    int panels = (nc - from + WIDTH - 1) / WIDTH;
    int size = ALIGNED + kb * panels * WIDTH;
    if (array.length < size) {
      array = new float[size > SMALL ? Math.max(size, LARGE) : size];
    }
    int q = from;
    if (bcs == 1 && kb >= PackingF32.ROWS) {
      int whole = (nc - from) / WIDTH * WIDTH;
      PackingF32.panels(b, at + q, brs, kb, whole, array, ALIGNED);
      q += whole;
    }
    for (; q < nc; q += WIDTH) {
      int w = Math.min(WIDTH, nc - q);
      PackingF32.panel(b, at + q * bcs, brs, bcs, kb, w, array, place(q));
    }
  }

  /** Whether a column of the block is packed. */
  boolean have(int column) {
    return column >= from;
  }

  /** Returns where the panel is that begins with a column. */
  int place(int column) {
    return ALIGNED + (column - from) * depth;
  }
}
