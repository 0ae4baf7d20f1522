package dev.autodiff.kernel;

/** Elementwise functions over strided arrays; the result is dense. */
public final class Elementwise {
  private static final int TILE = 512;

  private Elementwise() {}

  /** y = k(x) for dense {@code x} of {@code n} elements. */
  public static void unary(UnaryKernel k, Object x, int xo, Object y, int n) {
    if (n == 1) { // most operations of scalar graphs: not worth a loop
      if (x instanceof double[] d) {
        ((double[]) y)[0] = ScalarMath.unary(k, d[xo]);
      } else {
        ((float[]) y)[0] = ScalarMath.unary(k, ((float[]) x)[xo]);
      }
      return;
    }
    if (x instanceof double[] a) {
      Kernels.active().unary(k, a, xo, (double[]) y, 0, n);
    } else {
      Kernels.active().unary(k, (float[]) x, xo, (float[]) y, 0, n);
    }
  }

  /** y = k(a, b) for dense {@code a} and {@code b} of {@code n} elements. */
  public static void binary(BinaryKernel k, Object a, int ao, Object b, int bo, Object y, int n) {
    if (n == 1) {
      if (a instanceof double[] d) {
        ((double[]) y)[0] = ScalarMath.binary(k, d[ao], ((double[]) b)[bo]);
      } else {
        ((float[]) y)[0] = ScalarMath.binary(k, ((float[]) a)[ao], ((float[]) b)[bo]);
      }
      return;
    }
    run(k, a, ao, b, bo, y, 0, n);
  }

  /** y[to…] = k(y[to…], x[from…]). */
  static void accumulate(BinaryKernel k, Object x, int from, Object y, int to, int n) {
    run(k, y, to, x, from, y, to, n);
  }

  private static void run(
      BinaryKernel k, Object a, int ao, Object b, int bo, Object y, int yo, int n) {
    if (a instanceof double[] p) {
      Kernels.active().binary(k, p, ao, (double[]) b, bo, (double[]) y, yo, n);
    } else {
      Kernels.active().binary(k, (float[]) a, ao, (float[]) b, bo, (float[]) y, yo, n);
    }
  }

  /** y = k(a, b) over strided operands of the same dims; strides of 0 repeat a value. */
  public static void binary(
      BinaryKernel k,
      int[] dims,
      Object a,
      int ao,
      int[] as,
      Object b,
      int bo,
      int[] bs,
      Object y) {
    Walk w = new Walk(dims, as, bs);
    Tile ta = new Tile(a, w.step(0), w.run);
    Tile tb = new Tile(b, w.step(1), w.run);
    int to = 0;
    for (int r = 0; r < w.runs; r++, w.next(), to += w.run) {
      for (int i = 0; i < w.run; i += TILE) {
        int n = Math.min(TILE, w.run - i);
        int pa = ta.load(ao + w.at[0], i, n);
        int pb = tb.load(bo + w.at[1], i, n);
        run(k, ta.array, pa, tb.array, pb, y, to + i, n);
      }
    }
  }

  /**
   * y = c ≠ 0 ? a : b over strided operands of the same dims. The value not chosen is never used in
   * arithmetic.
   */
  public static void where(
      int[] dims,
      Object c,
      int co,
      int[] cs,
      Object a,
      int ao,
      int[] as,
      Object b,
      int bo,
      int[] bs,
      Object y) {
    Walk w = new Walk(dims, cs, as, bs);
    int sc = w.step(0);
    int sa = w.step(1);
    int sb = w.step(2);
    int to = 0;
    for (int r = 0; r < w.runs; r++, w.next(), to += w.run) {
      int pc = co + w.at[0];
      int pa = ao + w.at[1];
      int pb = bo + w.at[2];
      if (a instanceof double[] p) {
        double[] q = (double[]) b;
        double[] m = (double[]) c;
        double[] z = (double[]) y;
        for (int i = 0; i < w.run; i++) {
          z[to + i] = m[pc + i * sc] != 0 ? p[pa + i * sa] : q[pb + i * sb];
        }
      } else {
        float[] p = (float[]) a;
        float[] q = (float[]) b;
        float[] m = (float[]) c;
        float[] z = (float[]) y;
        for (int i = 0; i < w.run; i++) {
          z[to + i] = m[pc + i * sc] != 0 ? p[pa + i * sa] : q[pb + i * sb];
        }
      }
    }
  }

  /**
   * Gives a strided operand to dense loops: itself where its stride is 1, else a small copy of the
   * part in use.
   */
  private static final class Tile {
    final Object array;
    private final Object source;
    private final int step;
    private int filledFrom = -1;

    Tile(Object source, int step, int run) {
      this.source = source;
      this.step = step;
      int n = Math.min(TILE, run);
      this.array = step == 1 ? source : source instanceof double[] ? new double[n] : new float[n];
    }

    int load(int at, int i, int n) {
      if (step == 1) {
        return at + i;
      }
      if (step == 0 && filledFrom == at) {
        return 0; // the same value fills the whole tile
      }
      int from = at + i * step;
      int fill = step == 0 ? java.lang.reflect.Array.getLength(array) : n;
      if (source instanceof double[] s) {
        double[] t = (double[]) array;
        for (int j = 0; j < fill; j++) {
          t[j] = s[from + j * step];
        }
      } else {
        float[] s = (float[]) source;
        float[] t = (float[]) array;
        for (int j = 0; j < fill; j++) {
          t[j] = s[from + j * step];
        }
      }
      filledFrom = at;
      return 0;
    }
  }
}
