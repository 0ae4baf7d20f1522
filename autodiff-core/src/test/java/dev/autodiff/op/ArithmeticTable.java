package dev.autodiff.op;

import static dev.autodiff.op.Domain.NON_ZERO;
import static dev.autodiff.op.Domain.POSITIVE;
import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.op.Operation.Case;
import java.util.List;

/** The lines of {@link Arithmetic}. */
final class ArithmeticTable {
  private ArithmeticTable() {}

  static List<Operation> operations() {
    return List.of(
        Elements.binary("add(T)", REAL, REAL, REAL, Tensor::add, (a, b) -> a + b),
        Elements.number("add(double)", REAL, Tensor::add, (a, b) -> a + b, -1.5, 0, 3),
        Elements.binary("sub(T)", REAL, REAL, REAL, Tensor::sub, (a, b) -> a - b),
        Elements.number("sub(double)", REAL, Tensor::sub, (a, b) -> a - b, -1.5, 0, 3),
        Elements.binary("mul(T)", REAL, REAL, REAL, Tensor::mul, (a, b) -> a * b),
        Elements.number("mul(double)", REAL, Tensor::mul, (a, b) -> a * b, -1.5, 0, 3),
        Elements.binary("div(T)", NON_ZERO, REAL, NON_ZERO, Tensor::div, (a, b) -> a / b),
        Elements.number("div(double)", REAL, Tensor::div, (a, b) -> a / b, -1.5, 3),
        Elements.unary("neg()", REAL, Tensor::neg, x -> -x),
        Elements.unary("reciprocal()", NON_ZERO, Tensor::reciprocal, x -> 1 / x),
        Elements.unary("square()", REAL, Tensor::square, x -> x * x),
        Elements.binary("pow(T)", POSITIVE, POSITIVE, REAL, Tensor::pow, Math::pow),
        Elements.number(
            "pow(double)", POSITIVE, Tensor::pow, Math::pow, -2, -0.5, 0, 0.5, 1, 2, 2.5),
        integerPower(),
        Elements.binary("chain(T)", REAL, REAL, REAL, Tensor::chain, (g, d) -> g == 0 ? 0 : g * d),
        Operation.of("cast(DType)", "to float32", draw -> cast(draw, false)),
        Operation.of("cast(DType)", "to float32 and back", draw -> cast(draw, true)),
        Operation.of("cast(DType)", "to int32 and back", ArithmeticTable::truncate));
  }

  /** Integer powers of negative numbers, by repeated multiplication. */
  private static Operation integerPower() {
    return Operation.of(
        "pow(double)",
        "of negative numbers",
        draw -> {
          Ref x = draw.reals(draw.shape(), NON_ZERO);
          int n = draw.below(8) - 3;
          return Case.of(
              x,
              t -> t.pow(n),
              x.shape,
              (i, in) -> {
                double r = 1;
                for (int k = 0; k < Math.abs(n); k++) {
                  r *= in[0].at(i);
                }
                return n < 0 ? 1 / r : r;
              });
        });
  }

  private static Case cast(Draw draw, boolean back) {
    Ref x = draw.reals(draw.shape(), REAL);
    return Case.of(
            x,
            t -> {
              Tensor y = t.cast(t.dtype() == DType.FLOAT64 ? DType.FLOAT32 : DType.FLOAT64);
              return back ? y.cast(t.dtype()) : y;
            },
            x.shape,
            (i, in) -> (float) in[0].at(i))
        .rounding(0x1p-23);
  }

  /** A step function: its derivative is 0. */
  private static Case truncate(Draw draw) {
    Ref x = draw.betweenIntegers(draw.shape(), 5);
    return Case.of(
        x, t -> t.cast(DType.INT32).cast(t.dtype()), x.shape, (i, in) -> (int) in[0].at(i));
  }
}
