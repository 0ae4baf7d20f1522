package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions with kinks, and comparisons, which are steps. */
final class PiecewiseSubjects {
  private PiecewiseSubjects() {}

  static List<Subject> list() {
    List<Subject> r = new ArrayList<>();
    r.add(kinked("relu()", Tensor::relu, 0));
    r.add(kinked("abs()", Tensor::abs, 0));
    r.add(kinked("hardtanh()", Tensor::hardtanh, -1, 1));
    r.add(kinked("clip(double,double)", x -> x.clip(-0.5, 1.25), -0.5, 1.25));
    r.add(kinked("sign()", Tensor::sign, 0).steps());
    r.add(kinked("floor()", Tensor::floor, -2, -1, 0, 1, 2).steps());
    r.add(extremum("maximum(T)", Tensor::maximum));
    r.add(extremum("minimum(T)", Tensor::minimum));
    r.add(choice("where(T,T)", (c, in) -> c.where(in.get(0), in.get(1))));
    r.add(choice("where(T,T,T)", (c, in) -> Tensor.where(c, in.get(0), in.get(1))));
    r.add(kinked("leaky relu", x -> x.gt(0).where(x, x.mul(0.1)), 0));
    r.add(kinked("Huber loss", PiecewiseSubjects::huber, -1, 1));
    r.add(comparison("eq(T)", Tensor::eq));
    r.add(comparison("ne(T)", Tensor::ne));
    r.add(comparison("lt(T)", Tensor::lt));
    r.add(comparison("le(T)", Tensor::le));
    r.add(comparison("gt(T)", Tensor::gt));
    r.add(comparison("ge(T)", Tensor::ge));
    r.add(kinked("eq(double)", x -> x.eq(0.5), 0.5).steps());
    r.add(kinked("ne(double)", x -> x.ne(0.5), 0.5).steps());
    r.add(kinked("lt(double)", x -> x.lt(0.5), 0.5).steps());
    r.add(kinked("le(double)", x -> x.le(0.5), 0.5).steps());
    r.add(kinked("gt(double)", x -> x.gt(0.5), 0.5).steps());
    r.add(kinked("ge(double)", x -> x.ge(0.5), 0.5).steps());
    return r;
  }

  private static Tensor huber(Tensor x) {
    return x.abs().le(1).where(x.square().mul(0.5), x.abs().sub(0.5));
  }

  /** Ordinary points away from the places, extreme ones just beside them, kinks upon them. */
  private static Subject kinked(String name, Function<Tensor, Tensor> f, double... places) {
    return Subject.of(name, d -> Case.of(f, d.off(places, d.shape(0))))
        .extreme(d -> Case.of(f, d.near(places, d.shape(0))))
        .kinks(d -> Case.of(f, d.at(places, d.shape(0))));
  }

  private static Subject extremum(String name, Case.Binary f) {
    return comparisonPoints(name, f)
        .extreme(
            d -> {
              NdArray a = d.units(d.shape(0));
              NdArray step = d.near(new double[] {0}, a.shape().toArray());
              return Case.ofTwo(f, a, Tensor.of(a).add(Tensor.of(step)).value());
            });
  }

  private static Subject comparison(String name, Case.Binary f) {
    return comparisonPoints(name, f).steps();
  }

  private static Subject comparisonPoints(String name, Case.Binary f) {
    return Subject.of(
            name,
            d -> {
              NdArray a = d.units(d.shape(0));
              return Case.ofTwo(f, a, d.apart(a));
            })
        .kinks(
            d -> {
              NdArray a = d.units(d.shape(0));
              return Case.ofTwo(f, a, d.partlyEqual(a));
            });
  }

  /** A condition of data, and two operands that broadcast. */
  private static Subject choice(String name, BiFunction<Tensor, List<Tensor>, Tensor> f) {
    return Subject.of(
        name,
        d -> {
          int[] shape = d.shape(0);
          Tensor condition = Tensor.of(d.mask(d.narrowed(shape)));
          NdArray a = d.reals(d.narrowed(shape));
          NdArray b = d.reals(d.narrowed(shape));
          return Case.ofAll(in -> f.apply(condition, in), a, b);
        });
  }
}
