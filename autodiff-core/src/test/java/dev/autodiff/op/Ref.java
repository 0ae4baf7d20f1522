package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;

/**
 * A dense row-major array of doubles with nothing but indexing: what reference implementations are
 * written on, so that they share no code with the engine.
 */
final class Ref {
  final int[] shape;
  final double[] data;

  Ref(int[] shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  static int size(int[] shape) {
    int n = 1;
    for (int d : shape) {
      n *= d;
    }
    return n;
  }

  static int flat(int[] index, int[] shape) {
    int at = 0;
    for (int i = 0; i < shape.length; i++) {
      at = at * shape[i] + index[i];
    }
    return at;
  }

  static int[] index(int flat, int[] shape) {
    int[] r = new int[shape.length];
    int rest = flat;
    for (int i = shape.length - 1; i >= 0; i--) {
      r[i] = rest % shape[i];
      rest /= shape[i];
    }
    return r;
  }

  int rank() {
    return shape.length;
  }

  int size() {
    return data.length;
  }

  double at(int... index) {
    return data[flat(index, shape)];
  }

  /** The element that broadcasting puts at {@code index} of a result of that rank or more. */
  double spread(int[] index) {
    int[] own = new int[shape.length];
    for (int i = 1; i <= own.length; i++) {
      own[own.length - i] = shape[own.length - i] == 1 ? 0 : index[index.length - i];
    }
    return at(own);
  }

  /** The shape two shapes broadcast to, which must exist. */
  static int[] broadcast(int[] a, int[] b) {
    int[] r = new int[Math.max(a.length, b.length)];
    for (int i = 1; i <= r.length; i++) {
      int p = i <= a.length ? a[a.length - i] : 1;
      int q = i <= b.length ? b[b.length - i] : 1;
      r[r.length - i] = p == 1 ? q : p;
    }
    return r;
  }

  static int[] with(int[] shape, int axis, int length) {
    int[] r = shape.clone();
    r[axis] = length;
    return r;
  }

  static int[] join(int[] head, int... tail) {
    int[] r = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, r, head.length, tail.length);
    return r;
  }

  static int[] without(int[] shape, int axis) {
    return join(Arrays.copyOf(shape, axis), Arrays.copyOfRange(shape, axis + 1, shape.length));
  }

  NdArray toArray(DType dtype) {
    return NdArray.wrap(data.clone(), Shape.of(shape)).cast(dtype);
  }

  /** This plus t·direction. */
  Ref moved(double t, double[] direction) {
    double[] r = data.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] += t * direction[i];
    }
    return new Ref(shape, r);
  }

  @Override
  public String toString() {
    return Arrays.toString(shape);
  }
}
