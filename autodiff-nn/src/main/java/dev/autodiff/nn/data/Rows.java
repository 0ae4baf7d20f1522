package dev.autodiff.nn.data;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;

/** Whole rows of dense arrays: whatever lies under one index of the first axis. */
final class Rows {
  private Rows() {}

  static void requireSameCount(String op, NdArray inputs, NdArray labels) {
    if (inputs.rank() == 0 || labels.rank() == 0) {
      throw new IllegalArgumentException(
          op
              + ": inputs "
              + inputs.shape()
              + " and labels "
              + labels.shape()
              + " need a first axis, which counts the examples. Use expandDims or reshape for a"
              + " single example.");
    }
    int n = inputs.shape().dim(0);
    int m = labels.shape().dim(0);
    if (n != m) {
      throw new IllegalArgumentException(
          op
              + ": inputs "
              + inputs.shape()
              + " and labels "
              + labels.shape()
              + " do not pair: "
              + n
              + " ≠ "
              + m
              + " examples. Give every input one label.");
    }
  }

  /** Returns a copy of rows {@code index[from]} to {@code index[to − 1]} of a dense array. */
  static NdArray gather(NdArray x, int[] index, int from, int to) {
    Shape shape = x.shape().with(0, to - from);
    int width = width(shape);
    Object source = x.storage();
    Object r = storage(x.dtype(), shape.size());
    for (int i = from; i < to; i++) {
      System.arraycopy(source, x.offset() + index[i] * width, r, (i - from) * width, width);
    }
    return NdArray.wrap(r, shape);
  }

  /** Returns the number of elements in one row. */
  private static int width(Shape shape) {
    int width = 1;
    for (int axis = 1; axis < shape.rank(); axis++) {
      width *= shape.dim(axis);
    }
    return width;
  }

  private static Object storage(DType dtype, int size) {
    return switch (dtype) {
      case FLOAT64 -> new double[size];
      case FLOAT32 -> new float[size];
      case INT32 -> new int[size];
    };
  }
}
