package dev.autodiff.examples.checkers;

import static dev.autodiff.examples.checkers.ElementwiseSubjects.unary;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;

/** Formulas, and graphs in which values are used more than once. */
final class CompositeSubjects {
  private CompositeSubjects() {}

  static List<Subject> list() {
    return List.of(
        Subject.of(
            "((a+b)(c+d))²",
            d ->
                Case.ofAll(
                    in -> in.get(0).add(in.get(1)).mul(in.get(2).add(in.get(3))).square(),
                    d.units(),
                    d.units(),
                    d.units(),
                    d.units())),
        unary("x³ − 2x² + x", x -> x.pow(3).sub(x.square().mul(2)).add(x), (d, s) -> d.units(s)),
        unary("x·x + x·sin x", x -> x.mul(x).add(x.mul(x.sin())), (d, s) -> d.units(s)),
        unary("diamond", CompositeSubjects::diamond, (d, s) -> d.units(s)),
        unary("ladder of fan-outs", CompositeSubjects::ladder, (d, s) -> d.uniform(0.2, 0.9, s)),
        unary("log₁₀ x", x -> x.log().mul(1 / Math.log(10)), Draw::positives),
        unary("e^(−x²/2)", x -> x.square().mul(-0.5).exp(), (d, s) -> d.units(s)),
        unary("log(1 + x²)", x -> x.square().add(1).log(), Draw::reals),
        unary("x/√Σx²", x -> x.div(x.square().sum().sqrt()), Draw::reals),
        unary("Σx² + 10⁴", x -> x.square().sum().add(1e4), (d, s) -> d.units(s)),
        unary("variance", x -> x.sub(x.mean()).square().mean(), Draw::reals)
            .extreme(
                d ->
                    Case.of(
                        x -> x.sub(x.mean()).square().mean(), d.uniform(1e4, 1e4 + 1, d.shape(0)))),
        unary("Σ softmax", x -> x.reshape(-1).softmax(0).sum(), (d, s) -> d.units(s)).steps(),
        Subject.of("cumulated sum", CompositeSubjects::cumulatedSum),
        Subject.of("quadratic form xᵀAx", CompositeSubjects::quadraticForm),
        Subject.of("dropout", CompositeSubjects::dropout),
        Subject.of("mean squared error", CompositeSubjects::meanSquaredError),
        Subject.of("binary cross-entropy", CompositeSubjects::binaryCrossEntropy));
  }

  private static Tensor diamond(Tensor x) {
    Tensor a = x.tanh();
    return a.square().mul(a.exp()).add(a);
  }

  /** Each rung uses the one before twice. */
  private static Tensor ladder(Tensor x) {
    Tensor t = x;
    for (int i = 0; i < 3; i++) {
      t = t.mul(t.cos()).add(t.square());
    }
    return t.sum();
  }

  /** By a product with a triangle of ones. */
  private static Case cumulatedSum(Draw d) {
    int n = 2 + d.below(3);
    double[] triangle = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        triangle[i * n + j] = 1;
      }
    }
    Tensor ones = Tensor.of(NdArray.wrap(triangle, Shape.of(n, n)));
    return Case.of(x -> ones.matmul(x), d.reals(n, 1 + d.below(3)));
  }

  private static Case quadraticForm(Draw d) {
    int n = 1 + d.below(3);
    NdArray x = d.reals(n);
    return Case.ofTwo((v, a) -> v.matmul(a).matmul(v), x, d.reals(n, n));
  }

  private static Case dropout(Draw d) {
    int m = 1 + d.below(3);
    int k = 1 + d.below(3);
    Tensor mask = Tensor.of(d.mask(m, k));
    NdArray x = d.reals(m, k);
    return Case.ofTwo((v, w) -> v.mul(mask).div(0.5).matmul(w), x, d.units(k, 2));
  }

  private static Case meanSquaredError(Draw d) {
    int[] shape = d.shape(1);
    Tensor target = Tensor.of(d.units(shape));
    return Case.of(x -> x.sub(target).square().mean(), d.units(shape));
  }

  private static Case binaryCrossEntropy(Draw d) {
    int[] shape = d.shape(1);
    Tensor target = Tensor.of(d.mask(shape));
    return Case.of(
        p -> {
          Tensor q = p.neg().add(1);
          return target.mul(p.log()).add(target.neg().add(1).mul(q.log())).mean().neg();
        },
        d.uniform(0.1, 0.9, shape));
  }
}
