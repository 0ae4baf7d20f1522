package dev.autodiff.kernel;

import java.util.Arrays;

/** Copies strided arrays to dense row-major ones, converting between element types. */
public final class Copy {
  private Copy() {}

  /** Copies {@code x} (dims, strides) to the dense array {@code y}, from place 0. */
  public static void copy(Object x, int offset, int[] dims, int[] strides, Object y) {
    Walk w = new Walk(dims, new int[] {offset}, strides);
    int step = w.step(0);
    int to = 0;
    for (int r = 0; r < w.runs; r++, w.next(), to += w.run) {
      run(x, w.at[0], step, y, to, w.run);
    }
  }

  /** Copies dense {@code x} into the places of {@code y} that its offset and strides name. */
  public static void scatter(Object x, Object y, int offset, int[] dims, int[] strides) {
    Walk w = new Walk(dims, new int[] {offset}, strides);
    int step = w.step(0);
    int from = 0;
    for (int r = 0; r < w.runs; r++, w.next(), from += w.run) {
      if (step == 1) {
        System.arraycopy(x, from, y, w.at[0], w.run);
      } else if (x instanceof double[] a) {
        double[] b = (double[]) y;
        for (int i = 0; i < w.run; i++) {
          b[w.at[0] + i * step] = a[from + i];
        }
      } else {
        float[] a = (float[]) x;
        float[] b = (float[]) y;
        for (int i = 0; i < w.run; i++) {
          b[w.at[0] + i * step] = a[from + i];
        }
      }
    }
  }

  private static void run(Object x, int from, int step, Object y, int to, int n) {
    if (step == 1 && x.getClass() == y.getClass()) {
      System.arraycopy(x, from, y, to, n);
    } else if (x instanceof double[] a) {
      run(a, from, step, y, to, n);
    } else if (x instanceof float[] a) {
      run(a, from, step, y, to, n);
    } else {
      run((int[]) x, from, step, y, to, n);
    }
  }

  private static void run(double[] a, int from, int step, Object y, int to, int n) {
    if (y instanceof double[] b) {
      if (step == 0) {
        Arrays.fill(b, to, to + n, a[from]);
        return;
      }
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    } else if (y instanceof float[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i] = (float) a[from + i * step];
      }
    } else {
      int[] b = (int[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i] = (int) a[from + i * step];
      }
    }
  }

  private static void run(float[] a, int from, int step, Object y, int to, int n) {
    if (y instanceof float[] b) {
      if (step == 0) {
        Arrays.fill(b, to, to + n, a[from]);
        return;
      }
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    } else if (y instanceof double[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    } else {
      int[] b = (int[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i] = (int) a[from + i * step];
      }
    }
  }

  private static void run(int[] a, int from, int step, Object y, int to, int n) {
    if (y instanceof int[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    } else if (y instanceof double[] b) {
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    } else {
      float[] b = (float[]) y;
      for (int i = 0; i < n; i++) {
        b[to + i] = a[from + i * step];
      }
    }
  }
}
