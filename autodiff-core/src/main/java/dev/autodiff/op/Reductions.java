package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.Reduce;
import dev.autodiff.kernel.ReduceKernel;
import dev.autodiff.kernel.Softmax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reductions over axes, and softmax. Without axes a reduction runs over all of them. Reduced axes
 * vanish, or stay with length 1 if {@code keepDims}. Negative axes count from the end.
 *
 * @param <T> the kind of value
 */
public interface Reductions<T extends Expr<T>> extends Node<T> {

  /** Sum over axes; every element's derivative is 1. The sum of nothing is 0. */
  default T sum(int... axes) {
    return sum(false, axes);
  }

  /** Sum over axes; every element's derivative is 1. The sum of nothing is 0. */
  default T sum(boolean keepDims, int... axes) {
    return apply(new Ops.Sum(shape().axes("sum", axes), keepDims));
  }

  /** Arithmetic mean over axes of n elements; every element's derivative is 1/n. NaN for n = 0. */
  default T mean(int... axes) {
    return mean(false, axes);
  }

  /** Arithmetic mean over axes of n elements; every element's derivative is 1/n. NaN for n = 0. */
  default T mean(boolean keepDims, int... axes) {
    T sum = sum(keepDims, axes);
    double n = shape().size() / (double) sum.shape().size();
    return shape().size() == 0 ? sum.filled(Double.NaN) : sum.div(n);
  }

  /**
   * Largest element over axes; the gradient goes to the largest, at a tie in equal parts. NaN if
   * any element is.
   */
  default T max(int... axes) {
    return max(false, axes);
  }

  /**
   * Largest element over axes; the gradient goes to the largest, at a tie in equal parts. NaN if
   * any element is.
   */
  default T max(boolean keepDims, int... axes) {
    return Ops.extremum(ReduceKernel.MAX, self(), keepDims, axes);
  }

  /**
   * Smallest element over axes; the gradient goes to the smallest, at a tie in equal parts. NaN if
   * any element is.
   */
  default T min(int... axes) {
    return min(false, axes);
  }

  /**
   * Smallest element over axes; the gradient goes to the smallest, at a tie in equal parts. NaN if
   * any element is.
   */
  default T min(boolean keepDims, int... axes) {
    return Ops.extremum(ReduceKernel.MIN, self(), keepDims, axes);
  }

  /**
   * Product over axes; ∂/∂xᵢ = Πⱼ≠ᵢ xⱼ, right also where factors are 0. The product of nothing is
   * 1.
   */
  default T prod(int... axes) {
    return prod(false, axes);
  }

  /**
   * Product over axes; ∂/∂xᵢ = Πⱼ≠ᵢ xⱼ, right also where factors are 0. The product of nothing is
   * 1.
   *
   * <p>Composed of a balanced tree of products of halves: no division, so zeros need no special
   * case in any order of derivative.
   */
  default T prod(boolean keepDims, int... axes) {
    boolean[] reduced = shape().axes("prod", axes);
    Shape result = shape().reduce(reduced, keepDims);
    int[] order = Ops.reducedLast(reduced);
    T factors = self().permute(order).reshape(result.size(), Ops.count(shape(), reduced));
    int n = factors.shape().dim(1);
    if (n == 0) {
      return constant(NdArray.full(dtype(), 1, result));
    }
    while (n > 1) {
      int half = n / 2;
      T rest = factors.slice(1, 2 * half, n);
      T product = factors.slice(1, 0, half).mul(factors.slice(1, half, 2 * half));
      factors = n % 2 == 0 ? product : Joining.concat(1, List.of(product, rest));
      n = half + n % 2;
    }
    return factors.reshape(result);
  }

  /** ln Σ exp x over axes, without overflow; derivative softmax(x). −∞ for the sum of nothing. */
  default T logsumexp(int... axes) {
    return logsumexp(false, axes);
  }

  /** ln Σ exp x over axes, without overflow; derivative softmax(x). −∞ for the sum of nothing. */
  default T logsumexp(boolean keepDims, int... axes) {
    return apply(new Ops.LogSumExp(shape().axes("logsumexp", axes), keepDims));
  }

  /** Softmax eˣⁱ/Σⱼeˣʲ along an axis, without overflow; ∂sᵢ/∂xⱼ = sᵢ(δᵢⱼ − sⱼ). */
  default T softmax(int axis) {
    return apply(new Ops.Soft("softmax", shape().axis("softmax", axis)));
  }

  /** xᵢ − ln Σⱼeˣʲ along an axis, without overflow; ∂lᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ. */
  default T logSoftmax(int axis) {
    return apply(new Ops.Soft("logSoftmax", shape().axis("logSoftmax", axis)));
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    static int[] reducedLast(boolean[] reduced) {
      int[] order = new int[reduced.length];
      int n = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < reduced.length; i++) {
          if (reduced[i] == (pass == 1)) {
            order[n++] = i;
          }
        }
      }
      return order;
    }

    static int count(Shape shape, boolean[] reduced) {
      int n = 1;
      for (int i = 0; i < reduced.length; i++) {
        n *= reduced[i] ? shape.dim(i) : 1;
      }
      return n;
    }

    static NdArray reduce(ReduceKernel k, NdArray x, boolean[] reduced, boolean keepDims) {
      Shape shape = x.shape().reduce(reduced, keepDims);
      NdArray moved = x.permute(reducedLast(reduced));
      int kept = 0;
      for (boolean r : reduced) {
        kept += r ? 0 : 1;
      }
      NdArray y = NdArray.zeros(x.dtype(), shape);
      new Reduce(k, moved.shape().toArray(), moved.strides(), kept)
          .run(moved.storage(), moved.offset(), y.storage(), 0);
      return y;
    }

    /** A reduction of some axes, and the way back to the shape of its input. */
    private abstract static class Reduction extends Op {
      final boolean[] reduced;
      final boolean keepDims;

      Reduction(String name, boolean[] reduced, boolean keepDims) {
        super(name);
        this.reduced = reduced;
        this.keepDims = keepDims;
      }

      /** Repeats a reduced value along the reduced axes of {@code x}. */
      final <T extends Expr<T>> T expand(T reducedValue, T x) {
        return reducedValue.reshape(x.shape().reduce(reduced, true)).broadcastTo(x.shape());
      }

      final <T extends Expr<T>> T sum(T x) {
        return x.apply(new Sum(reduced, keepDims));
      }

      @Override
      public String toString() {
        return describe(name(), reduced, keepDims);
      }
    }

    static List<Integer> axes(boolean[] reduced) {
      List<Integer> axes = new ArrayList<>();
      for (int i = 0; i < reduced.length; i++) {
        if (reduced[i]) {
          axes.add(i);
        }
      }
      return axes;
    }

    private static String describe(String name, boolean[] reduced, boolean keepDims) {
      List<Integer> axes = axes(reduced);
      return (axes.size() == reduced.length ? name : name + " over " + axes)
          + (keepDims ? " keeping dims" : "");
    }

    /** Σ over axes; its adjoint repeats. */
    static final class Sum extends LinearOp {
      private final boolean[] reduced;
      private final boolean keepDims;

      Sum(boolean[] reduced, boolean keepDims) {
        super("sum");
        this.reduced = reduced;
        this.keepDims = keepDims;
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe recipe() {
        return new Recipe.Reduction(ReduceKernel.SUM, axes(reduced));
      }

      @Override
      public NdArray forward(NdArray[] in) {
        Require.floating(name(), in[0]);
        return reduce(ReduceKernel.SUM, in[0], reduced, keepDims);
      }

      @Override
      <T extends Expr<T>> T adjoint(T g, T x) {
        return g.reshape(x.shape().reduce(reduced, true)).broadcastTo(x.shape());
      }

      @Override
      public String toString() {
        return describe(name(), reduced, keepDims);
      }
    }

    static <T extends Expr<T>> T extremum(ReduceKernel k, T x, boolean keepDims, int... axes) {
      String name = k == ReduceKernel.MAX ? "max" : "min";
      boolean[] reduced = x.shape().axes(name, axes);
      if (count(x.shape(), reduced) == 0) {
        throw new IllegalArgumentException(
            name
                + ": no elements to choose from: shape "
                + x.shape()
                + " is empty along the reduced axes.");
      }
      return x.apply(new Extremum(name, k, reduced, keepDims));
    }

    /** Largest or smallest over axes. */
    static final class Extremum extends Reduction {
      private final ReduceKernel kernel;

      Extremum(String name, ReduceKernel kernel, boolean[] reduced, boolean keepDims) {
        super(name, reduced, keepDims);
        this.kernel = kernel;
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe recipe() {
        return new Recipe.Reduction(kernel, axes(reduced));
      }

      @Override
      public NdArray forward(NdArray[] in) {
        Require.floating(name(), in[0]);
        return reduce(kernel, in[0], reduced, keepDims);
      }

      @Override
      public long branches(NdArray[] in, NdArray out) {
        return Branches.of(in[0], out.reshape(in[0].shape().reduce(reduced, true)));
      }

      @Override
      public List<NdArray[]> besideKinks(NdArray[] in) {
        NdArray best = reduce(kernel, in[0], reduced, true);
        return Kinks.eachWins(in[0], best, kernel == ReduceKernel.MAX ? 1 : -1);
      }

      /** 1/(number of winners) at every winner, else 0. */
      private <T extends Expr<T>> T weights(T x, T y) {
        T winners = x.eq(expand(y, x));
        return winners.div(expand(sum(winners), x));
      }

      @Override
      public <T extends Expr<T>> T vjp(int i, T g, T[] in, T out) {
        return expand(g, in[0]).chain(weights(in[0], out));
      }

      @Override
      public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
        return d[0] == null ? null : sum(d[0].chain(weights(in[0], out)));
      }
    }

    /** ln Σ exp over axes. */
    static final class LogSumExp extends Reduction {
      LogSumExp(boolean[] reduced, boolean keepDims) {
        super("logsumexp", reduced, keepDims);
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe recipe() {
        return new Recipe.LogSumExp(axes(reduced));
      }

      @Override
      public NdArray forward(NdArray[] in) {
        Require.floating(name(), in[0]);
        NdArray x = in[0].permute(reducedLast(reduced)).dense();
        NdArray y = NdArray.zeros(x.dtype(), in[0].shape().reduce(reduced, keepDims));
        int n = count(in[0].shape(), reduced);
        Object scratch = NdArray.zeros(x.dtype(), Shape.of(n)).storage();
        Softmax.logSumExp(x.storage(), x.offset(), y.size(), n, y.storage(), scratch);
        return y;
      }

      private <T extends Expr<T>> T weights(T x, T y) {
        return x.sub(expand(y, x)).exp();
      }

      @Override
      public <T extends Expr<T>> T vjp(int i, T g, T[] in, T out) {
        return expand(g, in[0]).chain(weights(in[0], out));
      }

      @Override
      public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
        return d[0] == null ? null : sum(d[0].chain(weights(in[0], out)));
      }
    }

    /** Softmax or its logarithm along one axis. */
    static final class Soft extends Op {
      private final int axis;
      private final boolean log;

      Soft(String name, int axis) {
        super(name);
        this.axis = axis;
        this.log = name.equals("logSoftmax");
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe recipe() {
        return new Recipe.Softmax(axis, log);
      }

      @Override
      public NdArray forward(NdArray[] in) {
        Require.floating(name(), in[0]);
        int[] order = new int[in[0].rank()]; // swaps the axis with the last: its own inverse
        for (int i = 0; i < order.length; i++) {
          order[i] = i;
        }
        order[order.length - 1] = axis;
        order[axis] = order.length - 1;
        NdArray x = in[0].permute(order).dense();
        NdArray y = NdArray.zeros(x.dtype(), x.shape());
        int n = x.shape().dim(-1);
        if (x.size() > 0) {
          Softmax.softmax(x.storage(), x.offset(), 0, x.size() / n, n, y.storage(), log, 1);
        }
        return y.permute(order);
      }

      @Override
      public <T extends Expr<T>> T vjp(int i, T g, T[] in, T out) {
        return log
            ? g.sub(out.exp().mul(g.sum(true, axis)))
            : out.mul(g.sub(g.mul(out).sum(true, axis)));
      }

      @Override
      public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
        T v = d[0];
        if (v == null) {
          return null;
        }
        return log
            ? v.sub(out.exp().mul(v).sum(true, axis))
            : out.mul(v.sub(v.mul(out).sum(true, axis)));
      }

      @Override
      public String toString() {
        return name() + " over [" + axis + "]";
      }
    }
  }
}
