package dev.autodiff.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reduction of a strided array over its trailing axes into a dense one. Where the elements to
 * reduce lie next to each other, each result is one run; where the kept ones do, rows are combined
 * with each other; otherwise the array is first copied into the first form. A plan can be run any
 * number of times; it allocates at most once, for that copy.
 */
public final class Reduce {
  /** Rows that are added one after the other before sums are added pairwise. */
  private static final int BLOCK = 128;

  private final ReduceKernel kernel;
  private final int outputs;
  private final int count;
  private final @Nullable Walk outer; // rows: over the kept axes but the innermost
  private final @Nullable Walk inner; // rows: over the reduced axes
  private final int row;
  private final @Nullable Copy copy; // to the dense form, where it is not
  private @Nullable Object dense;
  private Object[] levels = {}; // sums of 1, 2, 4, … blocks of rows

  /** Plans the reduction of all axes from {@code kept} on. */
  public Reduce(ReduceKernel kernel, int[] dims, int[] strides, int kept) {
    this.kernel = kernel;
    this.outputs = product(dims, 0, kept);
    this.count = product(dims, kept, dims.length);
    boolean rows =
        kept > 0 && outputs > 1 && count > 0 && strides[kept - 1] == 1 && dims[kept - 1] >= 4;
    this.row = rows ? dims[kept - 1] : 0;
    this.outer =
        rows ? new Walk(Arrays.copyOf(dims, kept - 1), Arrays.copyOf(strides, kept - 1)) : null;
    this.inner =
        rows
            ? new Walk(
                Arrays.copyOfRange(dims, kept, dims.length),
                Arrays.copyOfRange(strides, kept, dims.length))
            : null;
    this.copy = rows || isDense(dims, strides) ? null : Copy.toDense(dims, strides);
  }

  private static int product(int[] dims, int from, int to) {
    int n = 1;
    for (int i = from; i < to; i++) {
      n *= dims[i];
    }
    return n;
  }

  /** Reduces {@code x} from place {@code xo} on into {@code y} from place {@code yo} on. */
  public void run(Object x, int xo, Object y, int yo) {
    if (outputs == 0) {
      return;
    }
    if (outer != null && inner != null) {
      rows(outer, inner, x, xo, y, yo);
      return;
    }
    Object from = x;
    int at = xo;
    if (copy != null) {
      if (dense == null) {
        dense = x instanceof double[] ? new double[outputs * count] : new float[outputs * count];
      }
      copy.run(x, xo, dense, 0);
      from = dense;
      at = 0;
    }
    Kernels kernels = Kernels.active();
    for (int i = 0; i < outputs; i++) {
      if (from instanceof double[] d) {
        ((double[]) y)[yo + i] = kernels.reduce(kernel, d, at + i * count, count);
      } else {
        ((float[]) y)[yo + i] = kernels.reduce(kernel, (float[]) from, at + i * count, count);
      }
    }
  }

  private void rows(Walk out, Walk in, Object x, int xo, Object y, int yo) {
    BinaryKernel pair =
        switch (kernel) {
          case SUM -> BinaryKernel.ADD;
          case MAX -> BinaryKernel.MAXIMUM;
          case MIN -> BinaryKernel.MINIMUM;
        };
    int to = yo;
    out.reset();
    for (int r = 0; r < out.runs; r++, out.next()) {
      for (int i = 0; i < out.run; i++, to += row) {
        int base = xo + out.at[0] + i * out.step(0);
        int done = 0;
        in.reset();
        for (int q = 0; q < in.runs; q++, in.next()) {
          for (int j = 0; j < in.run; j++, done++) {
            int from = base + in.at[0] + j * in.step(0);
            if (done % BLOCK == 0) {
              if (done > 0) {
                carry(pair, done / BLOCK, y, to);
              }
              System.arraycopy(x, from, y, to, row);
            } else {
              Elementwise.accumulate(pair, x, from, y, to, row);
            }
          }
        }
        for (int level = 0, blocks = (done - 1) / BLOCK; blocks >> level != 0; level++) {
          if ((blocks >> level & 1) == 1) {
            Elementwise.accumulate(pair, levels[level], 0, y, to, row);
          }
        }
      }
    }
  }

  /**
   * Puts away the sum of block number {@code n}, counted from 1, as a binary counter does: two sums
   * of as many blocks make one of twice as many. So the rounding error grows with the logarithm of
   * the number of rows.
   */
  private void carry(BinaryKernel pair, int n, Object sum, int from) {
    int level = Integer.numberOfTrailingZeros(n);
    for (int k = 0; k < level; k++) {
      Elementwise.accumulate(pair, levels[k], 0, sum, from, row);
    }
    if (levels.length <= level) {
      levels = Arrays.copyOf(levels, level + 1);
    }
    if (levels[level] == null) {
      levels[level] = sum instanceof double[] ? new double[row] : new float[row];
    }
    System.arraycopy(sum, from, levels[level], 0, row);
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
