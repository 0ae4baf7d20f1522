package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Copy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Putting values together along an axis, behind {@link Shaping#concat} and {@link Shaping#stack}.
 */
final class Joining {
  private Joining() {}

  static <T extends Expr<T>> T concat(int axis, List<T> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("concat: needs at least one tensor.");
    }
    T first = parts.get(0);
    if (first.shape().rank() == 0) {
      throw new IllegalArgumentException("concat: scalars have no axis to join along. Use stack.");
    }
    int a = first.shape().axis("concat", axis);
    int[] starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      T part = parts.get(i);
      if (part.shape().rank() != first.shape().rank()
          || !part.shape().with(a, 0).equals(first.shape().with(a, 0))) {
        throw new IllegalArgumentException(
            "concat: shapes differ beside axis %s: first %s, number %s %s. Only the joined axis may differ."
                .formatted(a, first.shape(), i, part.shape()));
      }
      starts[i + 1] = starts[i] + part.shape().dim(a);
    }
    return first.apply(new Concat(a, starts), parts);
  }

  static <T extends Expr<T>> T stack(int axis, List<T> parts) {
    List<T> expanded = new ArrayList<>();
    for (T part : parts) {
      if (!part.shape().equals(parts.get(0).shape())) {
        throw new IllegalArgumentException(
            "stack: shapes differ: first %s, number %s %s. Use concat to join along an axis that exists."
                .formatted(parts.get(0).shape(), expanded.size(), part.shape()));
      }
      expanded.add(part.expandDims(axis));
    }
    if (expanded.isEmpty()) {
      throw new IllegalArgumentException("stack: needs at least one tensor.");
    }
    return concat(axis, expanded);
  }

  /**
   * Parts behind each other along one axis; the adjoint cuts them apart. Where each part starts is
   * worked out once, so that the adjoints of n parts take n steps and not n².
   */
  private static final class Concat extends Op {
    private final int axis;
    private final int[] starts; // of each part along the axis, and the end

    Concat(int axis, int[] starts) {
      super("concat");
      this.axis = axis;
      this.starts = starts;
    }

    @Override
    public NdArray forward(NdArray[] in) {
      NdArray y = NdArray.zeros(in[0].dtype(), in[0].shape().with(axis, starts[starts.length - 1]));
      for (int i = 0; i < in.length; i++) {
        Require.sameType(name(), in[0], in[i]);
        NdArray place = y.slice(axis, starts[i], starts[i + 1]);
        Copy.scatter(
            Shaping.Ops.copy(in[i]),
            y.storage(),
            place.offset(),
            place.shape().toArray(),
            place.strides());
      }
      return y;
    }

    @Override
    public <T extends Expr<T>> T vjp(int i, T g, T[] in, T out) {
      return g.slice(axis, starts[i], starts[i + 1]);
    }

    @Override
    public <T extends Expr<T>> T jvp(@Nullable T[] d, T[] in, T out) {
      List<T> parts = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        T v = d[i];
        parts.add(v == null ? in[i].filled(0) : v);
      }
      return out.apply(this, parts);
    }

    @Override
    public String toString() {
      return name() + " along " + axis;
    }
  }
}
