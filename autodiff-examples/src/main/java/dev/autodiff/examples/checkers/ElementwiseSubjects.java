package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Arithmetic and smooth elementwise functions. */
final class ElementwiseSubjects {
  private ElementwiseSubjects() {}

  static List<Subject> list() {
    return List.of(
        binary("add(T)", Tensor::add),
        binary("sub(T)", Tensor::sub),
        binary("mul(T)", Tensor::mul),
        binary("chain(T)", Tensor::chain),
        binary("div(T)", Tensor::div)
            .extreme(d -> Case.ofTwo(Tensor::div, d.units(d.shape(0)), d.above(0))),
        power(),
        unary("add(double)", x -> x.add(1.5), Draw::reals),
        unary("sub(double)", x -> x.sub(1.5), Draw::reals),
        unary("mul(double)", x -> x.mul(-1.5), Draw::reals),
        unary("div(double)", x -> x.div(3), Draw::reals),
        unary("neg()", Tensor::neg, Draw::reals),
        unary("square()", Tensor::square, Draw::reals)
            .extreme(d -> Case.of(x -> x.square().add(1e6), d.units(d.shape(0)))),
        unary("reciprocal()", Tensor::reciprocal, Draw::reals).extreme(edge(Tensor::reciprocal, 0)),
        unary("pow(double)", x -> x.pow(2.5), Draw::positives).extreme(edge(x -> x.pow(2.5), 0)),
        new Subject("cast(DType)", java.util.Map.of(), false)
            .extreme(
                d ->
                    Case.of(
                        x -> x.cast(DType.FLOAT32).mul(3).cast(DType.FLOAT64),
                        d.units(d.shape(0)))),
        unary("sqrt()", Tensor::sqrt, Draw::positives).extreme(edge(Tensor::sqrt, 0)),
        unary("exp()", Tensor::exp, Draw::units).extreme(far(Tensor::exp, 10, 30)),
        unary("log()", Tensor::log, Draw::positives).extreme(edge(Tensor::log, 0)),
        unary("log1p()", Tensor::log1p, (d, s) -> d.uniform(-0.8, 3, s))
            .extreme(edge(Tensor::log1p, -1)),
        unary("expm1()", Tensor::expm1, Draw::units).extreme(far(Tensor::expm1, 10, 30)),
        unary("sin()", Tensor::sin, Draw::reals).extreme(far(Tensor::sin, 1e3, 1e5)),
        unary("cos()", Tensor::cos, Draw::reals).extreme(far(Tensor::cos, 1e3, 1e5)),
        unary("tanh()", Tensor::tanh, Draw::units).extreme(far(Tensor::tanh, 6, 40)),
        unary("sigmoid()", Tensor::sigmoid, Draw::units).extreme(far(Tensor::sigmoid, 10, 60)),
        unary("softplus()", Tensor::softplus, Draw::units).extreme(far(Tensor::softplus, 10, 60)),
        unary("erf()", Tensor::erf, Draw::units).extreme(far(Tensor::erf, 3, 7)),
        unary("gelu()", Tensor::gelu, Draw::units).extreme(far(Tensor::gelu, 5, 12)));
  }

  static Subject unary(
      String name, Function<Tensor, Tensor> f, BiFunction<Draw, int[], NdArray> values) {
    return Subject.of(name, d -> Case.of(f, values.apply(d, d.shape(0))));
  }

  private static Function<Draw, Case> edge(Function<Tensor, Tensor> f, double at) {
    return d -> Case.of(f, d.above(at, d.shape(0)));
  }

  private static Function<Draw, Case> far(Function<Tensor, Tensor> f, double from, double to) {
    return d -> Case.of(f, d.far(from, to, d.shape(0)));
  }

  private static Subject binary(String name, Case.Binary f) {
    return Subject.of(
        name,
        d -> {
          int[] shape = d.shape(0);
          NdArray a = d.reals(d.narrowed(shape));
          return Case.ofTwo(f, a, d.reals(d.narrowed(shape)));
        });
  }

  private static Subject power() {
    return Subject.of(
            "pow(T)",
            d -> {
              int[] shape = d.shape(0);
              NdArray a = d.uniform(0.2, 3, d.narrowed(shape));
              return Case.ofTwo(Tensor::pow, a, d.units(d.narrowed(shape)));
            })
        .extreme(
            d -> {
              int[] shape = d.shape(0);
              return Case.ofTwo(Tensor::pow, d.above(0, shape), d.uniform(0.5, 3, shape));
            });
  }
}
