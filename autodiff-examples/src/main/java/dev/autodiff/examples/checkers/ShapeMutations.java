package dev.autodiff.examples.checkers;

import static dev.autodiff.examples.checkers.Mutation.named;
import static dev.autodiff.examples.checkers.Mutation.ofRule;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;

/** Mistakes with axes, positions and indices. */
final class ShapeMutations {
  private ShapeMutations() {}

  static List<Mutation> list() {
    return List.of(
        ofRule(
            "broadcast sum missing: first slice", named("broadcastTo"), ShapeMutations::firstSlice),
        ofRule(
            "broadcast sum as mean", named("broadcastTo"), v -> v.rightOrZero().mul(1 / count(v))),
        ofRule("sum as mean", named("sum"), v -> v.rightOrZero().mul(1 / count(v))),
        ofRule("1/n missing", ShapeMutations::isMean, v -> v.input() == 0 ? v.g() : v.right()),
        ofRule("A for Aᵀ", n -> isMatmul(n, true), v -> product(v, false)),
        ofRule("product in the wrong order", n -> isMatmul(n, true), v -> product(v, true)),
        ofRule("result transposed", n -> anySquare(n), v -> squareTransposed(v)),
        ofRule(
            "wrong axis", named("softmax", "logSoftmax", "sum", "max"), ShapeMutations::wrongAxis),
        ofRule("permuted, not back", named("permute"), ShapeMutations::permutedAgain),
        ofRule(
            "off by one", named("slice", "concat"), v -> GeneralMutations.shifted(v.rightOrZero())),
        ofRule("index off by one", named("gatherRows", "pick"), ShapeMutations::indexOffByOne),
        ofRule("last of equal indices wins", named("gatherRows"), ShapeMutations::lastWins),
        ofRule("window turned round", named("conv2d"), ShapeMutations::turned),
        ofRule("slice not put in place", named("slice"), ShapeMutations::spread));
  }

  private static double count(Vjp v) {
    double larger = Math.max(v.own().shape().size(), v.y().shape().size());
    return larger / Math.min(v.own().shape().size(), v.y().shape().size());
  }

  /** One of the repeated cotangents in place of their sum. */
  private static Tensor firstSlice(Vjp v) {
    Tensor g = v.g();
    Shape own = v.own().shape();
    while (g.shape().rank() > own.rank()) {
      g = g.slice(0, 0, 1).squeeze(0);
    }
    for (int axis = 0; axis < own.rank(); axis++) {
      g = g.slice(axis, 0, own.dim(axis));
    }
    return g;
  }

  private static boolean isMean(Tensor node) {
    return named("div").test(node)
        && node.inputs().get(0).op().map(op -> op.name().equals("sum")).orElse(false);
  }

  private static boolean isMatmul(Tensor node, boolean square) {
    return named("matmul").test(node)
        && (!square || (isSquare(node.inputs().get(0)) && isSquare(node.inputs().get(1))));
  }

  private static boolean isSquare(Tensor t) {
    return Mutation.isSquare(t);
  }

  private static boolean anySquare(Tensor node) {
    return node.inputs().stream().anyMatch(Mutation::isSquare);
  }

  private static Tensor product(Vjp v, boolean reversed) {
    Tensor other = v.x().get(1 - v.input());
    if (reversed) {
      Tensor turned = other.transpose(-2, -1);
      return v.input() == 0 ? turned.matmul(v.g()) : v.g().matmul(turned);
    }
    return v.input() == 0 ? v.g().matmul(other) : other.matmul(v.g());
  }

  private static Tensor squareTransposed(Vjp v) {
    Tensor right = v.rightOrZero();
    return isSquare(right) ? right.transpose(-2, -1) : right;
  }

  /** The rule of the other of two equally long axes. */
  private static Tensor wrongAxis(Vjp v) {
    Tensor x = v.own();
    if (!isSquare(x)) {
      return v.rightOrZero();
    }
    if (!v.y().shape().equals(x.shape())) {
      return v.rightOrZero().transpose(-2, -1);
    }
    Tensor turned =
        v.withCotangent(turn(v.g()))
            .withInputs(List.of(turn(x)))
            .withValue(turn(v.y()))
            .rightOrZero();
    return turn(turned);
  }

  private static Tensor turn(Tensor t) {
    return t.transpose(-2, -1);
  }

  private static Tensor permutedAgain(Vjp v) {
    Tensor again = v.g().apply(v.op());
    return again.shape().equals(v.own().shape()) ? again : v.rightOrZero();
  }

  private static Tensor indexOffByOne(Vjp v) {
    if (v.input() == 1) {
      return v.g();
    }
    Shape shape = v.own().shape();
    int n = v.op().name().equals("pick") ? shape.dim(-1) : shape.dim(0);
    int[] indices = v.x().get(1).value().toInts();
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (indices[i] + 1) % n;
    }
    Tensor moved = Tensor.of(NdArray.wrap(indices, v.x().get(1).shape()));
    return v.withInputs(List.of(v.own(), moved)).rightOrZero();
  }

  /** Rows written over each other in place of added. */
  private static Tensor lastWins(Vjp v) {
    int[] indices = v.x().get(1).value().toInts();
    Tensor g =
        v.g().reshape(Shape.of(indices.length, v.own().shape().size() / v.own().shape().dim(0)));
    List<Tensor> rows = new ArrayList<>();
    for (int row = 0; row < v.own().shape().dim(0); row++) {
      int last = -1;
      for (int i = 0; i < indices.length; i++) {
        last = indices[i] == row ? i : last;
      }
      rows.add(last < 0 ? g.slice(0, 0, 1).mul(0) : g.slice(0, last, last + 1));
    }
    return Tensor.concat(0, rows).reshape(v.own().shape());
  }

  private static Tensor turned(Vjp v) {
    Tensor t = v.rightOrZero();
    int width = t.shape().dim(-1);
    List<Tensor> columns = new ArrayList<>();
    for (int i = width - 1; i >= 0; i--) {
      columns.add(t.slice(-1, i, i + 1));
    }
    return Tensor.concat(-1, columns);
  }

  /** The cotangents at the beginning of the axis, whatever the slice's start. */
  private static Tensor spread(Vjp v) {
    Tensor own = v.own();
    Tensor g = v.g();
    for (int axis = 0; axis < own.shape().rank(); axis++) {
      int missing = own.shape().dim(axis) - g.shape().dim(axis);
      if (missing > 0) {
        Shape gap = g.shape().with(axis, missing);
        g = Tensor.concat(axis, g, Tensor.of(NdArray.zeros(g.dtype(), gap)));
      }
    }
    return g;
  }
}
