package dev.autodiff.kernel;

import java.util.Arrays;

/**
 * The unfolding of images for convolution (Chellapilla, Puri and Simard 2006), and its adjoint:
 * images [channels, height, width] against a matrix with a row for each channel and element of the
 * window and a column for each place of the window. Only a block of columns is ever made.
 */
final class Unfold {
  private final Window y;
  private final Window x;
  private final boolean adjoint;

  /**
   * Plans u = unfold(image) or, as the adjoint, image += fold(u), which may overwrite elements of u
   * that look at padding.
   */
  Unfold(Window y, Window x, boolean adjoint) {
    this.y = y;
    this.x = x;
    this.adjoint = adjoint;
  }

  /** Runs for the columns {@code from} to {@code to} − 1, which are the rows of u, dense. */
  void run(Kernels kernels, Object image, int at, int channels, int from, int to, Object u) {
    boolean shifted = y.stride() == 1 && x.stride() == 1 && x.places() == x.length();
    int row = 0;
    for (int c = 0; c < channels; c++) {
      for (int ky = 0; ky < y.size(); ky++) {
        for (int kx = 0; kx < x.size(); kx++, row += to - from) {
          if (shifted) {
            shift(kernels, image, at, y.start(ky), x.start(kx), from, to, u, row);
          } else {
            lines(kernels, image, at, y.start(ky), x.start(kx), from, to, u, row);
          }
        }
      }
      at += y.length() * x.length();
    }
  }

  /**
   * The row of u for a window that moves by 1 and gives as many columns as the image has: the image
   * itself, displaced, but for what looks beyond its left or right edge.
   */
  private void shift(
      Kernels kernels, Object image, int at, int dy, int dx, int from, int to, Object u, int row) {
    int w = x.length();
    int low = Math.max(from, Math.min(to, -dy * w)); // first place that looks at the image's lines
    int high = Math.max(low, Math.min(to, (y.length() - dy) * w));
    int by = dy * w + dx;
    int first = Math.max(low, Math.min(high, -by)); // the same, at its elements
    int last = Math.max(first, Math.min(high, y.length() * w - by));
    if (!adjoint) {
      zero(u, row, row + first - from);
      copy(image, at + first + by, 1, u, row + first - from, last - first);
      zero(u, row + last - from, row + to - from);
    }
    int left = dx < 0 ? 0 : Math.max(0, w - dx);
    int right = dx < 0 ? Math.min(w, -dx) : w;
    for (int line = low - low % w; line < high && left < right; line += w) {
      zero(u, row + Math.max(low, line + left) - from, row + Math.min(high, line + right) - from);
    }
    if (adjoint && first < last) {
      kernels.accumulate(u, row + first - from, image, at + first + by, last - first);
    }
  }

  /** The row of u line by line of places. */
  private void lines(
      Kernels kernels, Object image, int at, int dy, int dx, int from, int to, Object u, int row) {
    int places = x.places();
    int step = x.stride();
    int out = row;
    for (int p = from; p < to; ) {
      int left = p % places;
      int n = Math.min(places - left, to - p);
      int line = p / places * y.stride() + dy;
      int start = left * step + dx; // what the first of n places looks at
      boolean inside = line >= 0 && line < y.length();
      int first = inside ? Math.min(n, start < 0 ? (step - 1 - start) / step : 0) : n;
      int last = Math.max(first, Math.min(n, Math.floorDiv(x.length() - 1 - start, step) + 1));
      int source = at + line * x.length() + start + first * step;
      if (adjoint) {
        add(kernels, u, out + first, image, source, step, last - first);
      } else {
        zero(u, out, out + first);
        copy(image, source, step, u, out + first, last - first);
        zero(u, out + last, out + n);
      }
      out += n;
      p += n;
    }
  }

  private static void copy(Object image, int at, int step, Object u, int to, int n) {
    if (step == 1) {
      System.arraycopy(image, n == 0 ? 0 : at, u, to, n);
    } else if (image instanceof double[] x) {
      double[] y = (double[]) u;
      for (int i = 0; i < n; i++) {
        y[to + i] = x[at + i * step];
      }
    } else {
      float[] x = (float[]) image;
      float[] y = (float[]) u;
      for (int i = 0; i < n; i++) {
        y[to + i] = x[at + i * step];
      }
    }
  }

  private static void add(
      Kernels kernels, Object u, int from, Object image, int at, int step, int n) {
    if (step == 1) {
      kernels.accumulate(u, from, image, at, n);
    } else if (image instanceof double[] x) {
      double[] y = (double[]) u;
      for (int i = 0; i < n; i++) {
        x[at + i * step] += y[from + i];
      }
    } else {
      float[] x = (float[]) image;
      float[] y = (float[]) u;
      for (int i = 0; i < n; i++) {
        x[at + i * step] += y[from + i];
      }
    }
  }

  /** Puts 0 from {@code from} up to, not including, {@code to}. */
  static void zero(Object u, int from, int to) {
    if (from >= to) {
      return;
    }
    if (u instanceof double[] d) {
      Arrays.fill(d, from, to, 0);
    } else {
      Arrays.fill((float[]) u, from, to, 0);
    }
  }
}
