package dev.autodiff.kernel;

import java.util.Arrays;

/**
 * Walks the outer axes of an iteration space that up to three strided arrays share, leaving the
 * innermost axis to the kernel. Axes that lie behind each other in every array are merged first, so
 * that dense arrays are one long run.
 */
public final class Walk {
  /** Length of the innermost run, 1 for a scalar. */
  final int run;

  /** Number of runs. */
  final int runs;

  private final int[] dims;
  private final int[][] strides;
  private final int[] index;

  /** Current offset of each array, from where the walk began. */
  final int[] at;

  /** Plans a walk over {@code dims} with each array's strides. */
  public Walk(int[] dims, int[]... strides) {
    int rank = 0;
    int[] d = new int[dims.length];
    int[][] s = new int[strides.length][dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] == 1) {
        continue;
      }
      boolean merge = rank > 0;
      for (int k = 0; k < strides.length && merge; k++) {
        merge = s[k][rank - 1] == strides[k][axis] * dims[axis];
      }
      if (merge) {
        d[rank - 1] *= dims[axis];
      } else {
        d[rank++] = dims[axis];
      }
      for (int k = 0; k < strides.length; k++) {
        s[k][rank - 1] = strides[k][axis];
      }
    }
    int n = 1;
    for (int i = 0; i < rank - 1; i++) {
      n *= d[i];
    }
    this.run = rank == 0 ? 1 : d[rank - 1];
    this.runs = run == 0 ? 0 : n;
    this.dims = Arrays.copyOf(d, Math.max(0, rank - 1));
    this.strides = s;
    this.index = new int[this.dims.length];
    this.at = new int[strides.length];
    this.rank = rank;
  }

  private final int rank;

  /** Stride of array {@code k} within a run. */
  public int step(int k) {
    return rank == 0 ? 1 : strides[k][rank - 1];
  }

  /** Returns the length of the innermost run. */
  public int run() {
    return run;
  }

  /** Returns the number of runs. */
  public int runs() {
    return runs;
  }

  /** Returns the current offset of array {@code k}, from where the walk began. */
  public int at(int k) {
    return at[k];
  }

  private Walk(Walk w) {
    this.run = w.run;
    this.runs = w.runs;
    this.dims = w.dims;
    this.strides = w.strides;
    this.rank = w.rank;
    this.index = new int[w.index.length];
    this.at = new int[w.at.length];
  }

  /** Returns a walk over the same space with a place of its own. */
  public Walk copy() {
    return new Walk(this);
  }

  /** Goes to the given run. */
  public void seek(int target) {
    reset();
    int rest = target;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = rest % dims[axis];
      rest /= dims[axis];
      for (int k = 0; k < at.length; k++) {
        at[k] += index[axis] * strides[k][axis];
      }
    }
  }

  /** Goes back to the first run. */
  public void reset() {
    Arrays.fill(index, 0);
    Arrays.fill(at, 0);
  }

  /** Moves {@link #at} to the next run. */
  public void next() {
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      boolean more = ++index[axis] < dims[axis];
      for (int k = 0; k < at.length; k++) {
        at[k] += more ? strides[k][axis] : -(dims[axis] - 1) * strides[k][axis];
      }
      if (more) {
        return;
      }
      index[axis] = 0;
    }
  }
}
