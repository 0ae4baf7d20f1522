package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Convolution;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.Recipe.Convolution.Role;
import dev.autodiff.kernel.Window;

/**
 * Filters that move over images or sequences. As in every library for neural networks this is the
 * cross-correlation of mathematics: filters are not turned round.
 *
 * @param <T> the kind of value
 */
public interface Convolutions<T extends Expr<T>> extends Node<T> {

  /** {@link #conv2d(Expr, int, int, int)} with stride 1 and without padding. */
  default T conv2d(T filters) {
    return conv2d(filters, 1, 0, 1);
  }

  /** {@link #conv2d(Expr, int, int, int)} without dilation. */
  default T conv2d(T filters, int stride, int padding) {
    return conv2d(filters, stride, padding, 1);
  }

  /**
   * Convolution of images [n, c, h, w] with filters [f, c, kh, kw]:
   *
   * <pre>y[n, f, i, j] = Σ x[n, c, i·s − p + k·d, j·s − p + l·d]·w[f, c, k, l] over c, k, l,</pre>
   *
   * where x counts as 0 beyond its edges. The result is [n, f, h′, w′] with h′ = ⌊(h + 2p − d(kh −
   * 1) − 1)/s⌋ + 1, and so w′; a padding of d(kh − 1)/2 keeps h at stride 1. Bilinear: the
   * cotangents are w̄[f, c, k, l] = Σ ȳ[n, f, i, j]·x[…] over n, i, j, and x̄[…] the sum of all
   * ȳ[n, f, i, j]·w[f, c, k, l] of the products that read it.
   *
   * <p>A bias of each filter is {@code y.add(bias.reshape(-1, 1, 1))}; pooling of 2 × 2 elements is
   * {@code y.reshape(n, f, h / 2, 2, w / 2, 2).max(3, 5)}, or {@code mean}. The image is unfolded
   * to a matrix (Chellapilla, Puri and Simard 2006) block by block, and never as a whole.
   *
   * @param stride s, from one place of the window to the next, at least 1
   * @param padding p, zeros at each edge, at least 0
   * @param dilation d, from one element of the window to the next, at least 1
   * @throws IllegalArgumentException if one of these is less, if the shapes are not of rank 4 with
   *     equal c, or if the window is larger than the padded image
   */
  default T conv2d(T filters, int stride, int padding, int dilation) {
    Ops.require("conv2d", 4, shape(), filters.shape(), stride, padding, dilation);
    Shape x = shape();
    Shape w = filters.shape();
    return apply(
        new Ops.Conv(
            Role.RESULTS,
            new Window(x.dim(2), w.dim(2), stride, padding, dilation),
            new Window(x.dim(3), w.dim(3), stride, padding, dilation)),
        filters);
  }

  /** {@link #conv1d(Expr, int, int, int)} with stride 1 and without padding. */
  default T conv1d(T filters) {
    return conv1d(filters, 1, 0, 1);
  }

  /** {@link #conv1d(Expr, int, int, int)} without dilation. */
  default T conv1d(T filters, int stride, int padding) {
    return conv1d(filters, stride, padding, 1);
  }

  /**
   * Convolution of sequences [n, c, l] with filters [f, c, k]: {@link #conv2d(Expr, int, int, int)}
   * for one axis.
   *
   * @throws IllegalArgumentException as {@code conv2d}
   */
  default T conv1d(T filters, int stride, int padding, int dilation) {
    Ops.require("conv1d", 3, shape(), filters.shape(), stride, padding, dilation);
    Shape x = shape();
    Shape w = filters.shape();
    Op op =
        new Ops.Conv(
            Role.RESULTS,
            new Window(1, 1, 1, 0, 1),
            new Window(x.dim(2), w.dim(2), stride, padding, dilation));
    return self().expandDims(2).apply(op, filters.expandDims(2)).squeeze(2);
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    private static void require(
        String op, int rank, Shape x, Shape w, int stride, int padding, int dilation) {
      if (x.rank() != rank || w.rank() != rank) {
        String input = rank == 4 ? "images" : "sequences";
        String axes = rank == 4 ? "height, width" : "length";
        throw new IllegalArgumentException(
            "%s: needs %s [n, channels, %s] and filters [filters, channels, %s], but the shapes are %s and %s. Reshape first."
                .formatted(op, input, axes, axes, x, w));
      }
      if (x.dim(1) != w.dim(1)) {
        throw new IllegalArgumentException(
            "%s: channels differ: input %s, filters %s: %s ≠ %s. Permute to channels first?"
                .formatted(op, x, w, x.dim(1), w.dim(1)));
      }
      if (stride < 1 || padding < 0 || dilation < 1) {
        throw new IllegalArgumentException(
            "%s: stride and dilation must be at least 1 and padding at least 0, not stride %s, dilation %s, padding %s."
                .formatted(op, stride, dilation, padding));
      }
      for (int axis = 2; axis < rank; axis++) {
        Window window = new Window(x.dim(axis), w.dim(axis), stride, padding, dilation);
        if (window.size() == 0 || window.places() < 1) {
          throw new IllegalArgumentException(
              "%s: filters %s do not fit into input %s with padding %s, stride %s and dilation %s: along axis %s they span %s, but there are %s + 2·%s elements. Use smaller filters or more padding."
                  .formatted(
                      op,
                      w,
                      x,
                      padding,
                      stride,
                      dilation,
                      axis,
                      window.span(),
                      window.length(),
                      padding));
        }
      }
    }

    /** One of the three, of the other two. */
    static final class Conv extends BilinearOp {
      private final Role role;
      private final Window height;
      private final Window width;

      Conv(Role role, Window height, Window width) {
        super(
            switch (role) {
              case RESULTS -> "conv2d";
              case IMAGES -> "conv2dImages";
              case FILTERS -> "conv2dFilters";
            });
        this.role = role;
        this.height = height;
        this.width = width;
      }

      @Override
      @SuppressWarnings("exports")
      public Recipe.Convolution recipe() {
        return new Recipe.Convolution(role, height, width);
      }

      @Override
      public NdArray forward(NdArray[] in) {
        Require.sameType(name(), in[0], in[1]);
        NdArray a = in[0].dense();
        NdArray b = in[1].dense();
        Shape first = a.shape();
        Shape second = b.shape();
        Shape shape =
            switch (role) {
              case RESULTS ->
                  Shape.of(first.dim(0), second.dim(0), height.places(), width.places());
              case IMAGES -> Shape.of(first.dim(0), second.dim(1), height.length(), width.length());
              case FILTERS -> Shape.of(first.dim(1), second.dim(1), height.size(), width.size());
            };
        NdArray y = NdArray.zeros(a.dtype(), shape);
        new Convolution(recipe(), first.toArray(), second.toArray(), a.dtype() == DType.FLOAT32)
            .run(a.storage(), a.offset(), b.storage(), b.offset(), y.storage());
        return y;
      }

      private <T extends Expr<T>> T other(Role wanted, T a, T b) {
        return a.apply(new Conv(wanted, height, width), b);
      }

      @Override
      <T extends Expr<T>> T adjointA(T g, T a, T b) {
        return switch (role) {
          case RESULTS -> other(Role.IMAGES, g, b);
          case IMAGES -> other(Role.RESULTS, g, b);
          case FILTERS -> other(Role.RESULTS, b, g);
        };
      }

      @Override
      <T extends Expr<T>> T adjointB(T g, T a, T b) {
        return switch (role) {
          case RESULTS -> other(Role.FILTERS, g, a);
          case IMAGES -> other(Role.FILTERS, a, g);
          case FILTERS -> other(Role.IMAGES, a, g);
        };
      }

      @Override
      public String toString() {
        return name() + " (" + height + ") × (" + width + ")";
      }
    }
  }
}
