package dev.autodiff.nn.data;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Numbers stored as rows: whatever lies under one index of the first axis. Immutable. */
abstract class Rows {
  final DType dtype;
  final Shape shape;
  final int width; // elements in one row

  Rows(DType dtype, Shape shape) {
    this.dtype = dtype;
    this.shape = shape;
    int elements = 1;
    for (int axis = 1; axis < shape.rank(); axis++) {
      elements *= shape.dim(axis);
    }
    this.width = elements;
  }

  /** Returns the rows of an array, which is copied if it is not dense. */
  static Rows of(NdArray x) {
    return new OfArray(x.dense());
  }

  /** Returns rows of numbers k/255 for unsigned bytes k, which take a quarter of the memory. */
  static Rows ofPixels(byte[] pixels, Shape shape, DType dtype) {
    return new OfPixels(pixels, 0, shape, dtype);
  }

  static void requireSameCount(String op, Shape inputs, Shape labels) {
    if (inputs.rank() == 0 || labels.rank() == 0) {
      throw new IllegalArgumentException(
          op
              + ": inputs "
              + inputs
              + " and labels "
              + labels
              + " need a first axis, which counts the examples. Use expandDims or reshape for a"
              + " single example.");
    }
    int n = inputs.dim(0);
    int m = labels.dim(0);
    if (n != m) {
      throw new IllegalArgumentException(
          op
              + ": inputs "
              + inputs
              + " and labels "
              + labels
              + " do not pair: "
              + n
              + " ≠ "
              + m
              + " examples. Give every input one label.");
    }
  }

  /** Requires an array of this type with room for so many rows. */
  final void requireRoom(String what, int rows, Object target) {
    long needed = (long) rows * width;
    Class<?> type = storageType();
    if (!target.getClass().equals(type) || Array.getLength(target) < needed) {
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
              + type.getSimpleName()
              + " of that length or more.");
    }
  }

  /** Returns rows {@code from} to {@code to − 1}: a view. */
  abstract Rows slice(int from, int to);

  /** Returns the same rows as numbers of another type. */
  abstract Rows cast(DType to);

  /** Returns all rows: the array itself, if there is one, else a copy. */
  abstract NdArray array();

  /** Copies so many rows, from row {@code from} on, to row {@code to} of {@code target} on. */
  abstract void copyTo(Object target, int to, int from, int rows);

  /** Returns a copy of rows {@code index[from]} to {@code index[to − 1]}. */
  final NdArray gather(int[] index, int from, int to) {
    NdArray r = NdArray.zeros(dtype, shape.with(0, to - from));
    copy(index, from, to, r.storage());
    return r;
  }

  /**
   * Copies rows {@code index[from]} to {@code index[to − 1]}, or rows {@code from} to {@code to −
   * 1} without an index, to the beginning of {@code target}.
   */
  final void copy(int @Nullable [] index, int from, int to, Object target) {
    if (index == null) {
      copyTo(target, 0, from, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      copyTo(target, i - from, index[i], 1);
    }
  }

  private Class<?> storageType() {
    return switch (dtype) {
      case FLOAT64 -> double[].class;
      case FLOAT32 -> float[].class;
      case INT32 -> int[].class;
    };
  }

  private static final class OfArray extends Rows {
    private final NdArray x;

    OfArray(NdArray x) {
      super(x.dtype(), x.shape());
      this.x = x;
    }

    @Override
    Rows slice(int from, int to) {
      return new OfArray(x.slice(0, from, to));
    }

    @Override
    Rows cast(DType to) {
      return new OfArray(x.cast(to));
    }

    @Override
    NdArray array() {
      return x;
    }

    @Override
    void copyTo(Object target, int to, int from, int rows) {
      System.arraycopy(x.storage(), x.offset() + from * width, target, to * width, rows * width);
    }
  }

  private static final class OfPixels extends Rows {
    private static final float[] FLOATS = new float[256];
    private static final double[] DOUBLES = new double[256];

    static {
      for (int k = 0; k < 256; k++) {
        FLOATS[k] = k / 255f;
        DOUBLES[k] = k / 255.0;
      }
    }

    private final byte[] pixels;
    private final int offset;

    OfPixels(byte[] pixels, int offset, Shape shape, DType dtype) {
      super(dtype, shape);
      this.pixels = pixels;
      this.offset = offset;
    }

    @Override
    Rows slice(int from, int to) {
      return new OfPixels(pixels, offset + from * width, shape.with(0, to - from), dtype);
    }

    @Override
    Rows cast(DType to) {
      return new OfPixels(pixels, offset, shape, to);
    }

    @Override
    NdArray array() {
      NdArray r = NdArray.zeros(dtype, shape);
      copyTo(r.storage(), 0, 0, shape.dim(0));
      return r;
    }

    @Override
    void copyTo(Object target, int to, int from, int rows) {
      int first = offset + from * width;
      int at = to * width;
      int n = rows * width;
      if (target instanceof float[] r) {
        for (int i = 0; i < n; i++) {
          r[at + i] = FLOATS[pixels[first + i] & 0xff];
        }
      } else {
        double[] r = (double[]) target;
        for (int i = 0; i < n; i++) {
          r[at + i] = DOUBLES[pixels[first + i] & 0xff];
        }
      }
    }
  }
}
