package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.CacheLine;
import dev.autodiff.kernel.Epilogue;

/**
 * Matrix product after Goto and van de Geijn (2008): blocks of B are packed into panels two vectors
 * wide and stay in the second-level cache; for each tile's rows of A, packed into the first-level
 * cache, tiles of C are accumulated in registers, panel after panel, so that C is visited along its
 * rows and the processor fetches it ahead. Operands that are small and lie well are read in place.
 */
final class GemmF64 {
  private static final int LANES = TilesF64.LANES;
  private static final int WIDTH = TilesF64.WIDTH;
  private static final int WIDE = 2 * WIDTH;

  /** Depth of a block of B: a panel of it stays in the first-level cache. */
  private static final int KC = 256;

  /**
   * Width of a block of B: it takes half of the second-level cache, up to 1 MiB, and stays there.
   */
  private static final int NC =
      Math.max(8, Math.min(Caches.second(), 2 << 20) / 2 / (KC * Double.BYTES * WIDTH)) * WIDTH;

  /** Above this many elements B is packed even if its rows are contiguous. */
  static final int UNPACKED_B = 1 << 17;

  /** From this many rows on it pays to pack smaller ones as well. */
  private static final int TALL = 256;

  /**
   * And from this many, if vectors of B may lie across two cache lines, which short ones seldom do.
   */
  private static final int TALL_ACROSS = LANES * Double.BYTES < CacheLine.SIZE / 2 ? TALL : 48;

  /** Above this many B is packed if A has many rows. */
  private static final int SMALL_B = 1 << 12;

  /** Up to this many wide tiles read B, or up to SMALL_B if columns are left over for others. */
  private static final int WIDE_B = 1 << 14;

  /** From this many columns on, a block of A is used often enough to be worth packing. */
  private static final int PACKED_A_COLUMNS = 4 * LANES;

  /** Below this many it does not pay to pack the last ones. */
  private static final int FEW_COLUMNS = 4 * WIDTH;

  /** Up to this depth a tile adds to C itself: results put aside take as long as computing them. */
  private static final int SHALLOW = 16;

  /**
   * Until tiles of a kind have been called so often, blocks are shallow: the compiler counts calls,
   * and until it has compiled a tile, its vectors are objects, and it is a hundred times slower.
   */
  private static final int OLD = 10_000;

  private static final int YOUNG_DEPTH = 24;

  /** How often tiles of each kind have been called; threads may lose a count, which is no harm. */
  static final int[] CALLS = new int[8 * 16];

  /** One a thread, for its packing space, which grows to its largest use. */
  private static final ThreadLocal<GemmF64> MINE = ThreadLocal.withInitial(GemmF64::new);

  private final double[] tile = new double[TilesF64.MAX_ROWS * WIDTH];
  private final double[] copyOfA = new double[TilesF64.STEP * TilesF64.SPACE + WIDTH];
  private final ColumnsF64 columns = new ColumnsF64();
  private final PanelsF64 panels = new PanelsF64();
  private final TilesF64.Panel panel = new TilesF64.Panel();

  private int m;
  private int n;
  private int k;
  private double alpha;
  private int ao;
  private int ars;
  private int acs;
  private int bo;
  private int brs;
  private int bcs;
  private boolean accumulate;

  /** Whether rows of tiles are columns of C. */
  private boolean transposed;

  private int co;
  private int ldc;

  /** Whether all of B is packed. */
  private boolean packB;

  /** Whether rows of A are copied, or columns packed. */
  private boolean copyA;

  private boolean packA;

  /** Whether an element of C is one sum of products and no more: it is the same however cut. */
  private boolean oneSum;

  private boolean wide;
  private boolean shallow;

  /** How many rows a tile may have, and whether tiles fill the registers then. */
  private int most;

  private boolean full;

  private GemmF64() {}

  static void gemm(
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      boolean transposed,
      double[] c,
      int co,
      int ldc,
      Epilogue epilogue) {
    GemmF64 g = MINE.get();
    g.m = m;
    g.n = n;
    g.k = k;
    g.alpha = alpha;
    g.ao = ao;
    g.ars = ars;
    g.acs = acs;
    g.bo = bo;
    g.brs = brs;
    g.bcs = bcs;
    g.accumulate = accumulate;
    g.transposed = transposed;
    g.co = co;
    g.ldc = ldc;
    g.choose(b.length);
    g.run(a, b, c, epilogue);
  }

  /** Chooses how operands are read. No bit of C depends on it. */
  private void choose(int lengthOfB) {
    long sizeOfB = (long) k * n;
    boolean onLines = brs % LANES == 0 && CacheLine.begins(bo, lengthOfB, Double.BYTES);
    boolean tall = m >= (onLines ? TALL : TALL_ACROSS);
    packB = bcs != 1 || n < LANES || sizeOfB > (tall ? SMALL_B : UNPACKED_B);
    oneSum = !accumulate && alpha == 1;
    wide =
        TilesF64.MANY_REGISTERS
            && n >= WIDE
            && sizeOfB <= (n % WIDE == 0 ? WIDE_B : SMALL_B)
            && k <= KC
            && !packB
            && acs == 1
            && oneSum
            && !transposed;
    // a few columns, of which the last two vectors overlap: tiles that do not mind
    boolean overlap = !packB && n % WIDTH > LANES && n < FEW_COLUMNS;
    copyA = acs == 1 && !wide && k > 0 && !(overlap && TilesF64.MAX_ROWS_OVERLAPPING == 0);
    shallow = k <= SHALLOW && accumulate && acs != 1;
    packA = acs != 1 && (ars != 1 || (n >= PACKED_A_COLUMNS && m >= 4));
    most = oneSum && packA ? TilesF64.MAX_ROWS : TilesF64.FEWER_ROWS;
    if (wide) {
      most = k >= LANES ? TilesF64.WIDE_ROWS : 4; // shorter rows take too long to be copied
    } else if (copyA) {
      most = overlap ? TilesF64.MAX_ROWS_OVERLAPPING : TilesF64.most(m);
    } else if (acs == 1 || shallow || overlap) {
      most = TilesF64.MAX_ROWS_IN_PLACE;
    }
    full = m >= most && (copyA ? !overlap : most > TilesF64.MAX_ROWS_IN_PLACE);
  }

  private void run(double[] a, double[] b, double[] c, Epilogue epilogue) {
    int kc = depth(k); // of k alone: parts of one product must add in the same order as the whole
    if (kc > YOUNG_DEPTH && oneSum && !wide && !transposed && young()) {
      kc = YOUNG_DEPTH;
    }
    for (int j = 0; j < n; j += NC) {
      int nc = Math.min(NC, n - j);
      for (int p = 0; p == 0 || p < k; p += kc) {
        int kb = Math.min(kc, k - p);
        takeB(b, p, kb, j, nc);
        columns.clear();
        int given = 0; // rows of these columns that the epilogue has had
        for (int i = 0; i < m; ) {
          int rows = height(m - i);
          row(a, b, c, i, rows, p, kb, j, nc);
          i += rows;
          boolean enough = i == m || (!transposed && (i - given) * nc >= Epilogue.ENOUGH);
          if (p + kc >= k && enough) {
            epilogue.run(at(given, j), transposed ? nc : i - given, transposed ? m : nc, ldc);
            given = i;
          }
        }
      }
    }
    panel.read(panels.array); // and no array of the caller's any more
  }

  /** Returns where an element of C lies. */
  private int at(int i, int j) {
    return co + (transposed ? j * ldc + i : i * ldc + j);
  }

  /** Returns how many of the rows that are left the next tile takes. */
  private int height(int left) {
    boolean fours = wide && (left == 8 || left == 9); // two tiles of four rather than six and two
    return fours ? 4 : TilesF64.rows(left, most, copyA);
  }

  /** Whether there are tiles of a kind called too seldom yet to be compiled. */
  private boolean young() {
    int rows;
    for (int left = m < 2 * most ? m : most + m % most; left > 0; left -= rows) {
      rows = height(left);
      if (CALLS[kind(rows)] < OLD) {
        return true;
      }
    }
    return false;
  }

  private int kind(int rows) {
    int way = copyA ? 0 : packA ? 1 : acs == 1 ? 2 : 3;
    return (2 * way + (n <= LANES ? 1 : 0)) * 16 + rows;
  }

  /** Returns the depth of blocks: near KC, and such that all are about as deep. */
  static int depth(int k) {
    int blocks = (k + KC / 2) / KC;
    return blocks <= 1 ? Math.max(1, k) : (k + blocks - 1) / blocks;
  }

  /** Packs what is to be packed of a block of kb rows of B from p on, and nc columns from j on. */
  private void takeB(double[] b, int p, int kb, int j, int nc) {
    int tail = nc % WIDTH;
    boolean packTail = tail > 0 && (tail < LANES || (full && tail > LANES));
    int from = packB ? 0 : packTail ? nc - tail : nc;
    panels.take(b, bo + p * brs + j * bcs, brs, bcs, kb, from, nc);
  }

  /** Computes so many rows of a block of C, from i on, tile after tile. */
  private void row(
      double[] a, double[] b, double[] c, int i, int rows, int p, int kb, int j, int nc) {
    int aAt = ao + i * ars + p * acs;
    boolean copied = copyA && rows >= TilesF64.LEAST_SPACED;
    double[] x = packA ? columns.take(m, k, a, aAt, ars, acs, i, rows, kb) : copyOfA;
    if (copied) {
      PackingF64.rows(rows, a, aAt, ars, kb, copyOfA);
    }
    boolean add = accumulate || p > 0;
    int q = 0;
    if (wide && rows >= 4) {
      q = wide(rows, a, aAt, b, bo + p * brs + j, c, at(i, j), nc);
    }
    int kind = kind(rows);
    if (CALLS[kind] < OLD) {
      CALLS[kind] += (nc + WIDTH - 1) / WIDTH;
    }
    for (; q < nc; q += WIDTH) {
      int w = Math.min(WIDTH, nc - q);
      boolean packed = panels.have(q);
      double[] from = packed ? panels.array : b;
      int at = packed ? panels.place(q) : bo + p * brs + j + q;
      tile(rows, w, kb, a, aAt, x, copied, from, at, packed, add, c, at(i, j + q));
    }
  }

  /**
   * Computes as many tiles of four vectors as there are, and returns how many columns these have.
   */
  private int wide(int rows, double[] a, int aAt, double[] b, int at, double[] c, int cAt, int nc) {
    int q = 0;
    if (rows == TilesF64.WIDE_ROWS) {
      PackingF64.rows(rows, a, aAt, ars, k, copyOfA);
      panel.read(b);
      panel.step = brs;
      for (; q + WIDE <= nc; q += WIDE) {
        panel.at = at + q;
        TilesF64.spaced6Wide(k, copyOfA, panel, c, cAt + q, ldc);
      }
    } else {
      for (; q + WIDE <= nc; q += WIDE) {
        TilesF64.rows4Wide(k, a, aAt, ars, b, at + q, brs, c, cAt + q, ldc);
      }
    }
    return q;
  }

  /** Computes a tile w columns wide. */
  private void tile(
      int rows,
      int w,
      int kb,
      double[] a,
      int aAt,
      double[] x,
      boolean copied,
      double[] b,
      int at,
      boolean packed,
      boolean add,
      double[] c,
      int cAt) {
    // from the first vector to the second, which may overlap it; 0 if there is none
    int second = w <= LANES ? 0 : packed || w == WIDTH ? LANES : w - LANES;
    int step = !packed ? brs : w <= LANES ? LANES : WIDTH;
    if (copied || packA) {
      panel.read(b);
      panel.at = at;
      panel.second = second;
      panel.step = step;
    }
    boolean whole = w == WIDTH || w == LANES || (w > LANES && !packed);
    if (shallow && !packA && !transposed && rows == 8 && whole && second != 0) {
      TilesF64.onto8(kb, a, aAt, acs, b, at, at + second, step, alpha, c, cAt, second, ldc);
      return;
    }
    if (packA
        && add
        && !oneSum
        && !transposed
        && rows == TilesF64.ONTO_ROWS
        && whole
        && second == LANES) {
      TilesF64.onto(kb, x, panel, alpha, c, cAt, ldc);
      return;
    }
    // a sum goes on from C; what is to be added to a C that was given is summed up first, for its
    // terms may be too small to change C one by one
    boolean begun = add && oneSum;
    boolean direct = whole && oneSum && !transposed;
    double[] t = direct ? c : tile;
    int to = direct ? cAt : 0;
    int gap = direct || transposed || second == 0 ? second : LANES;
    int trs = direct ? ldc : WIDTH;
    if (begun && !direct) {
      MergingF64.begin(t, rows, w, c, cAt, transposed ? 1 : ldc, transposed ? ldc : 1);
    }
    if (copied) {
      TilesF64.spaced(rows, kb, x, panel, begun, t, to, gap, trs);
    } else if (packA) {
      TilesF64.packed(rows, kb, x, panel, begun, t, to, gap, trs);
    } else if (acs == 1) {
      TilesF64.rows(rows, kb, a, aAt, ars, b, at, second, step, begun, t, to, gap, trs);
    } else {
      TilesF64.columns(rows, kb, a, aAt, acs, b, at, second, step, begun, t, to, gap, trs);
    }
    boolean sum = add && !begun;
    if (transposed) {
      MergingF64.columns(t, rows, w, alpha, sum, c, cAt, ldc);
    } else if (!whole) {
      int inOrder = ldc == w && second == 0 && !add ? co + m * ldc : 0;
      MergingF64.edge(t, rows, w, alpha, sum, c, cAt, ldc, inOrder);
    } else if (sum) {
      MergingF64.add(t, gap, rows, alpha, c, cAt, second, ldc);
    } else if (!direct) {
      MergingF64.set(t, gap, rows, alpha, c, cAt, second, ldc);
    }
  }
}
