package dev.autodiff.compile;

import dev.autodiff.array.DType;

/**
 * A place for values: a Java array, which for an input of the program may be replaced between runs.
 */
final class Buffer {
  final DType dtype;
  final int length;
  Object array;

  Buffer(DType dtype, int length) {
    this(
        dtype,
        length,
        switch (dtype) {
          case FLOAT64 -> new double[length];
          case FLOAT32 -> new float[length];
          case INT32 -> new int[length];
        });
  }

  Buffer(DType dtype, int length, Object array) {
    this.dtype = dtype;
    this.length = length;
    this.array = array;
  }
}
