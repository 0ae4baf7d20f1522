package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;

/** Checks of inputs that several operations share. */
final class Require {
  private Require() {}

  static void floating(String op, NdArray x) {
    if (!x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: needs float64 or float32, not %s. Cast first: x.cast(DType.FLOAT64)."
              .formatted(op, x.dtype()));
    }
  }

  static void sameType(String op, NdArray a, NdArray b) {
    floating(op, a);
    floating(op, b);
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          "%s: dtypes differ: left %s, right %s. Cast one side: x.cast(DType.%s)."
              .formatted(op, a.dtype(), b.dtype(), b.dtype().name()));
    }
  }

  static void sameShape(String op, NdArray a, NdArray b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          "%s: shapes differ: left %s, right %s. Broadcast one side: x.broadcastTo(shape)."
              .formatted(op, a.shape(), b.shape()));
    }
  }

  /** Returns the indices as a dense row-major array after checking their type and range. */
  static int[] indices(String op, NdArray idx, int limit, String what) {
    if (idx.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          "%s: indices must be int32, not %s. Cast first: x.cast(DType.INT32)."
              .formatted(op, idx.dtype()));
    }
    int[] r = idx.toInts();
    for (int i = 0; i < r.length; i++) {
      if (r[i] < 0 || r[i] >= limit) {
        throw new IndexOutOfBoundsException(
            "%s: index %s at place %s is outside %s, %s."
                .formatted(op, r[i], i, limit == 0 ? "the empty range" : "0…" + (limit - 1), what));
      }
    }
    return r;
  }
}
