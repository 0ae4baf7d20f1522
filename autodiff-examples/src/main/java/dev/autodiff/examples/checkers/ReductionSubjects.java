package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reductions over some or all axes, and softmax. */
final class ReductionSubjects {
  private ReductionSubjects() {}

  private interface Reduction {
    Tensor apply(Tensor x, boolean keepDims, int... axes);
  }

  static List<Subject> list() {
    List<Subject> r = new ArrayList<>();
    both(r, "sum", Tensor::sum, Tensor::sum, Draw::reals);
    both(r, "mean", Tensor::mean, Tensor::mean, Draw::reals);
    both(r, "logsumexp", Tensor::logsumexp, Tensor::logsumexp, Draw::units);
    both(r, "prod", Tensor::prod, Tensor::prod, ReductionSubjects::withZeros);
    extrema(r, "max", Tensor::max, Tensor::max);
    extrema(r, "min", Tensor::min, Tensor::min);
    r.add(along("softmax(int)", Tensor::softmax));
    r.add(along("logSoftmax(int)", Tensor::logSoftmax));
    return r;
  }

  private static void both(
      List<Subject> to,
      String name,
      BiFunction<Tensor, int[], Tensor> plain,
      Reduction keeping,
      BiFunction<Draw, int[], NdArray> values) {
    to.add(Subject.of(name + "(int...)", d -> plain(d, plain, values)));
    to.add(Subject.of(name + "(boolean,int...)", d -> keeping(d, keeping, values)));
  }

  private static void extrema(
      List<Subject> to, String name, BiFunction<Tensor, int[], Tensor> plain, Reduction keeping) {
    to.add(
        Subject.of(name + "(int...)", d -> plain(d, plain, Draw::distinct))
            .kinks(d -> plain(d, plain, Draw::ties)));
    to.add(
        Subject.of(name + "(boolean,int...)", d -> keeping(d, keeping, Draw::distinct))
            .kinks(d -> keeping(d, keeping, Draw::ties)));
  }

  private static Case plain(
      Draw d, BiFunction<Tensor, int[], Tensor> f, BiFunction<Draw, int[], NdArray> values) {
    int[] shape = d.shape(0);
    int[] axes = shape.length == 0 || d.flip() ? new int[0] : d.axes(shape.length);
    return Case.of(x -> f.apply(x, axes), values.apply(d, shape));
  }

  private static Case keeping(Draw d, Reduction f, BiFunction<Draw, int[], NdArray> values) {
    int[] shape = d.shape(1);
    int[] axes = d.axes(shape.length);
    return Case.of(x -> f.apply(x, true, axes), values.apply(d, shape));
  }

  /** Factors of which some are 0, where a product is as smooth as elsewhere. */
  private static NdArray withZeros(Draw d, int[] shape) {
    return d.flip() ? d.units(shape) : d.at(new double[] {0}, shape);
  }

  private static Subject along(String name, BiFunction<Tensor, Integer, Tensor> f) {
    return Subject.of(
            name,
            d -> {
              int[] shape = d.shape(1);
              int axis = d.below(shape.length);
              return Case.of(x -> f.apply(x, axis), d.units(shape));
            })
        .extreme(
            d -> {
              int[] shape = d.shape(1);
              int axis = d.below(shape.length);
              return Case.of(x -> f.apply(x, axis), d.far(10, 60, shape));
            });
  }
}
