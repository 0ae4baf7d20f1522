package dev.autodiff.kernel;

import java.util.Arrays;

/**
 * Copies one strided array to another of the same dims, converting between element types if the
 * target is dense. A plan can be run any number of times and allocates nothing then.
 */
public final class Copy {
  private final Walk walk;

  /** Plans a copy from one set of strides to another. */
  public Copy(int[] dims, int[] from, int[] to) {
    this.walk = new Walk(dims, from, to);
  }

  /** Plans a copy to a dense row-major array. */
  public static Copy toDense(int[] dims, int[] from) {
    int[] to = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      to[i] = step;
      step *= Math.max(1, dims[i]);
    }
    return new Copy(dims, from, to);
  }

  /** Copies from place {@code xo} of {@code x} on to place {@code yo} of {@code y} on. */
  public void run(Object x, int xo, Object y, int yo) {
    Walk w = walk;
    w.reset();
    int from = w.step(0);
    int to = w.step(1);
    for (int r = 0; r < w.runs; r++, w.next()) {
      if (from == 1 && to == 1 && x.getClass() == y.getClass()) {
        System.arraycopy(x, xo + w.at[0], y, yo + w.at[1], w.run);
      } else if (x instanceof double[] a) {
        run(a, xo + w.at[0], from, y, yo + w.at[1], to, w.run);
      } else if (x instanceof float[] a) {
        run(a, xo + w.at[0], from, y, yo + w.at[1], to, w.run);
      } else {
        run((int[]) x, xo + w.at[0], from, y, yo + w.at[1], to, w.run);
      }
    }
  }

  private static void run(double[] a, int from, int step, Object y, int to, int stride, int n) {
    if (y instanceof double[] b) {
      if (step == 0 && stride == 1) {
        Arrays.fill(b, to, to + n, a[from]);
        return;
      }
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    } else if (y instanceof float[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = (float) a[from + i * step];
      }
    } else {
      int[] b = (int[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = (int) a[from + i * step];
      }
    }
  }

  private static void run(float[] a, int from, int step, Object y, int to, int stride, int n) {
    if (y instanceof float[] b) {
      if (step == 0 && stride == 1) {
        Arrays.fill(b, to, to + n, a[from]);
        return;
      }
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    } else if (y instanceof double[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    } else {
      int[] b = (int[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = (int) a[from + i * step];
      }
    }
  }

  private static void run(int[] a, int from, int step, Object y, int to, int stride, int n) {
    if (y instanceof int[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    } else if (y instanceof double[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    } else {
      float[] b = (float[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i * stride] = a[from + i * step];
      }
    }
  }
}
