package dev.autodiff.array;

import dev.autodiff.kernel.Copy;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable n-dimensional array of {@code float64}, {@code float32} or {@code int32}: a value
 * with no history.
 *
 * <p>An array is a view (offset, shape, strides) of a Java array, so transposing, slicing,
 * broadcasting and most reshaping copy nothing. Factories copy what they are given, except {@link
 * #wrap}. Arrays are compared by {@link #equals} exactly and by {@link #difference} within a
 * tolerance.
 */
public final class NdArray {
  private final DType dtype;
  private final Object storage;
  private final int offset;
  private final Shape shape;
  private final int @Nullable [] strides; // null: dense row-major

  private NdArray(DType dtype, Object storage, int offset, Shape shape, int @Nullable [] strides) {
    this.dtype = dtype;
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  // --- creation

  /** Returns a float64 scalar. */
  public static NdArray scalar(double value) {
    return new NdArray(DType.FLOAT64, new double[] {value}, 0, Shape.SCALAR, null);
  }

  /** Returns a scalar of the given type; the value is rounded to it. */
  public static NdArray scalar(DType dtype, double value) {
    return full(dtype, value, Shape.SCALAR);
  }

  /** Returns a float64 vector with a copy of the values. */
  public static NdArray of(double... values) {
    return wrap(values.clone(), Shape.of(values.length));
  }

  /** Returns a float64 matrix with a copy of the values; every row must have the same length. */
  public static NdArray of(double[][] rows) {
    return fromNested(rows);
  }

  /** Returns a float32 vector with a copy of the values. */
  public static NdArray ofFloats(float... values) {
    return wrap(values.clone(), Shape.of(values.length));
  }

  /** Returns an int32 vector with a copy of the values. */
  public static NdArray ofInts(int... values) {
    return wrap(values.clone(), Shape.of(values.length));
  }

  /**
   * Returns a copy of a nested Java array such as {@code double[][][]}, {@code float[][]} or {@code
   * int[]}; the type of the innermost arrays is the element type.
   *
   * @throws IllegalArgumentException if rows differ in length, naming the place
   */
  public static NdArray fromNested(Object nested) {
    return Nested.toArray(nested);
  }

  /**
   * Returns an array on {@code storage} itself, which the caller gives up: whoever changes it later
   * changes a value that others take to be constant.
   *
   * @param storage a {@code double[]}, {@code float[]} or {@code int[]} in row-major order
   * @throws IllegalArgumentException if the length is not {@code shape.size()}
   */
  public static NdArray wrap(Object storage, Shape shape) {
    DType dtype =
        storage instanceof double[]
            ? DType.FLOAT64
            : storage instanceof float[]
                ? DType.FLOAT32
                : storage instanceof int[] ? DType.INT32 : null;
    if (dtype == null) {
      throw new IllegalArgumentException(
          "wrap: storage must be double[], float[] or int[], not %s."
              .formatted(storage.getClass().getSimpleName()));
    }
    int length = java.lang.reflect.Array.getLength(storage);
    if (length != shape.size()) {
      throw new IllegalArgumentException(
          "wrap: %s values do not fill shape %s, which has %s elements."
              .formatted(length, shape, shape.size()));
    }
    return new NdArray(dtype, storage, 0, shape, null);
  }

  /** Returns a float64 array of zeros. */
  public static NdArray zeros(int... shape) {
    return zeros(DType.FLOAT64, Shape.of(shape));
  }

  /** Returns an array of zeros. */
  public static NdArray zeros(DType dtype, Shape shape) {
    return new NdArray(dtype, dtype.allocate(shape.size()), 0, shape, null);
  }

  /** Returns an array whose every element is {@code value}: one stored number, broadcast. */
  public static NdArray full(DType dtype, double value, Shape shape) {
    Object one =
        switch (dtype) {
          case FLOAT64 -> new double[] {value};
          case FLOAT32 -> new float[] {(float) value};
          case INT32 -> new int[] {(int) value};
        };
    return new NdArray(dtype, one, 0, shape, shape.size() == 1 ? null : new int[shape.rank()]);
  }

  /** Returns the float64 vector 0, 1, …, n − 1. */
  public static NdArray range(int n) {
    return range(0, n, 1);
  }

  /**
   * Returns the float64 vector {@code start}, {@code start + step}, … up to, not including, {@code
   * stop}.
   *
   * @throws IllegalArgumentException if {@code step} is 0 or not finite
   */
  public static NdArray range(double start, double stop, double step) {
    if (step == 0 || !Double.isFinite((stop - start) / step)) {
      throw new IllegalArgumentException(
          "range: no finite number of steps of %s from %s to %s.".formatted(step, start, stop));
    }
    double[] r = new double[(int) Math.max(0, Math.ceil((stop - start) / step))];
    for (int i = 0; i < r.length; i++) {
      r[i] = start + i * step;
    }
    return wrap(r, Shape.of(r.length));
  }

  /** Returns independent draws from the normal distribution with the given mean and deviation. */
  public static NdArray randomNormal(
      RandomGenerator rng, DType dtype, double mean, double deviation, Shape shape) {
    return generate(dtype, shape, () -> mean + deviation * rng.nextGaussian());
  }

  /** Returns independent draws from the uniform distribution on [{@code low}, {@code high}). */
  public static NdArray randomUniform(
      RandomGenerator rng, DType dtype, double low, double high, Shape shape) {
    return generate(dtype, shape, () -> low + (high - low) * rng.nextDouble());
  }

  /** Returns the int32 numbers 0 … n − 1 in random order, each order equally likely. */
  public static NdArray randomPermutation(RandomGenerator rng, int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      int j = rng.nextInt(i + 1);
      p[i] = p[j];
      p[j] = i;
    }
    return wrap(p, Shape.of(n));
  }

  /** Returns an array filled, in row-major order, with the numbers that {@code source} gives. */
  public static NdArray generate(
      DType dtype, Shape shape, java.util.function.DoubleSupplier source) {
    double[] r = new double[shape.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = source.getAsDouble();
    }
    return wrap(r, shape).cast(dtype);
  }

  // --- what it is

  /** Returns the element type. */
  public DType dtype() {
    return dtype;
  }

  /** Returns the lengths of the axes. */
  public Shape shape() {
    return shape;
  }

  /** Returns the number of elements. */
  public int size() {
    return shape.size();
  }

  /** Returns the number of axes. */
  public int rank() {
    return shape.rank();
  }

  /**
   * Returns the only element.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public double item() {
    if (shape.size() != 1) {
      throw new IllegalStateException(
          "item: needs exactly one element, but the shape is %s. Use get(index…), or sum() or mean() first."
              .formatted(shape));
    }
    return at(offset);
  }

  /**
   * Returns one element as a double.
   *
   * @throws IndexOutOfBoundsException if the index does not fit the shape
   */
  public double get(int... index) {
    if (index.length != rank()) {
      throw new IndexOutOfBoundsException(
          "get: index %s has %s numbers, but shape %s has %s axes."
              .formatted(Arrays.toString(index), index.length, shape, rank()));
    }
    int[] s = strides();
    int at = offset;
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0 || index[i] >= shape.dim(i)) {
        throw new IndexOutOfBoundsException(
            "get: index %s is outside shape %s.".formatted(Arrays.toString(index), shape));
      }
      at += index[i] * s[i];
    }
    return at(at);
  }

  private double at(int i) {
    return switch (dtype) {
      case FLOAT64 -> ((double[]) storage)[i];
      case FLOAT32 -> ((float[]) storage)[i];
      case INT32 -> ((int[]) storage)[i];
    };
  }

  /** Returns a copy of the elements, row-major, as doubles. */
  public double[] toDoubles() {
    return (double[]) copyAs(DType.FLOAT64).storage;
  }

  /** Returns a copy of the elements, row-major, as floats. */
  public float[] toFloats() {
    return (float[]) copyAs(DType.FLOAT32).storage;
  }

  /** Returns a copy of the elements, row-major, as ints; fractions are dropped. */
  public int[] toInts() {
    return (int[]) copyAs(DType.INT32).storage;
  }

  // --- views

  /**
   * Returns a view with the axes reordered: axis i of the result is axis {@code order[i]} of this.
   *
   * @throws IllegalArgumentException if {@code order} is not a permutation of the axes
   */
  public NdArray permute(int... order) {
    if (order.length != rank()) {
      throw new IllegalArgumentException(
          "permute: order %s has %s axes, but shape %s has %s. Name every axis once."
              .formatted(Arrays.toString(order), order.length, shape, rank()));
    }
    if (order.length == 0) {
      return this;
    }
    shape.axes("permute", order); // refuses axes named twice or out of range
    int[] o = new int[order.length];
    int[] from = strides();
    int[] s = new int[o.length];
    for (int i = 0; i < o.length; i++) {
      o[i] = shape.axis("permute", order[i]);
      s[i] = from[o[i]];
    }
    return view(offset, shape.permute(o), s);
  }

  /** Returns a view with all axes in reverse order; for a matrix, its transpose. */
  public NdArray transpose() {
    int[] order = new int[rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = order.length - 1 - i;
    }
    return permute(order);
  }

  /**
   * Returns a view of every {@code step}-th element from {@code start} up to, not including, {@code
   * stop} along an axis.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within the axis
   */
  public NdArray slice(int axis, int start, int stop, int step) {
    int a = shape.axis("slice", axis);
    if (start < 0 || stop < start || stop > shape.dim(a) || step < 1) {
      throw new IndexOutOfBoundsException(
          "slice: %s:%s:%s does not fit axis %s of shape %s: need 0 ≤ start ≤ stop ≤ %s and step ≥ 1."
              .formatted(start, stop, step, a, shape, shape.dim(a)));
    }
    int[] s = strides().clone();
    int at = offset + start * s[a];
    s[a] *= step;
    return view(at, shape.with(a, (stop - start + step - 1) / step), s);
  }

  /**
   * Returns a view of the elements from {@code start} up to, not including, {@code stop} along an
   * axis.
   */
  public NdArray slice(int axis, int start, int stop) {
    return slice(axis, start, stop, 1);
  }

  /**
   * Returns a view repeated along new or length-1 axes, under NumPy's rules.
   *
   * @throws IllegalArgumentException if this shape does not broadcast to {@code target}
   */
  public NdArray broadcastTo(Shape target) {
    if (shape.equals(target)) {
      return this;
    }
    if (!shape.broadcastsTo(target)) {
      throw new IllegalArgumentException(
          "broadcastTo: shape %s does not broadcast to %s. Counted from the last, each axis must be equal or 1."
              .formatted(shape, target));
    }
    int[] from = strides();
    int[] s = new int[target.rank()];
    for (int i = 1; i <= rank(); i++) {
      s[s.length - i] = shape.dim(-i) == 1 ? 0 : from[rank() - i];
    }
    return view(offset, target, s);
  }

  /**
   * Returns the same elements, row-major, under another shape: a view if this array is dense, else
   * a copy.
   *
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  public NdArray reshape(Shape target) {
    if (shape.equals(target)) {
      return this;
    }
    if (target.size() != size()) {
      throw new IllegalArgumentException(
          "reshape: shape %s has %s elements, but shape %s has %s. Let one length be -1 to have it worked out?"
              .formatted(shape, size(), target, target.size()));
    }
    NdArray dense = dense();
    return new NdArray(dtype, dense.storage, dense.offset, target, null);
  }

  /** Returns this array if it is dense row-major, else a dense copy. */
  public NdArray dense() {
    return isDense() ? this : copyAs(dtype);
  }

  /** Returns whether the elements lie one after the other in row-major order. */
  public boolean isDense() {
    return strides == null;
  }

  /**
   * Returns this array with every element converted to {@code type}: rounded to float32, truncated
   * to int32.
   */
  public NdArray cast(DType type) {
    return type == dtype ? this : copyAs(type);
  }

  private NdArray copyAs(DType type) {
    NdArray r = zeros(type, shape);
    Copy.copy(storage, offset, shape.toArray(), strides(), r.storage);
    return r;
  }

  private NdArray view(int at, Shape s, int[] st) {
    boolean dense = true;
    int step = 1;
    for (int i = s.rank() - 1; i >= 0 && dense; i--) {
      dense = s.dim(i) == 1 || st[i] == step;
      step *= s.dim(i);
    }
    return new NdArray(dtype, storage, at, s, dense || s.size() == 0 ? null : st);
  }

  // --- for kernels

  /**
   * Returns the Java array the elements lie in; to be read only. For kernels of custom operations.
   */
  public Object storage() {
    return storage;
  }

  /** Returns the place of the first element in {@link #storage}. */
  public int offset() {
    return offset;
  }

  /**
   * Returns the distances in {@link #storage} between neighbours along each axis; to be read only.
   */
  public int[] strides() {
    return strides == null ? shape.rowMajorStrides() : strides;
  }

  // --- comparison and printing

  /**
   * Compares elementwise: a and b agree if |a − b| ≤ {@code absolute} + {@code relative}·|b|, if
   * both are NaN, or if both are the same infinity.
   *
   * @return a sentence naming the worst element and how many differ, or nothing if all agree
   */
  public Optional<String> difference(NdArray expected, double relative, double absolute) {
    return Difference.between(this, expected, relative, absolute);
  }

  /** Returns whether {@link #difference} finds none. */
  public boolean isClose(NdArray expected, double relative, double absolute) {
    return difference(expected, relative, absolute).isEmpty();
  }

  /**
   * Returns whether type, shape and every element are equal; NaN equals NaN, and −0.0 differs from
   * 0.0.
   */
  @Override
  public boolean equals(@Nullable Object o) {
    if (this == o) {
      return true;
    }
    if (!(o instanceof NdArray other) || dtype != other.dtype || !shape.equals(other.shape)) {
      return false;
    }
    return switch (dtype) {
      case FLOAT64 -> Arrays.equals(toDoubles(), other.toDoubles());
      case FLOAT32 -> Arrays.equals(toFloats(), other.toFloats());
      case INT32 -> Arrays.equals(toInts(), other.toInts());
    };
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(toDoubles());
  }

  /**
   * Returns the elements in nested brackets, shortened in the middle beyond 1,000 elements, as
   * NumPy prints.
   */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
