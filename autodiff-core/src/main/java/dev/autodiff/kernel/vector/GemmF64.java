package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.Epilogue;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product after Goto and van de Geijn (2008): blocks of B are packed into panels two vectors
 * wide and stay in the second-level cache; for each tile's rows of A, packed into the first-level
 * cache, tiles of C are accumulated in registers, panel after panel, so that C is visited along its
 * rows and the processor fetches it ahead. Operands that are small and lie well are read in place.
 */
final class GemmF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int WIDTH = 2 * LANES;
  private static final int WIDE = 2 * WIDTH;

  /** Depth of a block of B: a panel of it stays in the first-level cache. */
  private static final int KC = 256;

  /** Width of a block of B: it stays in the second-level cache. */
  private static final int NC = 32 * WIDTH;

  /**
   * Where panels begin: on a cache line, if the array's header of 16 bytes begins on one, as it
   * does in large arrays under the default garbage collector. Loads across two lines cost 5 to 8 %.
   */
  private static final int ALIGNED = (64 - 16) / Double.BYTES;

  /** As many elements make an array large, for heaps of up to 32 GiB. */
  private static final int LARGE = (4 << 20) / Double.BYTES;

  /** Above this many elements B is packed even if its rows are contiguous. */
  private static final int UNPACKED_B = 1 << 17;

  /** Above this many B is packed along its rows, as the processor fetches it from far away. */
  private static final int FAR_B = 1 << 18;

  /**
   * Up to this many elements B may be read by wide tiles, as a panel four vectors wide, and it does
   * not pay to copy rows of A.
   */
  private static final int SMALL_B = 1 << 12;

  /** From this many columns on, a block of A is used often enough to be worth packing. */
  private static final int PACKED_A_COLUMNS = 128;

  /** Up to this depth a tile adds to C itself: results put aside take as long as computing them. */
  private static final int SHALLOW = 16;

  /** Packing space, one set a thread, grown to its largest use. */
  private static final class Scratch {
    final double[] tile = new double[TilesF64.MAX_ROWS * WIDTH];
    final double[] a = new double[TilesF64.MAX_ROWS * TilesF64.SPACE + WIDTH];
    double[] b = {};
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

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
      double[] c,
      int co,
      int ldc,
      Epilogue epilogue) {
    Scratch s = SCRATCH.get();
    boolean packB = bcs != 1 || n < LANES || (long) k * n > UNPACKED_B;
    boolean wide =
        TilesF64.MANY_REGISTERS
            && n >= WIDE
            && (long) k * n <= SMALL_B
            && acs == 1
            && bcs == 1
            && !accumulate
            && alpha == 1;
    boolean copyA = acs == 1 && !wide && n > LANES && (long) k * n > SMALL_B;
    boolean packA = acs != 1 && ((n >= PACKED_A_COLUMNS && m >= 4) || ars != 1);
    boolean shallow = k <= SHALLOW && accumulate && acs != 1 && !packA;
    boolean inPlace = acs == 1 && !copyA;
    int most =
        wide
            ? TilesF64.WIDE_ROWS
            : inPlace || shallow ? TilesF64.MAX_ROWS_IN_PLACE : TilesF64.MAX_ROWS;
    int kc = depth(k); // of k alone: parts of one product must add in the same order as the whole
    for (int j = 0; j < n; j += NC) {
      int nc = Math.min(NC, n - j);
      for (int p = 0; p == 0 || p < k; p += kc) {
        int kb = Math.min(kc, k - p);
        boolean add = accumulate || p > 0;
        int bAt = bo + p * brs + j * bcs;
        int tail = nc % WIDTH;
        boolean packTail = packB || (tail > 0 && tail < LANES);
        if (packB) {
          s.b = ensure(s.b, ALIGNED + kb * ((nc + WIDTH - 1) / WIDTH) * WIDTH);
          int packed = 0; // columns
          if (bcs == 1 && (long) k * n > FAR_B) {
            packed = nc - tail;
            packRows(b, bAt, brs, kb, packed, s.b);
          }
          for (int q = packed; q < nc; q += WIDTH) {
            packB(b, bAt + q * bcs, brs, bcs, kb, Math.min(WIDTH, nc - q), s.b, ALIGNED + q * kb);
          }
        } else if (packTail) {
          s.b = ensure(s.b, ALIGNED + kb * LANES);
          packB(b, bAt + (nc - tail) * bcs, brs, bcs, kb, tail, s.b, ALIGNED);
        }
        int given = 0; // rows of these columns that the epilogue has had
        for (int i = 0; i < m; ) {
          int rows = TilesF64.rows(m - i, most, copyA);
          int aAt = ao + i * ars + p * acs;
          boolean spaced = copyA && rows >= TilesF64.LEAST_SPACED;
          if (spaced) {
            space(rows, a, aAt, ars, kb, s.a);
          } else if (packA) {
            packA(a, aAt, ars, acs, rows, kb, s.a);
          }
          double[] block = packA ? s.a : a;
          int blockAt = packA ? 0 : aAt;
          int column = packA ? rows : acs; // from one column of the block to the next
          int q = 0;
          for (; wide && rows == TilesF64.WIDE_ROWS && q + WIDE <= nc; q += WIDE) {
            int to = co + i * ldc + j + q;
            TilesF64.rows4Wide(kb, a, aAt, ars, b, bAt + q, brs, c, to, ldc);
          }
          for (; q < nc; q += WIDTH) {
            int w = Math.min(WIDTH, nc - q);
            boolean copied = packB || (w < LANES && packTail);
            double[] panel = copied ? s.b : b;
            int at = packB ? ALIGNED + q * kb : copied ? ALIGNED : bAt + q;
            // from the first vector to the second, which may overlap it; 0 if there is none
            int second = w <= LANES ? 0 : copied || w == WIDTH ? LANES : w - LANES;
            int step = !copied ? brs : w <= LANES ? LANES : WIDTH;
            boolean whole = w == WIDTH || w == LANES || (w > LANES && !copied);
            boolean direct = whole && !add && alpha == 1;
            double[] t = direct ? c : s.tile;
            int cAt = co + i * ldc + j + q;
            int to = direct ? cAt : 0;
            int gap = direct || second == 0 ? second : LANES;
            int trs = direct ? ldc : WIDTH;
            int at2 = at + second;
            boolean onto = shallow && rows == 8 && whole && second != 0;
            if (onto) {
              TilesF64.onto8(kb, a, aAt, acs, panel, at, at2, step, alpha, c, cAt, second, ldc);
            } else if (spaced) {
              TilesF64.spaced(rows, kb, s.a, acs, panel, at, at2, step, t, to, gap, trs);
            } else if (acs == 1) {
              TilesF64.rows(rows, kb, a, aAt, ars, panel, at, at2, step, t, to, gap, trs);
            } else {
              TilesF64.columns(
                  rows, kb, block, blockAt, column, panel, at, at2, step, t, to, gap, trs);
            }
            if (!whole) {
              int inOrder = ldc == w && second == 0 && !add ? co + m * ldc : 0;
              mergeEdge(s.tile, rows, w, alpha, add, c, cAt, ldc, inOrder);
            } else if (add && !onto) {
              mergeAdd(s.tile, gap, rows, alpha, c, cAt, second, ldc);
            } else if (!add && !direct) {
              mergeSet(s.tile, gap, rows, alpha, c, cAt, second, ldc);
            }
          }
          i += rows;
          if (p + kc >= k && (i == m || (i - given) * nc >= Epilogue.ENOUGH)) {
            epilogue.run(co + given * ldc + j, i - given, nc, ldc);
            given = i;
          }
        }
      }
    }
  }

  /** Returns the depth of blocks: near KC, and such that all are about as deep. */
  private static int depth(int k) {
    int blocks = Math.max(1, (k + KC / 2) / KC);
    return Math.max(1, (k + blocks - 1) / blocks);
  }

  private static double[] ensure(double[] x, int n) {
    return x.length >= n ? x : new double[n > LARGE / 16 ? Math.max(n, LARGE) : n];
  }

  /**
   * Copies k rows of w ≤ WIDTH columns next to each other, a vector or two to the row. Beyond the
   * last column there may be anything: it meets columns of C that are not written.
   */
  private static void packB(
      double[] b, int bo, int brs, int bcs, int k, int w, double[] to, int at) {
    int step = w <= LANES ? LANES : WIDTH;
    int second = step - LANES;
    int p = 0;
    if (bcs == 1) {
      for (; p < k && bo + p * brs + step <= b.length; p++) {
        DoubleVector x = DoubleVector.fromArray(S, b, bo + p * brs);
        DoubleVector y = DoubleVector.fromArray(S, b, bo + p * brs + second);
        x.intoArray(to, at + p * step);
        y.intoArray(to, at + p * step + second);
      }
    }
    interleave(b, bo + p * brs, bcs, brs, w, k - p, to, at + p * step, step);
  }

  /** Copies so many columns of k rows of B to panels, a row after the other. */
  private static void packRows(double[] b, int bo, int brs, int k, int columns, double[] to) {
    for (int p = 0; p < k; p++) {
      int from = bo + p * brs;
      int at = ALIGNED + p * WIDTH;
      for (int q = 0; q < columns; q += WIDTH) {
        DoubleVector x = DoubleVector.fromArray(S, b, from + q);
        DoubleVector y = DoubleVector.fromArray(S, b, from + q + LANES);
        x.intoArray(to, at + q * k);
        y.intoArray(to, at + q * k + LANES);
      }
    }
  }

  /** Copies k elements of each of a tile's rows, so far apart as the tile expects them. */
  private static void space(int rows, double[] a, int ao, int ars, int k, double[] to) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, ao + i * ars, to, i * TilesF64.SPACE, k);
    }
  }

  /** Copies k columns of so many rows next to each other. Reads and writes past the last column. */
  private static void packA(double[] a, int ao, int ars, int acs, int rows, int k, double[] to) {
    int p = 0;
    if (ars == 1) {
      int reach = rows <= LANES ? LANES : WIDTH;
      for (; p < k && ao + p * acs + reach <= a.length; p++) {
        DoubleVector x = DoubleVector.fromArray(S, a, ao + p * acs);
        DoubleVector y = DoubleVector.fromArray(S, a, ao + p * acs + reach - LANES);
        x.intoArray(to, p * rows);
        y.intoArray(to, p * rows + reach - LANES);
      }
    }
    interleave(a, ao + p * acs, ars, acs, rows, k - p, to, p * rows, rows);
  }

  /**
   * to[step·p + i] = x[row·i + p·column] for i below n, p below k. Four rows at a time: each line
   * of the target is visited a quarter as often.
   */
  private static void interleave(
      double[] x, int xo, int row, int column, int n, int k, double[] to, int at, int step) {
    int i = 0;
    if (column == 1) {
      for (; i + 3 < n; i += 4) {
        int first = xo + i * row;
        int second = first + row;
        int third = second + row;
        int fourth = third + row;
        int q = at + i;
        for (int p = 0; p < k; p++) {
          to[q] = x[first + p];
          to[q + 1] = x[second + p];
          to[q + 2] = x[third + p];
          to[q + 3] = x[fourth + p];
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

  private static void mergeSet(
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
  private static void mergeAdd(
      double[] t, int gap, int rows, double alpha, double[] c, int to, int second, int ldc) {
    if (ldc * Double.BYTES % 1024 == 0) {
      sum(t, gap, rows, alpha, c, to, second, ldc, t, 0, gap, WIDTH);
      mergeSet(t, gap, rows, 1, c, to, second, ldc);
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

  /**
   * Rows of C that do not fill their vectors. Before {@code inOrder} whole vectors are written:
   * what they write past the end of a row is the beginning of the next, which is written later.
   */
  private static void mergeEdge(
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
      } else {
        for (int j = 0; j < w; j++) {
          double x = t[i * WIDTH + j];
          c[at + j] = add ? Math.fma(alpha, x, c[at + j]) : alpha * x;
        }
      }
    }
  }
}
