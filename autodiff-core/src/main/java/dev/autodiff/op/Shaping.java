package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Copy;
import java.util.Arrays;
import java.util.List;

/**
 * Operations that move elements without changing them. All are linear: each is given by its
 * adjoint, which moves cotangents back, adding where an element was repeated and putting 0 where
 * one was left out.
 *
 * @param <T> the kind of value
 */
public interface Shaping<T extends Expr<T>> extends Node<T> {

  /**
   * Repeats along new leading and length-1 axes, under NumPy's rules; the adjoint is {@link
   * #sumTo}.
   */
  default T broadcastTo(Shape shape) {
    return shape().equals(shape) ? self() : apply(new Ops.Broadcast(shape));
  }

  /**
   * Repeats along new leading and length-1 axes, under NumPy's rules; the adjoint is {@link
   * #sumTo}.
   */
  default T broadcastTo(int... shape) {
    return broadcastTo(Shape.of(shape));
  }

  /**
   * Sums to a shape that broadcasts to this one: the adjoint of {@link #broadcastTo}.
   *
   * @throws IllegalArgumentException if {@code shape} does not broadcast to this shape
   */
  default T sumTo(Shape shape) {
    Shape from = shape();
    if (from.equals(shape)) {
      return self();
    }
    if (!shape.broadcastsTo(from)) {
      throw new IllegalArgumentException(
          "sumTo: shape %s does not broadcast to %s, so it cannot be summed to."
              .formatted(shape, from));
    }
    boolean[] reduced = new boolean[from.rank()];
    int added = from.rank() - shape.rank();
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = i < added || shape.dim(i - added) != from.dim(i);
    }
    return self().apply(new Reductions.Ops.Sum(reduced, false)).reshape(shape);
  }

  /**
   * Reorders axes: axis i of the result is axis {@code order[i]} of this. The adjoint is the
   * inverse order.
   */
  default T permute(int... order) {
    boolean same = order.length == shape().rank();
    for (int i = 0; i < order.length && same; i++) {
      same = order[i] == i;
    }
    return same ? self() : apply(new Ops.Permute(order));
  }

  /** Reverses the order of all axes: for a matrix, its transpose. */
  default T transpose() {
    int[] order = new int[shape().rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = order.length - 1 - i;
    }
    return permute(order);
  }

  /** Swaps two axes. */
  default T transpose(int axis1, int axis2) {
    int[] order = new int[shape().rank()];
    Arrays.setAll(order, i -> i);
    int a = shape().axis("transpose", axis1);
    int b = shape().axis("transpose", axis2);
    order[a] = b;
    order[b] = a;
    return permute(order);
  }

  /** The same elements, row-major, under another shape of as many elements. */
  default T reshape(Shape shape) {
    return shape().equals(shape) ? self() : apply(new Ops.Reshape(shape));
  }

  /**
   * The same elements, row-major, under another shape; one length may be −1, to be worked out.
   *
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  default T reshape(int... shape) {
    return reshape(Ops.resolve(shape(), shape));
  }

  /**
   * Leaves out axes of length 1: the named ones, or all if none is named.
   *
   * @throws IllegalArgumentException if a named axis is longer than 1
   */
  default T squeeze(int... axes) {
    Shape from = shape();
    boolean[] drop = new boolean[from.rank()];
    if (axes.length == 0) {
      for (int i = 0; i < drop.length; i++) {
        drop[i] = from.dim(i) == 1;
      }
    } else {
      drop = from.axes("squeeze", axes);
      for (int i = 0; i < drop.length; i++) {
        if (drop[i] && from.dim(i) != 1) {
          throw new IllegalArgumentException(
              "squeeze: axis %s of shape %s has length %s, not 1. Use slice or sum."
                  .formatted(i, from, from.dim(i)));
        }
      }
    }
    return reshape(from.reduce(drop, false));
  }

  /** Puts a new axis of length 1 before position {@code axis}; −1 puts it last. */
  default T expandDims(int axis) {
    int at = axis < 0 ? axis + shape().rank() + 1 : axis;
    if (at < 0 || at > shape().rank()) {
      throw new IndexOutOfBoundsException(
          "expandDims: position %s is out of range for shape %s: use %s to %s."
              .formatted(axis, shape(), -shape().rank() - 1, shape().rank()));
    }
    return reshape(shape().insert(at, 1));
  }

  /** The elements from {@code start} up to, not including, {@code stop} along an axis. */
  default T slice(int axis, int start, int stop) {
    return slice(axis, start, stop, 1);
  }

  /**
   * Every {@code step}-th element from {@code start} up to, not including, {@code stop} along an
   * axis; the adjoint puts cotangents back in place, 0 elsewhere.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within the axis
   */
  default T slice(int axis, int start, int stop, int step) {
    int a = shape().axis("slice", axis);
    boolean whole = start == 0 && stop == shape().dim(a) && step == 1;
    return whole ? self() : apply(new Ops.Slice(a, start, stop, step));
  }

  /**
   * Joins values along an existing axis; all other axes must agree. The adjoint cuts them apart.
   *
   * @throws IllegalArgumentException if there are none, or their shapes differ beside the axis
   */
  static <T extends Expr<T>> T concat(int axis, List<T> parts) {
    return Joining.concat(axis, parts);
  }

  /**
   * Joins values of one shape along a new axis before position {@code axis}.
   *
   * @throws IllegalArgumentException if there are none, or their shapes differ
   */
  static <T extends Expr<T>> T stack(int axis, List<T> parts) {
    return Joining.stack(axis, parts);
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    /** Returns a copy of the elements, row-major from place 0. */
    static Object copy(NdArray x) {
      NdArray y = NdArray.zeros(x.dtype(), x.shape());
      Copy.copy(x.storage(), x.offset(), x.shape().toArray(), x.strides(), y.storage());
      return y.storage();
    }

    private static Shape resolve(Shape from, int[] dims) {
      int unknown = -1;
      int known = 1;
      for (int i = 0; i < dims.length; i++) {
        if (dims[i] < -1 || (dims[i] == -1 && unknown >= 0)) {
          throw new IllegalArgumentException(
              "reshape: %s is no shape: one length may be -1, to be worked out, and none else negative."
                  .formatted(Arrays.toString(dims)));
        }
        if (dims[i] == -1) {
          unknown = i;
        } else {
          known *= dims[i];
        }
      }
      if (unknown < 0) {
        return Shape.of(dims);
      }
      if (known == 0) {
        throw new IllegalArgumentException(
            "reshape: -1 cannot be worked out in %s, where another length is 0."
                .formatted(Arrays.toString(dims)));
      }
      if (from.size() % known != 0) {
        throw new IllegalArgumentException(
            "reshape: %s elements of shape %s do not fill %s: %s is not a multiple of %s."
                .formatted(from.size(), from, Arrays.toString(dims), from.size(), known));
      }
      int[] r = dims.clone();
      r[unknown] = from.size() / known;
      return Shape.of(r);
    }

    /** Repetition along axes. */
    private static final class Broadcast extends LinearOp {
      private final Shape shape;

      Broadcast(Shape shape) {
        super("broadcastTo");
        this.shape = shape;
      }

      @Override
      public NdArray forward(NdArray[] in) {
        return in[0].broadcastTo(shape);
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        return g.sumTo(x.shape());
      }

      @Override
      public String toString() {
        return name() + " " + shape;
      }
    }

    /** A new order of axes. */
    private static final class Permute extends LinearOp {
      private final int[] order;

      Permute(int[] order) {
        super("permute");
        this.order = order.clone();
      }

      @Override
      public NdArray forward(NdArray[] in) {
        return in[0].permute(order);
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
          inverse[x.shape().axis(name(), order[i])] = i;
        }
        return g.permute(inverse);
      }

      @Override
      public String toString() {
        return name() + " " + Arrays.toString(order);
      }
    }

    /** The same elements under another shape. */
    private static final class Reshape extends LinearOp {
      private final Shape shape;

      Reshape(Shape shape) {
        super("reshape");
        this.shape = shape;
      }

      @Override
      public NdArray forward(NdArray[] in) {
        return in[0].reshape(shape);
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        return g.reshape(x.shape());
      }

      @Override
      public String toString() {
        return name() + " " + shape;
      }
    }

    /** A range along one axis. */
    private static final class Slice extends LinearOp {
      private final int axis;
      private final int start;
      private final int stop;
      private final int step;

      Slice(int axis, int start, int stop, int step) {
        super("slice");
        this.axis = axis;
        this.start = start;
        this.stop = stop;
        this.step = step;
      }

      @Override
      public NdArray forward(NdArray[] in) {
        return in[0].slice(axis, start, stop, step);
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        return g.apply(new Unslice(this, x.shape()));
      }

      @Override
      public String toString() {
        return name() + " " + start + ":" + stop + ":" + step + " of axis " + axis;
      }
    }

    /** The adjoint of a slice: its input put in place among zeros. */
    private static final class Unslice extends LinearOp {
      private final Slice slice;
      private final Shape shape;

      Unslice(Slice slice, Shape shape) {
        super("unslice");
        this.slice = slice;
        this.shape = shape;
      }

      @Override
      public NdArray forward(NdArray[] in) {
        NdArray x = in[0].dense();
        if (x.offset() != 0) {
          x = NdArray.wrap(copy(x), x.shape());
        }
        NdArray y = NdArray.zeros(x.dtype(), shape);
        NdArray place = y.slice(slice.axis, slice.start, slice.stop, slice.step);
        Copy.scatter(
            x.storage(), y.storage(), place.offset(), place.shape().toArray(), place.strides());
        return y;
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        return g.apply(slice);
      }
    }
  }
}
