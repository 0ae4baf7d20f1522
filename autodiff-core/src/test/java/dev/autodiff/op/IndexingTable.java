package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Operation.Case;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** The lines of {@link Indexing}. */
final class IndexingTable {
  private IndexingTable() {}

  static List<Operation> operations() {
    return List.of(
        Operation.of("gatherRows(T)", d -> gather(d, (x, i) -> x.gatherRows(Tensor.of(i)))),
        Operation.of("gatherRows(NdArray)", d -> gather(d, Tensor::gatherRows)),
        Operation.of("pick(T)", d -> pick(d, (x, i) -> x.pick(Tensor.of(i)))),
        Operation.of("pick(NdArray)", d -> pick(d, Tensor::pick)),
        Operation.of("oneHot(int)", d -> oneHot(d, false)),
        Operation.of("oneHot(int,DType)", d -> oneHot(d, true)));
  }

  private static Case gather(Draw draw, BiFunction<Tensor, NdArray, Tensor> call) {
    Ref x = draw.reals(draw.shape(1), REAL);
    int rows = x.shape[0];
    int[] shapeOfIndices = new int[draw.below(3)];
    Arrays.setAll(shapeOfIndices, i -> rows == 0 ? 0 : draw.below(5));
    if (rows == 0 && shapeOfIndices.length == 0) {
      shapeOfIndices = new int[] {0};
    }
    int[] indices = draw.indices(Ref.size(shapeOfIndices), rows);
    NdArray array = NdArray.wrap(indices, Shape.of(shapeOfIndices));
    int[] places = shapeOfIndices;
    return Case.of(
        x,
        t -> call.apply(t, array),
        Ref.join(places, Ref.without(x.shape, 0)),
        (i, in) -> {
          int row = indices[Ref.flat(Arrays.copyOf(i, places.length), places)];
          return in[0].at(
              Ref.join(new int[] {row}, Arrays.copyOfRange(i, places.length, i.length)));
        });
  }

  private static Case pick(Draw draw, BiFunction<Tensor, NdArray, Tensor> call) {
    int[] drawn = draw.shape(1);
    int last = drawn.length - 1;
    int[] shape = Ref.with(drawn, last, Math.max(1, drawn[last]));
    Ref x = draw.reals(shape, REAL);
    int[] rows = Arrays.copyOf(shape, last);
    int[] labels = draw.indices(Ref.size(rows), shape[last]);
    NdArray array = NdArray.wrap(labels, Shape.of(rows));
    return Case.of(
        x,
        t -> call.apply(t, array),
        rows,
        (i, in) -> in[0].at(Ref.join(i, labels[Ref.flat(i, rows)])));
  }

  /** One-hot rows of labels that are themselves computed, which gives them no gradient. */
  private static Case oneHot(Draw draw, boolean typed) {
    int[] shape = draw.shapeUpTo(0, 5);
    int depth = 1 + draw.below(4);
    Ref x = draw.betweenIntegers(shape, depth);
    return Case.of(
        x,
        t -> {
          Tensor labels = t.cast(DType.INT32);
          return typed ? labels.oneHot(depth, t.dtype()) : labels.oneHot(depth).cast(t.dtype());
        },
        Ref.join(shape, depth),
        (i, in) -> i[shape.length] == (int) in[0].at(Arrays.copyOf(i, shape.length)) ? 1 : 0);
  }
}
