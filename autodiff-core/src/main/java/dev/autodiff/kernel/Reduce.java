package dev.autodiff.kernel;

import java.util.Arrays;

/** Reductions of a strided array over some of its axes. */
public final class Reduce {
  private Reduce() {}

  /**
   * Reduces {@code x} over its trailing {@code dims.length − kept} axes into dense {@code y}.
   *
   * <p>Where the elements to reduce lie next to each other, each result is one run; where the kept
   * ones do, rows are added to each other; otherwise the array is first copied into the first form.
   */
  public static void reduce(
      ReduceKernel k, Object x, int offset, int[] dims, int[] strides, int kept, Object y) {
    int outputs = 1;
    for (int i = 0; i < kept; i++) {
      outputs *= dims[i];
    }
    int n = 1;
    for (int i = kept; i < dims.length; i++) {
      n *= dims[i];
    }
    if (outputs == 0) {
      return;
    }
    if (n > 0 && outputs > 1 && kept > 0 && strides[kept - 1] == 1 && dims[kept - 1] >= 4) {
      rows(k, x, offset, dims, strides, kept, y);
      return;
    }
    Object dense = x;
    int from = offset;
    if (!isDense(dims, strides)) {
      dense = x instanceof double[] ? new double[outputs * n] : new float[outputs * n];
      Copy.copy(x, offset, dims, strides, dense);
      from = 0;
    }
    for (int i = 0; i < outputs; i++) {
      if (dense instanceof double[] d) {
        ((double[]) y)[i] = Kernels.active().reduce(k, d, from + i * n, n);
      } else {
        ((float[]) y)[i] = Kernels.active().reduce(k, (float[]) dense, from + i * n, n);
      }
    }
  }

  /** Combines whole rows: the innermost kept axis is contiguous. */
  private static void rows(
      ReduceKernel k, Object x, int offset, int[] dims, int[] strides, int kept, Object y) {
    int row = dims[kept - 1];
    Walk outer =
        new Walk(
            Arrays.copyOf(dims, kept - 1), new int[] {offset}, Arrays.copyOf(strides, kept - 1));
    int to = 0;
    for (int r = 0; r < outer.runs; r++, outer.next()) {
      for (int i = 0; i < outer.run; i++, to += row) {
        Walk inner =
            new Walk(
                Arrays.copyOfRange(dims, kept, dims.length),
                new int[] {outer.at[0] + i * outer.step(0)},
                Arrays.copyOfRange(strides, kept, dims.length));
        boolean first = true;
        for (int q = 0; q < inner.runs; q++, inner.next()) {
          for (int j = 0; j < inner.run; j++, first = false) {
            int from = inner.at[0] + j * inner.step(0);
            if (first) {
              System.arraycopy(x, from, y, to, row);
            } else {
              Elementwise.accumulate(pairing(k), x, from, y, to, row);
            }
          }
        }
      }
    }
  }

  private static BinaryKernel pairing(ReduceKernel k) {
    return switch (k) {
      case SUM -> BinaryKernel.ADD;
      case MAX -> BinaryKernel.MAXIMUM;
      case MIN -> BinaryKernel.MINIMUM;
    };
  }

  private static boolean isDense(int[] dims, int[] strides) {
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      if (dims[i] != 1 && strides[i] != step) {
        return false;
      }
      step *= dims[i];
    }
    return true;
  }
}
