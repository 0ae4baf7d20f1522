package dev.autodiff.nn.data;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

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

  /** Requires an array of the type of {@code x} with room for {@code rows} of its rows. */
  static void requireRoom(String what, NdArray x, int rows, Object target) {
    long needed = (long) rows * width(x.shape());
    if (!target.getClass().equals(x.storage().getClass()) || Array.getLength(target) < needed) {
      throw new IllegalArgumentException(
          "copyTo: "
              + rows
              + " examples have "
              + what
              + " of "
              + needed
              + " elements, which do not fit "
              + target.getClass().getSimpleName()
              + (target.getClass().isArray() ? " of " + Array.getLength(target) : "")
              + ". Needs "
              + x.storage().getClass().getSimpleName()
              + " of that length or more.");
    }
  }

  /** Returns a copy of rows {@code index[from]} to {@code index[to − 1]} of a dense array. */
  static NdArray gather(NdArray x, int[] index, int from, int to) {
    Shape shape = x.shape().with(0, to - from);
    Object r = storage(x.dtype(), shape.size());
    copy(x, index, from, to, r);
    return NdArray.wrap(r, shape);
  }

  /**
   * Copies rows {@code index[from]} to {@code index[to − 1]} of a dense array, or rows {@code from}
   * to {@code to − 1} without an index, to the beginning of {@code target}.
   */
  static void copy(NdArray x, int @Nullable [] index, int from, int to, Object target) {
    int width = width(x.shape());
    Object source = x.storage();
    if (index == null) {
      System.arraycopy(source, x.offset() + from * width, target, 0, (to - from) * width);
      return;
    }
    for (int i = from; i < to; i++) {
      System.arraycopy(source, x.offset() + index[i] * width, target, (i - from) * width, width);
    }
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
