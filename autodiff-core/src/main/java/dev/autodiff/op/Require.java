package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;

/** Checks of inputs that several operations share. */
final class Require {
  private Require() {}

  static void floating(String op, NdArray x) {
    if (!x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          op
              + ": needs float64 or float32, not "
              + x.dtype()
              + ". Cast first: x.cast(DType.FLOAT64).");
    }
  }

  static void sameType(String op, NdArray a, NdArray b) {
    floating(op, a);
    floating(op, b);
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          op
              + ": dtypes differ: left "
              + a.dtype()
              + ", right "
              + b.dtype()
              + ". Cast one side: x.cast(DType."
              + b.dtype().name()
              + ").");
    }
  }

  static void sameShape(String op, NdArray a, NdArray b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          op
              + ": shapes differ: left "
              + a.shape()
              + ", right "
              + b.shape()
              + ". Broadcast one side: x.broadcastTo(shape).");
    }
  }

  /** Returns the indices as a dense row-major array after checking their type and range. */
  static int[] indices(String op, NdArray idx, int limit, String what) {
    if (idx.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          op
              + ": indices must be int32, not "
              + idx.dtype()
              + ". Cast first: x.cast(DType.INT32).");
    }
    int[] r = idx.toInts();
    for (int i = 0; i < r.length; i++) {
      if (r[i] < 0 || r[i] >= limit) {
        throw new IndexOutOfBoundsException(
            op
                + ": index "
                + r[i]
                + " at place "
                + i
                + " is outside 0…"
                + (limit - 1)
                + ", "
                + what
                + ".");
      }
    }
    return r;
  }
}
