package dev.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Values and derivatives at kinks, edges and extremes: the table of the package documentation. */
final class ConventionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  /** Equal as numbers; NaN equals NaN. */
  private static void same(double actual, double expected, String what, Object at) {
    assertThat(Double.compare(actual + 0.0, expected + 0.0))
        .as("%s at %s: %s instead of %s", what, at, actual, expected)
        .isZero();
  }

  /** Checks f′ in both types and both modes. */
  private static void slope(Function<Tensor, Tensor> f, double x, double expected) {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      NdArray point = NdArray.scalar(type, x);
      NdArray one = NdArray.scalar(type, 1);
      same(Autodiff.vjp(f, point, one).item(), expected, "reverse", point);
      same(Autodiff.jvp(f, point, one).item(), expected, "forward", point);
    }
  }

  private static void value(Function<Tensor, Tensor> f, double x, double expected) {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      double y = f.apply(Tensor.of(NdArray.scalar(type, x))).item();
      same(y, expected, "value in " + type, x);
    }
  }

  /** Checks f″ in all four pairs of modes. */
  private static void curvature(Function<Tensor, Tensor> f, double x, double expected) {
    NdArray point = NdArray.scalar(x);
    NdArray one = NdArray.scalar(1);
    Function<Tensor, Tensor> reverse = t -> Autodiff.differentiableGradients(f.apply(t), t).of(t);
    Function<Tensor, Tensor> forward = t -> Autodiff.pushforward(f.apply(t), t, Tensor.of(one));
    same(Autodiff.vjp(reverse, point, one).item(), expected, "reverse over reverse", x);
    same(Autodiff.jvp(reverse, point, one).item(), expected, "forward over reverse", x);
    same(Autodiff.vjp(forward, point, one).item(), expected, "reverse over forward", x);
    same(Autodiff.jvp(forward, point, one).item(), expected, "forward over forward", x);
  }

  @Test
  void kinksOfOneArgument() {
    slope(Tensor::relu, 0, 0);
    slope(Tensor::relu, -0.0, 0);
    slope(Tensor::abs, 0, 0);
    slope(Tensor::abs, -3, -1);
    slope(Tensor::sign, 0, 0);
    slope(Tensor::floor, 2, 0);
    slope(Tensor::floor, -0.5, 0);
    for (double end : new double[] {-1, 1}) {
      slope(Tensor::hardtanh, end, 1);
      slope(x -> x.clip(-1, 1), end, 1);
      slope(Tensor::hardtanh, Math.nextUp(1.0f) * end, 0);
      slope(x -> x.clip(-1, 1), Math.nextUp(1.0f) * end, 0);
    }
    slope(x -> x.clip(2, 2), 2, 1);
    assertThatThrownBy(() -> Tensor.scalar(0).clip(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsOfDomains() {
    value(Tensor::sqrt, 0, 0);
    slope(Tensor::sqrt, 0, INF);
    value(Tensor::sqrt, -1, NAN);
    slope(Tensor::sqrt, -1, NAN);
    value(Tensor::log, 0, -INF);
    slope(Tensor::log, 0, INF);
    value(Tensor::log, -1, NAN);
    slope(Tensor::log, -1, NAN);
    value(Tensor::log1p, -1, -INF);
    slope(Tensor::log1p, -1, INF);
    slope(Tensor::log1p, -2, NAN);
    value(Tensor::reciprocal, 0, INF);
    slope(Tensor::reciprocal, 0, -INF);
  }

  @Test
  void powers() {
    for (double x : new double[] {0, 1, -2, 3}) {
      value(t -> t.pow(0), x, 1);
      slope(t -> t.pow(0), x, 0);
      curvature(t -> t.pow(0), x, 0);
    }
    for (double y : new double[] {0, 0.5, 1, 3}) { // in the exponent
      value(t -> t.filled(0).pow(t), y, y == 0 ? 1 : 0);
      slope(t -> t.filled(0).pow(t), y, 0);
      curvature(t -> t.filled(0).pow(t), y, 0);
    }
    slope(t -> t.pow(1), 0, 1);
    slope(t -> t.pow(2), 0, 0);
    curvature(t -> t.pow(2), 0, 2);
    slope(t -> t.pow(3), -2, 12);
    curvature(t -> t.pow(3), 0, 0);
    slope(t -> t.pow(0.5), 0, INF);
    slope(t -> t.filled(0).pow(t), -1, -INF);
  }

  @Test
  void tiesShareTheGradient() {
    slope(x -> x.maximum(x.filled(2)), 2, 0.5);
    slope(x -> x.filled(2).maximum(x), 2, 0.5);
    slope(x -> x.minimum(x.filled(2)), 2, 0.5);
    slope(x -> x.maximum(x), 2, 1);
    slope(x -> x.minimum(x), 2, 1);
    Tensor x = Tensor.variable(NdArray.of(3, 1, 3, 3));
    assertThat(Autodiff.gradients(x.max(), x).of(x))
        .isEqualTo(NdArray.of(1 / 3.0, 0, 1 / 3.0, 1 / 3.0));
    Tensor y = Tensor.variable(NdArray.of(new double[][] {{1, 1}, {0, 1}}));
    assertThat(Autodiff.gradients(y.min(1).sum(), y).of(y))
        .isEqualTo(NdArray.of(new double[][] {{0.5, 0.5}, {1, 0}}));
  }

  @Test
  void notANumberIsNotHidden() {
    value(x -> x.maximum(x.filled(1)), NAN, NAN);
    value(x -> x.filled(1).minimum(x), NAN, NAN);
    value(Tensor::relu, NAN, NAN);
    value(Tensor::hardtanh, NAN, NAN);
    value(x -> x.clip(0, 1), NAN, NAN);
    value(Tensor::sign, NAN, NAN);
    value(Tensor::sigmoid, NAN, NAN);
    value(Tensor::softplus, NAN, NAN);
    assertThat(Tensor.of(1, NAN, 2).max().item()).isNaN();
    assertThat(Tensor.of(1, NAN, 2).min().item()).isNaN();
    assertThat(Tensor.of(1, NAN, 2).logsumexp().item()).isNaN();
    value(x -> x.eq(x), NAN, 0);
    value(x -> x.ne(x), NAN, 1);
    value(x -> x.le(x), NAN, 0);
  }

  /** f where x &gt; 0, else 0. */
  private static Function<Tensor, Tensor> masked(Function<Tensor, Tensor> f) {
    return x -> x.gt(0).where(f.apply(x), x.filled(0));
  }

  @Test
  void whereMasksTruly() {
    List<Function<Tensor, Tensor>> functions =
        List.of(
            Tensor::log,
            Tensor::sqrt,
            Tensor::reciprocal,
            x -> x.pow(-1.5),
            x -> x.pow(x),
            x -> x.div(x),
            x -> x.sqrt().log(),
            x -> x.log().exp(),
            x -> x.log().mul(x),
            x -> x.sqrt().mul(x.log()),
            x -> x.log1p().log(),
            x -> x.mul(-1e4).exp().add(x.log()));
    for (Function<Tensor, Tensor> f : functions) {
      for (double x : new double[] {0, -1}) {
        value(masked(f), x, 0);
        slope(masked(f), x, 0);
        curvature(masked(f), x, 0);
        curvature(t -> masked(f).apply(t).mul(t.add(3)), x, 0); // reached by other paths as well
        curvature(t -> masked(f).apply(t).add(t.square()), x, 2);
      }
    }
    slope(masked(Tensor::log), 2, 0.5);
    curvature(masked(Tensor::log), 2, -0.25);
  }

  @Test
  void whereMasksOverflow() {
    Function<Tensor, Tensor> f = x -> x.lt(100).where(x.exp(), x.filled(7));
    value(f, 1000, 7);
    slope(f, 1000, 0);
    curvature(f, 1000, 0);
    curvature(x -> f.apply(x).mul(x), 1000, 0);
  }

  @Test
  void maskedElementsBesideOthers() {
    Tensor x = Tensor.variable(NdArray.of(4, 0, -1));
    Tensor y = x.gt(0).where(x.sqrt(), x.filled(0)).sum();
    Tensor g = Autodiff.differentiableGradients(y, x).of(x);
    assertThat(g.value()).isEqualTo(NdArray.of(0.25, 0, 0));
    assertThat(Autodiff.gradients(g.sum(), x).of(x)).isEqualTo(NdArray.of(-1 / 32.0, 0, 0));
    NdArray hessian = Autodiff.hessian(t -> t.gt(0).where(t.sqrt(), t.filled(0)).sum(), x.value());
    double[] expected = {-1 / 32.0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(hessian.isClose(NdArray.wrap(expected, Shape.of(3, 3)), 0, 0)).isTrue();
  }

  @Test
  void saturationIsExact() {
    value(Tensor::sigmoid, 1000, 1);
    value(Tensor::sigmoid, -1000, 0);
    value(Tensor::tanh, 1000, 1);
    value(Tensor::tanh, -1000, -1);
    value(Tensor::softplus, 1000, 1000);
    value(Tensor::softplus, -1000, 0);
    value(Tensor::erf, 1000, 1);
    value(Tensor::erf, -1000, -1);
    value(Tensor::gelu, 1000, 1000);
    value(Tensor::gelu, -1000, 0);
    slope(Tensor::gelu, 1000, 1);
    slope(Tensor::gelu, -1000, 0);
    slope(Tensor::softplus, 1000, 1);
    slope(Tensor::softplus, -1000, 0);
    for (double x : new double[] {1000, -1000, INF, -INF}) {
      slope(Tensor::sigmoid, x, 0);
      slope(Tensor::tanh, x, 0);
      slope(Tensor::erf, x, 0);
    }
    for (double x : new double[] {1000, -1000}) {
      for (Function<Tensor, Tensor> f :
          List.<Function<Tensor, Tensor>>of(
              Tensor::sigmoid, Tensor::tanh, Tensor::erf, Tensor::softplus, Tensor::gelu)) {
        NdArray h = Autodiff.hvp(f, NdArray.scalar(x), NdArray.scalar(1));
        assertThat(Math.abs(h.item())).isZero();
      }
    }
  }

  @Test
  void softmaxIsStableFarOut() {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      for (double shift : new double[] {1e4, -1e4, 0}) {
        Tensor x = Tensor.variable(NdArray.of(shift, shift + 2, shift - 1).cast(type));
        double z = 1 + Math.exp(2) + Math.exp(-1);
        NdArray p = NdArray.of(1 / z, Math.exp(2) / z, Math.exp(-1) / z).cast(type);
        double eps = 8 * type.epsilon();
        NdArray lse = NdArray.scalar(type, shift + Math.log(z));
        assertThat(x.logsumexp().value().difference(lse, eps, eps)).isEmpty();
        assertThat(Autodiff.gradients(x.logsumexp(), x).of(x).difference(p, 1e4 * eps, 0))
            .isEmpty();
        assertThat(x.softmax(0).value().difference(p, eps, eps)).isEmpty();
        NdArray logs = p.cast(DType.FLOAT64);
        NdArray expected = Tensor.of(logs).log().value().cast(type);
        assertThat(x.logSoftmax(0).value().difference(expected, 4 * eps, eps)).isEmpty();
      }
      Tensor far = Tensor.variable(NdArray.of(1e4, -1e4, 0).cast(type));
      assertThat(far.softmax(0).value().toDoubles()).containsExactly(1, 0, 0);
      assertThat(far.logSoftmax(0).value().toDoubles()).containsExactly(0, -2e4, -1e4);
      assertThat(far.logsumexp().item()).isEqualTo(1e4);
      Tensor loss = far.logSoftmax(0).pick(NdArray.wrap(new int[] {1}, Shape.SCALAR));
      assertThat(Autodiff.gradients(loss, far).of(far).toDoubles()).containsExactly(-1, 1, 0);
    }
  }

  @Test
  void maskedLogitsHaveNoProbability() {
    Tensor x = Tensor.variable(NdArray.of(1, Double.NEGATIVE_INFINITY, 1));
    assertThat(x.softmax(0).value().toDoubles()).containsExactly(0.5, 0, 0.5);
    assertThat(x.logsumexp().item()).isEqualTo(1 + Math.log(2));
    assertThat(
            Autodiff.gradients(x.logsumexp(), x).of(x).isClose(NdArray.of(0.5, 0, 0.5), 1e-15, 0))
        .isTrue();
    Tensor none = Tensor.of(-INF, -INF);
    assertThat(none.logsumexp().item()).isEqualTo(-INF);
  }

  @Test
  void reductionsOfNothing() {
    Tensor none = Tensor.variable(NdArray.zeros(2, 0));
    assertThat(none.sum(1).value()).isEqualTo(NdArray.of(0, 0));
    assertThat(none.prod(1).value()).isEqualTo(NdArray.of(1, 1));
    assertThat(none.mean(1).value()).isEqualTo(NdArray.of(NAN, NAN));
    assertThat(none.logsumexp(1).value()).isEqualTo(NdArray.of(-INF, -INF));
    assertThat(none.max(0).shape()).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> none.max(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max: no elements to choose from: shape [2, 0]");
    for (Tensor y : List.of(none.sum(), none.prod(), none.mean(), none.logsumexp())) {
      assertThat(Autodiff.gradients(y, none).of(none)).isEqualTo(NdArray.zeros(2, 0));
    }
  }

  @Test
  void theMeanOfEqualNumbersIsThatNumber() {
    for (int n = 1; n < 200; n++) { // 49 · (1/49) < 1
      assertThat(Tensor.of(NdArray.full(DType.FLOAT64, 1, Shape.of(n))).mean().item()).isEqualTo(1);
      assertThat(Tensor.of(NdArray.full(DType.FLOAT32, 1, Shape.of(n))).mean().item()).isEqualTo(1);
    }
  }

  @Test
  void productsWithZeros() {
    Tensor x = Tensor.variable(NdArray.of(2, 0, 5));
    Tensor g = Autodiff.differentiableGradients(x.prod(), x).of(x);
    assertThat(g.value()).isEqualTo(NdArray.of(0, 10, 0));
    assertThat(Autodiff.hessian(Tensor::prod, x.value()).toDoubles())
        .containsExactly(0, 5, 0, 5, 0, 2, 0, 2, 0);
    Tensor two = Tensor.variable(NdArray.of(0, 0, 5));
    assertThat(Autodiff.gradients(two.prod(), two).of(two).toDoubles()).containsExactly(0, 0, 0);
  }

  @Test
  void aCotangentOfZeroStaysZero() {
    for (Function<Tensor, Tensor> f :
        List.<Function<Tensor, Tensor>>of(
            Tensor::sqrt, Tensor::log, Tensor::reciprocal, x -> x.pow(-2), x -> x.div(x))) {
      NdArray g = Autodiff.vjp(f, NdArray.scalar(0), NdArray.scalar(0));
      assertThat(Math.abs(g.item())).isZero();
    }
  }

  @Test
  void smallArgumentsKeepTheirDigits() {
    for (double x : new double[] {1e-10, -1e-10, 1e-300}) {
      assertThat(Tensor.scalar(x).log1p().item()).isEqualTo(Math.log1p(x));
      assertThat(Tensor.scalar(x).expm1().item()).isEqualTo(Math.expm1(x));
    }
    assertThat(Tensor.scalar(-40).softplus().item()).isCloseTo(Math.exp(-40), within());
    assertThat(Tensor.scalar(-40).sigmoid().item()).isCloseTo(Math.exp(-40), within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-15 * Math.exp(-40));
  }
}
