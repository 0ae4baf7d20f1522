package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product after Goto and van de Geijn (2008): B is packed into panels two vectors wide that
 * stay in the first-level cache, A into blocks that stay in the second, and tiles of C are
 * accumulated in registers. Operands that are small and lie well are read in place.
 */
final class GemmF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int WIDTH = 2 * LANES;
  private static final int KC = 384;
  private static final int MC = 10 * TilesF32.MAX_ROWS;
  private static final int NC = 64 * WIDTH;

  /** Above this many elements B is packed even if its rows are contiguous. */
  private static final int UNPACKED_B = 1 << 17;

  /** From this many columns on, a block of A is used often enough to be worth packing. */
  private static final int PACKED_A_COLUMNS = 256;

  /** Packing space, one set a thread, grown to its largest use. */
  private static final class Scratch {
    final float[] tile = new float[TilesF32.MAX_ROWS * WIDTH];
    float[] a = {};
    float[] b = {};
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private GemmF32() {}

  static void gemm(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      float[] c,
      int co,
      int ldc) {
    Scratch s = SCRATCH.get();
    boolean packB = bcs != 1 || n < LANES || (long) k * n > UNPACKED_B;
    boolean packA = n >= PACKED_A_COLUMNS && m >= 4;
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
          s.b = ensure(s.b, kb * ((nc + WIDTH - 1) / WIDTH) * WIDTH);
          for (int q = 0; q < nc; q += WIDTH) {
            packB(b, bAt + q * bcs, brs, bcs, kb, Math.min(WIDTH, nc - q), s.b, q * kb);
          }
        } else if (packTail) {
          s.b = ensure(s.b, kb * WIDTH);
          packB(b, bAt + (nc - tail) * bcs, brs, bcs, kb, tail, s.b, 0);
        }
        for (int i = 0; i < m; i += MC) {
          int mc = Math.min(MC, m - i);
          int aAt = ao + i * ars + p * acs;
          if (packA) {
            s.a = ensure(s.a, MC * kb);
            packA(a, aAt, ars, acs, mc, kb, s.a);
          }
          for (int q = 0; q < nc; q += WIDTH) {
            int w = Math.min(WIDTH, nc - q);
            boolean packed = packB || (w < WIDTH && packTail);
            float[] panel = packed ? s.b : b;
            int at = packB ? q * kb : packed ? 0 : bAt + q;
            int second =
                packed || w == WIDTH ? LANES : w > LANES ? w - LANES : 0; // may overlap the first
            int step = packed ? WIDTH : brs;
            for (int r = 0; r < mc; ) {
              int rows = TilesF32.rows(mc - r);
              if (packA) {
                TilesF32.tile(rows, kb, s.a, r * kb, 1, rows, panel, at, at + second, step, s.tile);
              } else {
                TilesF32.tile(
                    rows, kb, a, aAt + r * ars, ars, acs, panel, at, at + second, step, s.tile);
              }
              int to = co + (i + r) * ldc + j + q;
              if (w >= LANES && (w == WIDTH || !packed)) {
                if (add) {
                  mergeAdd(s.tile, rows, alpha, c, to, second, ldc);
                } else {
                  mergeSet(s.tile, rows, alpha, c, to, second, ldc);
                }
              } else {
                mergeEdge(s.tile, rows, w, alpha, add, c, to, ldc);
              }
              r += rows;
            }
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

  private static float[] ensure(float[] x, int n) {
    return x.length >= n ? x : new float[n];
  }

  /** Copies k rows of w ≤ WIDTH columns next to each other, padded with zeros. */
  private static void packB(float[] b, int bo, int brs, int bcs, int k, int w, float[] to, int at) {
    if (bcs == 1 && w == WIDTH) {
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, bo + p * brs, to, at + p * WIDTH, WIDTH);
      }
    } else if (brs == 1) { // a transposed matrix: read along its rows
      int j = 0;
      for (;
          j + 3 < w;
          j += 4) { // four at a time: each line of the panel is visited a quarter as often
        int from = bo + j * bcs;
        int second = from + bcs;
        int third = second + bcs;
        int fourth = third + bcs;
        for (int p = 0; p < k; p++) {
          int q = at + p * WIDTH + j;
          to[q] = b[from + p];
          to[q + 1] = b[second + p];
          to[q + 2] = b[third + p];
          to[q + 3] = b[fourth + p];
        }
      }
      for (; j < w; j++) {
        int from = bo + j * bcs;
        for (int p = 0; p < k; p++) {
          to[at + p * WIDTH + j] = b[from + p];
        }
      }
      for (j = w; j < WIDTH; j++) {
        for (int p = 0; p < k; p++) {
          to[at + p * WIDTH + j] = 0;
        }
      }
    } else {
      for (int p = 0; p < k; p++) {
        for (int j = 0; j < w; j++) {
          to[at + p * WIDTH + j] = b[bo + p * brs + j * bcs];
        }
        for (int j = w; j < WIDTH; j++) {
          to[at + p * WIDTH + j] = 0;
        }
      }
    }
  }

  /** Copies A tile by tile, so that each tile's elements for one step lie next to each other. */
  private static void packA(float[] a, int ao, int ars, int acs, int m, int k, float[] to) {
    for (int r = 0; r < m; ) {
      int rows = TilesF32.rows(m - r);
      int at = r * k;
      if (acs == 1) {
        for (int i = 0; i < rows; i++) {
          int from = ao + (r + i) * ars;
          for (int p = 0; p < k; p++) {
            to[at + p * rows + i] = a[from + p];
          }
        }
      } else {
        for (int p = 0; p < k; p++) {
          int from = ao + r * ars + p * acs;
          for (int i = 0; i < rows; i++) {
            to[at + p * rows + i] = a[from + i * ars];
          }
        }
      }
      r += rows;
    }
  }

  private static void mergeSet(
      float[] t, int rows, float alpha, float[] c, int to, int second, int ldc) {
    for (int i = 0; i < rows; i++) {
      FloatVector x = FloatVector.fromArray(S, t, i * WIDTH).mul(alpha);
      FloatVector y = FloatVector.fromArray(S, t, i * WIDTH + LANES).mul(alpha);
      x.intoArray(c, to + i * ldc);
      y.intoArray(c, to + i * ldc + second);
    }
  }

  /** Both vectors of C are read before either is written: they may overlap. */
  private static void mergeAdd(
      float[] t, int rows, float alpha, float[] c, int to, int second, int ldc) {
    FloatVector f = FloatVector.broadcast(S, alpha);
    for (int i = 0; i < rows; i++) {
      FloatVector x =
          FloatVector.fromArray(S, t, i * WIDTH).fma(f, FloatVector.fromArray(S, c, to + i * ldc));
      FloatVector y =
          FloatVector.fromArray(S, t, i * WIDTH + LANES)
              .fma(f, FloatVector.fromArray(S, c, to + i * ldc + second));
      x.intoArray(c, to + i * ldc);
      y.intoArray(c, to + i * ldc + second);
    }
  }

  private static void mergeEdge(
      float[] t, int rows, int w, float alpha, boolean add, float[] c, int to, int ldc) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < w; j++) {
        float x = alpha * t[i * WIDTH + j];
        c[to + i * ldc + j] = add ? Math.fma(alpha, t[i * WIDTH + j], c[to + i * ldc + j]) : x;
      }
    }
  }
}
