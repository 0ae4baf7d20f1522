package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Operation.Case;
import java.util.List;

/** The lines of {@link Piecewise}. */
final class PiecewiseTable {
  private PiecewiseTable() {}

  private interface Choice {
    Tensor apply(Tensor condition, Tensor a, Tensor b);
  }

  /** A step function, drawn between its jumps if it must be smooth. */
  private static Case floor(Draw draw) {
    Ref x =
        draw.smooth
            ? draw.betweenIntegers(draw.shape(), 5)
            : draw.reals(draw.shape(), REAL, -1, 0, 2);
    return Case.of(x, Tensor::floor, x.shape, (i, in) -> Math.floor(in[0].at(i)));
  }

  static List<Operation> operations() {
    return List.of(
        Elements.unary("relu()", REAL, Tensor::relu, x -> x > 0 ? x : 0, 0),
        Elements.unary(
            "hardtanh()", REAL, Tensor::hardtanh, x -> x < -1 ? -1 : x > 1 ? 1 : x, -1, 1),
        Elements.unary("abs()", REAL, Tensor::abs, x -> x < 0 ? -x : x, 0),
        Elements.unary("sign()", REAL, Tensor::sign, x -> x < 0 ? -1 : x > 0 ? 1 : 0, 0),
        Operation.of("floor()", PiecewiseTable::floor),
        Elements.unary(
            "clip(double,double)",
            REAL,
            x -> x.clip(-0.5, 1.25),
            x -> x < -0.5 ? -0.5 : x > 1.25 ? 1.25 : x,
            -0.5,
            1.25),
        Elements.ordered("maximum(T)", Tensor::maximum, (a, b) -> a > b ? a : b),
        Elements.ordered("minimum(T)", Tensor::minimum, (a, b) -> a < b ? a : b),
        Operation.of(
            "where(T,T)", "of data", draw -> constantCondition(draw, (c, a, b) -> c.where(a, b))),
        Operation.of("where(T,T)", "of a comparison", PiecewiseTable::computedCondition),
        Operation.of(
            "where(T,T,T)", draw -> constantCondition(draw, (c, a, b) -> Tensor.where(c, a, b))),
        Elements.ordered("eq(T)", Tensor::eq, (a, b) -> a == b ? 1 : 0),
        Elements.ordered("ne(T)", Tensor::ne, (a, b) -> a != b ? 1 : 0),
        Elements.ordered("lt(T)", Tensor::lt, (a, b) -> a < b ? 1 : 0),
        Elements.ordered("le(T)", Tensor::le, (a, b) -> a <= b ? 1 : 0),
        Elements.ordered("gt(T)", Tensor::gt, (a, b) -> a > b ? 1 : 0),
        Elements.ordered("ge(T)", Tensor::ge, (a, b) -> a >= b ? 1 : 0),
        Elements.orderedNumber("eq(double)", Tensor::eq, (a, b) -> a == b ? 1 : 0),
        Elements.orderedNumber("ne(double)", Tensor::ne, (a, b) -> a != b ? 1 : 0),
        Elements.orderedNumber("lt(double)", Tensor::lt, (a, b) -> a < b ? 1 : 0),
        Elements.orderedNumber("le(double)", Tensor::le, (a, b) -> a <= b ? 1 : 0),
        Elements.orderedNumber("gt(double)", Tensor::gt, (a, b) -> a > b ? 1 : 0),
        Elements.orderedNumber("ge(double)", Tensor::ge, (a, b) -> a >= b ? 1 : 0));
  }

  /** A condition of data, any number but 0 standing for true. */
  private static Case constantCondition(Draw draw, Choice where) {
    int[] shape = draw.shape();
    int[] shapeOfC = draw.narrowed(shape);
    Ref a = draw.reals(draw.narrowed(shape), REAL);
    Ref b = draw.reals(draw.narrowed(shape), REAL);
    double[] c = new double[Ref.size(shapeOfC)];
    for (int i = 0; i < c.length; i++) {
      c[i] = draw.pick(0, 1, -0.5);
    }
    Ref condition = new Ref(shapeOfC, c);
    return Case.of(
        List.of(a, b),
        in -> {
          NdArray mask = condition.toArray(in.get(0).dtype());
          return where.apply(Tensor.of(mask), in.get(0), in.get(1));
        },
        Ref.broadcast(shapeOfC, Ref.broadcast(a.shape, b.shape)),
        (i, in) -> condition.spread(i) != 0 ? in[0].spread(i) : in[1].spread(i));
  }

  /** A condition that itself depends on a variable: its gradient is 0. */
  private static Case computedCondition(Draw draw) {
    int[] shape = draw.shape();
    Ref c = draw.reals(draw.narrowed(shape), REAL, 0);
    Ref a = draw.reals(draw.narrowed(shape), REAL);
    Ref b = draw.reals(draw.narrowed(shape), REAL);
    return Case.of(
        List.of(c, a, b),
        in -> in.get(0).gt(0).where(in.get(1), in.get(2)),
        Ref.broadcast(c.shape, Ref.broadcast(a.shape, b.shape)),
        (i, in) -> in[0].spread(i) > 0 ? in[1].spread(i) : in[2].spread(i));
  }
}
