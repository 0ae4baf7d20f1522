package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.Recipe.Indexed.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Choosing elements by integer indices. Indices are int32 and have no derivative; in the chosen
 * elements all of these are linear.
 *
 * @param <T> the kind of value
 */
public interface Indexing<T extends Expr<T>> extends Node<T> {

  /**
   * Rows of this value along axis 0 by index, an embedding lookup: shape [n, …] and indices of
   * shape s give s + […]. The adjoint adds each cotangent row to the row it came from, so repeated
   * indices add up.
   *
   * @throws IndexOutOfBoundsException if an index is not in 0…n − 1
   */
  default T gatherRows(T indices) {
    Ops.requireRank("gatherRows", shape(), 1);
    return apply(Ops.GATHER_ROWS, indices);
  }

  /** Rows by constant indices. */
  default T gatherRows(NdArray indices) {
    return gatherRows(constant(indices));
  }

  /**
   * One element of each row along the last axis: shape […, n] and labels of shape […] give […]. The
   * adjoint puts each cotangent in its place, 0 elsewhere.
   *
   * @throws IndexOutOfBoundsException if a label is not in 0…n − 1
   */
  default T pick(T labels) {
    Ops.requireRank("pick", shape(), 1);
    return apply(Ops.PICK, labels);
  }

  /** One element of each row by constant labels. */
  default T pick(NdArray labels) {
    return pick(constant(labels));
  }

  /**
   * One-hot rows of int32 labels: shape […] gives float64 […, depth], 1 at the label and 0
   * elsewhere. No derivative.
   *
   * @throws IndexOutOfBoundsException if a label is not in 0…depth − 1
   */
  default T oneHot(int depth) {
    return oneHot(depth, DType.FLOAT64);
  }

  /** One-hot rows of int32 labels in the given floating type. */
  default T oneHot(int depth, DType type) {
    if (depth < 0) {
      throw new IllegalArgumentException("oneHot: depth must not be negative: " + depth);
    }
    return constant(NdArray.full(type, 1, shape())).apply(Ops.unpick("oneHot", depth), self());
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    private static void requireRank(String op, Shape shape, int least) {
      if (shape.rank() < least) {
        throw new IllegalArgumentException(
            op
                + ": needs at least "
                + least
                + " axis, but the shape is "
                + shape
                + ". Reshape first.");
      }
    }

    private static Shape tail(Shape s) {
      boolean[] first = new boolean[s.rank()];
      first[0] = true;
      return s.reduce(first, false);
    }

    /** y[i…] = x[idx[i…]]. */
    static final Op GATHER_ROWS =
        new IndexedOp("gatherRows", "", Kind.GATHER_ROWS) {
          @Override
          public NdArray forward(NdArray[] in) {
            NdArray x = in[0].dense();
            int[] idx =
                Require.indices(name(), in[1], x.shape().dim(0), "the rows of shape " + x.shape());
            Shape row = tail(x.shape());
            NdArray y = NdArray.zeros(x.dtype(), in[1].shape().append(row));
            dev.autodiff.kernel.Indexing.gatherRows(
                x.storage(), x.offset(), idx, 0, idx.length, row.size(), y.storage());
            return y;
          }

          @Override
          <T extends Expr<T>> T adjoint(T g, T idx, Shape shape) {
            return g.apply(scatterAddRows(shape.dim(0)), idx);
          }
        };

    /** y[idx[i…]] += x[i…], y of {@code rows} rows: the adjoint of gathering. */
    private static Op scatterAddRows(int rows) {
      return new IndexedOp("scatterAddRows", " to " + rows, Kind.SCATTER_ADD_ROWS) {
        @Override
        public NdArray forward(NdArray[] in) {
          NdArray x = in[0].dense();
          int[] idx = Require.indices(name(), in[1], rows, "the rows of the result");
          Shape row = x.shape();
          for (int i = 0; i < in[1].rank(); i++) {
            row = tail(row);
          }
          NdArray y = NdArray.zeros(x.dtype(), Shape.of(rows).append(row));
          dev.autodiff.kernel.Indexing.scatterAddRows(
              x.storage(), x.offset(), idx, 0, idx.length, row.size(), y.storage());
          return y;
        }

        @Override
        <T extends Expr<T>> T adjoint(T g, T idx, Shape shape) {
          return g.apply(GATHER_ROWS, idx);
        }
      };
    }

    /** y[i…] = x[i…, label[i…]]. */
    static final Op PICK =
        new IndexedOp("pick", "", Kind.PICK) {
          @Override
          public NdArray forward(NdArray[] in) {
            NdArray x = in[0].dense();
            int n = x.shape().dim(-1);
            Shape rows = x.shape().reduce(x.shape().axes(name(), -1), false);
            if (!in[1].shape().equals(rows)) {
              throw new IllegalArgumentException(
                  "pick: needs one label for each row: shape "
                      + x.shape()
                      + " has rows "
                      + rows
                      + ", but the labels have shape "
                      + in[1].shape()
                      + ".");
            }
            int[] idx = Require.indices(name(), in[1], n, "the last axis of shape " + x.shape());
            NdArray y = NdArray.zeros(x.dtype(), rows);
            dev.autodiff.kernel.Indexing.pick(
                x.storage(), x.offset(), idx, 0, idx.length, n, y.storage());
            return y;
          }

          @Override
          <T extends Expr<T>> T adjoint(T g, T idx, Shape shape) {
            return g.apply(unpick("unpick", shape.dim(-1)), idx);
          }
        };

    /** y[i…, label[i…]] = x[i…], 0 elsewhere: the adjoint of picking. */
    private static Op unpick(String name, int n) {
      return new IndexedOp(name, " to " + n, Kind.UNPICK) {
        @Override
        public NdArray forward(NdArray[] in) {
          NdArray x = in[0].dense();
          int[] idx =
              Require.indices(
                  name(),
                  in[1],
                  n,
                  name().equals("oneHot")
                      ? "the classes of depth " + n
                      : "the last axis of the result");
          NdArray y = NdArray.zeros(x.dtype(), x.shape().insert(x.rank(), n));
          dev.autodiff.kernel.Indexing.unpick(
              x.storage(), x.offset(), idx, 0, idx.length, n, y.storage());
          return y;
        }

        @Override
        <T extends Expr<T>> T adjoint(T g, T idx, Shape shape) {
          return g.apply(PICK, idx);
        }
      };
    }

    /** An operation linear in its first input, with an integer second input. */
    private abstract static class IndexedOp extends Op {
      private final String detail;
      private final Kind kind;

      IndexedOp(String name, String detail, Kind kind) {
        super(name);
        this.detail = detail;
        this.kind = kind;
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe recipe() {
        return new Recipe.Indexed(kind);
      }

      @Override
      public String toString() {
        return name() + detail;
      }

      @Override
      public final long branches(NdArray[] in, NdArray out) {
        return Branches.of(in[1], index -> index);
      }

      /** Returns the adjoint applied to {@code g}, of the given shape. */
      abstract <T extends Expr<T>> T adjoint(T g, T idx, Shape shape);

      @Override
      public final <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
        return i == 0 ? adjoint(g, in[1], in[0].shape()) : null;
      }

      @Override
      public final <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
        return d[0] == null ? null : d[0].apply(this, in[1]);
      }
    }
  }
}
