package dev.autodiff.array;

import java.util.Arrays;

/**
 * The lengths of an array's axes, row-major: the last axis varies fastest. Immutable. Rank 0,
 * {@link #SCALAR}, has one element; an axis of length 0 makes an empty array. Negative axis numbers
 * count from the end, as in NumPy.
 */
public final class Shape {
  /** The shape of a single number: no axes, one element. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "shape: axis lengths must not be negative: " + Arrays.toString(dims));
      }
      n *= d;
      if (n > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: %s has more than 2^31-1 elements, the most a Java array holds. Work on parts."
                .formatted(Arrays.toString(dims)));
      }
    }
    this.dims = dims;
    this.size = (int) n;
  }

  /** Returns the shape with the given axis lengths; none for a scalar. */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** Returns the number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Returns the number of elements, the product of all axis lengths. */
  public int size() {
    return size;
  }

  /**
   * Returns the length of an axis; negative axes count from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis("dim", axis)];
  }

  /** Returns a copy of the axis lengths. */
  public int[] toArray() {
    return dims.clone();
  }

  /**
   * Returns {@code axis} as a number from 0 to rank − 1.
   *
   * @throws IndexOutOfBoundsException naming {@code op} if there is no such axis
   */
  public int axis(String op, int axis) {
    int a = axis < 0 ? axis + dims.length : axis;
    if (a < 0 || a >= dims.length) {
      throw new IndexOutOfBoundsException(
          "%s: axis %s is out of range for shape %s%s."
              .formatted(
                  op,
                  axis,
                  this,
                  dims.length == 0
                      ? ", which has no axes"
                      : ": use " + -dims.length + " to " + (dims.length - 1)));
    }
    return a;
  }

  /**
   * Returns which axes are named by {@code axes}, negative ones resolved; all of them if none is
   * named.
   *
   * @throws IllegalArgumentException if an axis is named twice
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public boolean[] axes(String op, int... axes) {
    boolean[] named = new boolean[dims.length];
    if (axes.length == 0) {
      Arrays.fill(named, true);
    }
    for (int axis : axes) {
      int a = axis(op, axis);
      if (named[a]) {
        throw new IllegalArgumentException(
            op + ": axis " + a + " is named twice in " + Arrays.toString(axes) + ".");
      }
      named[a] = true;
    }
    return named;
  }

  /** Returns this shape with the marked axes of length 1 ({@code keepDims}) or left out. */
  public Shape reduce(boolean[] reduced, boolean keepDims) {
    int[] r = new int[dims.length];
    int n = 0;
    for (int i = 0; i < dims.length; i++) {
      if (!reduced[i]) {
        r[n++] = dims[i];
      } else if (keepDims) {
        r[n++] = 1;
      }
    }
    return of(Arrays.copyOf(r, n));
  }

  /** Returns this shape with its axes reordered: axis i of the result is axis {@code order[i]}. */
  public Shape permute(int... order) {
    int[] r = new int[dims.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = dims[order[i]];
    }
    return of(r);
  }

  /** Returns this shape with the length of one axis replaced. */
  public Shape with(int axis, int length) {
    int[] r = dims.clone();
    r[axis < 0 ? axis + dims.length : axis] = length;
    return of(r);
  }

  /** Returns this shape with a new axis of the given length before position {@code axis}. */
  public Shape insert(int axis, int length) {
    int[] r = new int[dims.length + 1];
    System.arraycopy(dims, 0, r, 0, axis);
    r[axis] = length;
    System.arraycopy(dims, axis, r, axis + 1, dims.length - axis);
    return of(r);
  }

  /** Returns the axes of this shape followed by those of another. */
  public Shape append(Shape tail) {
    int[] r = Arrays.copyOf(dims, dims.length + tail.dims.length);
    System.arraycopy(tail.dims, 0, r, dims.length, tail.dims.length);
    return of(r);
  }

  /**
   * Returns the index, one number for each axis, of the element that is {@code flat}-th in rows.
   */
  public int[] index(int flat) {
    int[] r = new int[dims.length];
    int rest = flat;
    for (int i = r.length - 1; i >= 0; i--) {
      r[i] = rest % dims[i];
      rest /= dims[i];
    }
    return r;
  }

  /**
   * Returns the shape both operands broadcast to under NumPy's rules: shapes are aligned at the
   * last axis, and two lengths agree if they are equal or one of them is 1.
   *
   * @throws IllegalArgumentException naming {@code op}, both shapes and the clashing lengths
   */
  public static Shape broadcast(String op, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] r = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dim(-i) : 1;
      int y = i <= b.rank() ? b.dim(-i) : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "%s: shapes do not broadcast: left %s, right %s: %s ≠ %s at axis %s. Reshape one side, or expandDims it?"
                .formatted(op, a, b, x, y, -i));
      }
      r[rank - i] = x == 1 ? y : x;
    }
    return of(r);
  }

  /** Returns whether an array of this shape can be broadcast to {@code target}. */
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int i = 1; i <= rank(); i++) {
      if (dim(-i) != 1 && dim(-i) != target.dim(-i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the distance in elements between neighbours along each axis of a dense row-major array.
   */
  public int[] rowMajorStrides() {
    int[] s = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      s[i] = step;
      step *= Math.max(1, dims[i]);
    }
    return s;
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof Shape s && Arrays.equals(dims, s.dims));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** Returns the lengths in brackets, such as {@code [32, 784]}; {@code []} for a scalar. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
