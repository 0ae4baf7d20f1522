package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Elementwise;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.UnaryKernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Functions put together from smooth pieces, and the comparisons that choose between pieces. At a
 * kink the derivative is the one the package documentation lists. Comparisons give 1 or 0 in the
 * type of their operands and have no derivative.
 *
 * @param <T> the kind of value
 */
public interface Piecewise<T extends Expr<T>> extends Node<T> {

  /** Rectified linear unit max(x, 0); derivative 1 for x &gt; 0, else 0, also at 0. */
  default T relu() {
    return apply(Ops.RELU);
  }

  /** x cut off below −1 and above 1; derivative 1 on the closed interval [−1, 1], else 0. */
  default T hardtanh() {
    return apply(Ops.HARDTANH);
  }

  /** Absolute value |x|; derivative sign x, 0 at 0. */
  default T abs() {
    return apply(Ops.ABS);
  }

  /** Sign: −1, 0 or 1; derivative 0. */
  default T sign() {
    return apply(Ops.SIGN);
  }

  /** Floor ⌊x⌋, the largest integer that is not above x; derivative 0, also at the jumps. */
  default T floor() {
    return apply(Ops.FLOOR);
  }

  /**
   * Elementwise maximum; the larger operand takes the gradient, at a tie each takes half. NaN if
   * either is.
   */
  default T maximum(T b) {
    return Arithmetic.Ops.broadcast(Ops.MAXIMUM, self(), b);
  }

  /**
   * Elementwise minimum; the smaller operand takes the gradient, at a tie each takes half. NaN if
   * either is.
   */
  default T minimum(T b) {
    return Arithmetic.Ops.broadcast(Ops.MINIMUM, self(), b);
  }

  /**
   * x cut off below {@code low} and above {@code high}; derivative 1 on the closed interval, else
   * 0.
   *
   * @throws IllegalArgumentException if {@code low > high} or either is NaN
   */
  default T clip(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "clip: needs low ≤ high, but low is " + low + " and high is " + high + ". Swap them?");
    }
    return apply(Ops.clip(low, high));
  }

  /**
   * Chooses elementwise with this value as the condition: {@code a} where it is not 0, else {@code
   * b}. All three broadcast. The operand not chosen gets a gradient of exactly 0; the condition
   * gets none.
   */
  default T where(T a, T b) {
    Shape chosen = Shape.broadcast("where, its two choices", a.shape(), b.shape());
    Shape shape = Shape.broadcast("where, condition and choices", shape(), chosen);
    return apply(
        Ops.WHERE, List.of(self().broadcastTo(shape), a.broadcastTo(shape), b.broadcastTo(shape)));
  }

  /** 1 where a = b, else 0. */
  default T eq(T b) {
    return Arithmetic.Ops.broadcast(Ops.EQ, self(), b);
  }

  /** 1 where a = b, else 0. */
  default T eq(double b) {
    return eq(Arithmetic.Ops.number(self(), b));
  }

  /** 1 where a ≠ b, else 0. */
  default T ne(T b) {
    return Arithmetic.Ops.broadcast(Ops.NE, self(), b);
  }

  /** 1 where a ≠ b, else 0. */
  default T ne(double b) {
    return ne(Arithmetic.Ops.number(self(), b));
  }

  /** 1 where a &lt; b, else 0. */
  default T lt(T b) {
    return Arithmetic.Ops.broadcast(Ops.LT, self(), b);
  }

  /** 1 where a &lt; b, else 0. */
  default T lt(double b) {
    return lt(Arithmetic.Ops.number(self(), b));
  }

  /** 1 where a ≤ b, else 0. */
  default T le(T b) {
    return Arithmetic.Ops.broadcast(Ops.LE, self(), b);
  }

  /** 1 where a ≤ b, else 0. */
  default T le(double b) {
    return le(Arithmetic.Ops.number(self(), b));
  }

  /** 1 where a &gt; b, else 0. */
  default T gt(T b) {
    return Arithmetic.Ops.broadcast(Ops.GT, self(), b);
  }

  /** 1 where a &gt; b, else 0. */
  default T gt(double b) {
    return gt(Arithmetic.Ops.number(self(), b));
  }

  /** 1 where a ≥ b, else 0. */
  default T ge(T b) {
    return Arithmetic.Ops.broadcast(Ops.GE, self(), b);
  }

  /** 1 where a ≥ b, else 0. */
  default T ge(double b) {
    return ge(Arithmetic.Ops.number(self(), b));
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    static final Op RELU =
        new UnaryOp("relu", UnaryKernel.RELU, 0) {
          @Override
          int[] sides(double kink) {
            return Kinks.BELOW;
          }

          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y.gt(0); // as x > 0, and y is kept anyway
          }
        };

    static final Op HARDTANH =
        new UnaryOp("hardtanh", UnaryKernel.HARDTANH, -1, 1) {
          @Override
          int[] sides(double kink) {
            return kink < 0 ? Kinks.ABOVE : Kinks.BELOW;
          }

          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.abs().le(1);
          }
        };

    static final Op ABS =
        new UnaryOp("abs", UnaryKernel.ABS, 0) {
          @Override
          int[] sides(double kink) {
            return Kinks.BOTH;
          }

          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.sign();
          }
        };

    static final Op SIGN =
        new UnaryOp("sign", UnaryKernel.SIGN, 0) {
          @Override
          int[] sides(double kink) {
            return Kinks.BOTH;
          }

          @Override
          <T extends Expr<T>> @Nullable T derivative(T x, T y) {
            return null;
          }
        };

    static final Op FLOOR =
        new UnaryOp("floor", UnaryKernel.FLOOR) {
          @Override
          public long branches(NdArray[] in, NdArray out) {
            return Branches.of(in[0], x -> x == Math.rint(x) ? x : Math.floor(x) + 0.5);
          }

          @Override
          public List<NdArray[]> besideKinks(NdArray[] in) {
            return Kinks.off(in[0], x -> x == Math.rint(x) ? Kinks.ABOVE : Kinks.NONE);
          }

          @Override
          <T extends Expr<T>> @Nullable T derivative(T x, T y) {
            return null;
          }
        };

    static final Op MAXIMUM = extremum("maximum", BinaryKernel.MAXIMUM);
    static final Op MINIMUM = extremum("minimum", BinaryKernel.MINIMUM);

    private static Op extremum(String name, BinaryKernel kernel) {
      return new BinaryOp(name, kernel) {
        @Override
        public long branches(NdArray[] in, NdArray out) {
          return Branches.of(in[0], in[1]);
        }

        /** Each wins once. */
        @Override
        public List<NdArray[]> besideKinks(NdArray[] in) {
          double[] a = in[0].toDoubles();
          double[] b = in[1].toDoubles();
          boolean isTie = IntStream.range(0, a.length).anyMatch(i -> a[i] == b[i]);
          return isTie
              ? Arrays.stream(Kinks.BOTH)
                  .mapToObj(
                      d -> new NdArray[] {Kinks.moved(in[0], i -> a[i] == b[i] ? d : 0), in[1]})
                  .toList()
              : List.of();
        }

        @Override
        <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
          return g.chain(share(a, b));
        }

        @Override
        <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
          return g.chain(share(b, a));
        }

        private <T extends Expr<T>> T share(T mine, T other) {
          T wins = kernel == BinaryKernel.MAXIMUM ? mine.gt(other) : mine.lt(other);
          return wins.add(mine.eq(other).mul(0.5));
        }
      };
    }

    static Op clip(double low, double high) {
      return new Op("clip") {
        @Override
        @SuppressWarnings("exports")
        public Recipe recipe() {
          return new Recipe.Clip(low, high);
        }

        @Override
        public NdArray forward(NdArray[] in) {
          NdArray x = in[0];
          NdArray atLeast =
              MAXIMUM.forward(new NdArray[] {x, NdArray.full(x.dtype(), low, x.shape())});
          return MINIMUM.forward(new NdArray[] {atLeast, NdArray.full(x.dtype(), high, x.shape())});
        }

        @Override
        public long branches(NdArray[] in, NdArray out) {
          return Branches.of(in[0], low, high);
        }

        @Override
        public List<NdArray[]> besideKinks(NdArray[] in) {
          NdArray x = in[0];
          double bottom = Kinks.rounded(low, x.dtype());
          double top = Kinks.rounded(high, x.dtype());
          double room = (top - bottom) / 2;
          double middle = Kinks.rounded(bottom + room, x.dtype());
          boolean isEmpty = room < Double.POSITIVE_INFINITY && (middle <= bottom || middle >= top);
          return isEmpty // derivative 1 there, though 0 around
              ? List.of()
              : Kinks.off(
                  x, room, e -> e == bottom ? Kinks.ABOVE : e == top ? Kinks.BELOW : Kinks.NONE);
        }

        @Override
        public <T extends Expr<T>> T vjp(int i, T g, T[] in, T out) {
          return g.chain(in[0].ge(low).mul(in[0].le(high)));
        }

        @Override
        public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
          return d[0] == null ? null : vjp(0, d[0], in, out);
        }

        @Override
        public String toString() {
          return "clip " + low + " " + high;
        }
      };
    }

    static final Op WHERE =
        new Op("where") {
          @Override
          @SuppressWarnings("exports")
          public Recipe recipe() {
            return Recipe.WHERE;
          }

          @Override
          public NdArray forward(NdArray[] in) {
            NdArray c = in[0];
            NdArray a = in[1];
            NdArray b = in[2];
            Require.sameType(name(), a, b);
            Require.sameType(name(), c, a);
            Require.sameShape(name(), a, b);
            Require.sameShape(name(), c, a);
            NdArray y = NdArray.zeros(a.dtype(), a.shape());
            Elementwise.where(
                a.shape().toArray(),
                c.storage(),
                c.offset(),
                c.strides(),
                a.storage(),
                a.offset(),
                a.strides(),
                b.storage(),
                b.offset(),
                b.strides(),
                y.storage());
            return y;
          }

          @Override
          public long branches(NdArray[] in, NdArray out) {
            return Branches.of(in[0], c -> c != 0 ? 1 : 0);
          }

          @Override
          public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
            T c = in[0];
            return i == 0 ? null : i == 1 ? c.where(g, g.filled(0)) : c.where(g.filled(0), g);
          }

          @Override
          public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
            if (d[1] == null && d[2] == null) {
              return null;
            }
            return in[0].where(
                d[1] == null ? out.filled(0) : d[1], d[2] == null ? out.filled(0) : d[2]);
          }
        };

    static final Op EQ = comparison("eq", BinaryKernel.EQ);
    static final Op NE = comparison("ne", BinaryKernel.NE);
    static final Op LT = comparison("lt", BinaryKernel.LT);
    static final Op LE = comparison("le", BinaryKernel.LE);
    static final Op GT = comparison("gt", BinaryKernel.GT);
    static final Op GE = comparison("ge", BinaryKernel.GE);

    private static Op comparison(String name, BinaryKernel kernel) {
      return new BinaryOp(name, kernel) {
        @Override
        public long branches(NdArray[] in, NdArray out) {
          return Branches.of(in[0], in[1]);
        }

        @Override
        <T extends Expr<T>> @Nullable T timesPartialA(T g, T a, T b, T y) {
          return null;
        }

        @Override
        <T extends Expr<T>> @Nullable T timesPartialB(T g, T a, T b, T y) {
          return null;
        }
      };
    }
  }
}
