package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Copy;

/**
 * A place for values: a Java array or a part of one; for an input of the program the array may be
 * replaced between runs.
 */
final class Buffer {
  final DType dtype;
  final int length;
  Object array;

  /** The first element. */
  final int start;

  Buffer(DType dtype, int length) {
    this(
        dtype,
        length,
        switch (dtype) {
          case FLOAT64 -> new double[length];
          case FLOAT32 -> new float[length];
          case INT32 -> new int[length];
        },
        0);
  }

  Buffer(DType dtype, int length, Object array, int start) {
    this.dtype = dtype;
    this.length = length;
    this.array = array;
    this.start = start;
  }

  /** Copies a value here, row-major. */
  void set(NdArray x) {
    Copy.toDense(x.shape().toArray(), x.strides()).run(x.storage(), x.offset(), array, start);
  }
}
