package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Products with the Jacobian and whole matrices, against closed forms. */
final class AutodiffTest {
  /** f(x, y) = (x²y, 5x + sin y). */
  private static Tensor f(Tensor v) {
    Tensor x = v.slice(0, 0, 1);
    Tensor y = v.slice(0, 1, 2);
    return Tensor.concat(0, x.square().mul(y), x.mul(5).add(y.sin()));
  }

  private static final NdArray AT = NdArray.of(2, 3);
  private static final NdArray JACOBIAN = NdArray.of(new double[][] {{12, 4}, {5, Math.cos(3)}});

  @Test
  void jacobian() {
    assertClose(Autodiff.jacobian(AutodiffTest::f, AT), JACOBIAN);
  }

  @Test
  void jacobianVectorProducts() {
    assertClose(
        Autodiff.jvp(AutodiffTest::f, AT, NdArray.of(1, 10)), NdArray.of(52, 5 + 10 * Math.cos(3)));
    assertClose(
        Autodiff.vjp(AutodiffTest::f, AT, NdArray.of(1, 10)), NdArray.of(62, 4 + 10 * Math.cos(3)));
  }

  @Test
  void jacobianIsTheSameByRowsAndByColumns() {
    Function<Tensor, Tensor> tall = x -> Tensor.concat(0, x.sin(), x.exp(), x.sum().reshape(1));
    Function<Tensor, Tensor> wide = x -> x.slice(0, 0, 1).mul(x.sum());
    NdArray x = NdArray.of(0.3, 0.7, -1);
    NdArray byColumns = Autodiff.jacobian(tall, x); // 7 results, 3 inputs
    assertThat(byColumns.shape()).isEqualTo(Shape.of(7, 3));
    assertThat(byColumns.get(1, 1)).isEqualTo(Math.cos(0.7));
    assertThat(byColumns.get(4, 1)).isEqualTo(Math.exp(0.7));
    assertThat(byColumns.get(6, 2)).isEqualTo(1);
    assertThat(byColumns.get(0, 1)).isZero();
    assertClose(Autodiff.jacobian(wide, x), NdArray.of(new double[][] {{0.3, 0.3, 0.3}}));
  }

  @Test
  void jacobianHasTheShapesOfResultAndInput() {
    NdArray x = NdArray.range(6).reshape(Shape.of(2, 3));
    assertThat(Autodiff.jacobian(v -> v.sum(0), x).shape()).isEqualTo(Shape.of(3, 2, 3));
    NdArray identity = Autodiff.jacobian(v -> v, NdArray.scalar(3));
    assertThat(identity).isEqualTo(NdArray.scalar(1));
    assertThat(Autodiff.jacobian(Tensor::exp, NdArray.zeros(0)).shape()).isEqualTo(Shape.of(0, 0));
    NdArray floats = Autodiff.jacobian(Tensor::square, NdArray.ofFloats(1, 2));
    assertThat(floats.dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void functionsThatIgnoreTheirInputHaveZeroDerivatives() {
    Tensor other = Tensor.variable("other", NdArray.of(1, 2));
    for (Tensor y : new Tensor[] {Tensor.of(1, 2), other.square()}) {
      assertThat(Autodiff.jacobian(x -> y, NdArray.of(1, 2, 3))).isEqualTo(NdArray.zeros(2, 3));
      assertThat(Autodiff.jvp(x -> y, AT, AT)).isEqualTo(NdArray.zeros(2));
      assertThat(Autodiff.vjp(x -> y, AT, AT)).isEqualTo(NdArray.zeros(2));
    }
    assertThat(Autodiff.hessian(x -> x.sum(), AT)).isEqualTo(NdArray.zeros(2, 2));
    assertThat(Autodiff.hvp(x -> x.sum(), AT, AT)).isEqualTo(NdArray.zeros(2));
  }

  @Test
  void pushforwardAtAnyNodeOfAGraph() {
    Tensor x = Tensor.variable("x", 2);
    Tensor z = x.square();
    Tensor y = z.mul(x); // x³, and z·x
    Tensor one = Tensor.scalar(1);
    assertThat(Autodiff.pushforward(y, x, one).item()).isEqualTo(12);
    assertThat(Autodiff.pushforward(y, z, one).item()).as("z moves alone").isEqualTo(2);
    assertThat(Autodiff.pushforward(y, y, one).item()).isEqualTo(1);
    assertThat(Autodiff.pushforward(Tensor.scalar(3), x, one).item()).isZero();
    assertThat(Autodiff.pushforward(Tensor.variable("w", 1), x, one).item()).isZero();
    Tensor slope = Autodiff.pushforward(y, x, one);
    assertThat(Autodiff.gradients(slope, x).of(x).item()).as("forward, then reverse").isEqualTo(12);
  }

  @Test
  void pushforwardOfSeveralNodesAddsUp() {
    Tensor x = Tensor.variable("x", 2);
    Tensor w = Tensor.variable("w", 5);
    Tensor z = x.square();
    Tensor y = z.mul(x).mul(w); // x³w, and z·x·w
    Tensor one = Tensor.scalar(1);
    Tensor two = Tensor.scalar(2);
    assertThat(Autodiff.pushforward(y, List.of(x, w), List.of(two, one)).item())
        .isEqualTo(2 * 60 + 8);
    assertThat(Autodiff.pushforward(y, List.of(x, z), List.of(one, two)).item())
        .as("z depends on x and moves by itself as well")
        .isEqualTo(60 + 2 * 10);
    assertThat(Autodiff.pushforward(y, List.of(x, x), List.of(one, two)).item()).isEqualTo(3 * 60);
    assertThat(Autodiff.pushforward(y, List.of(), List.of()).item()).isZero();
    assertThatThrownBy(() -> Autodiff.pushforward(y, List.of(x, w), List.of(one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pushforward: there are 2 nodes, but 1 directions. Give one for each.");
    assertThatThrownBy(() -> Autodiff.pushforward(y, List.of(x, w), List.of(one, Tensor.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pushforward: direction 1 has float64 [2], but x 1 has float64 []. Shape and type must agree.");
  }

  @Test
  void bothModesAgreeOnEveryPartOfADeepFunction() {
    Function<Tensor, Tensor> deep =
        x -> x.tanh().matmul(x.exp().transpose()).softmax(1).matmul(x).logsumexp(0);
    NdArray x = NdArray.range(6).reshape(Shape.of(2, 3)).cast(DType.FLOAT64);
    NdArray v = NdArray.of(new double[][] {{1, -2, 0.5}, {0.25, 3, -1}});
    NdArray u = NdArray.of(2, -1, 0.75);
    assertThat(dot(u, Autodiff.jvp(deep, x, v)))
        .isCloseTo(dot(Autodiff.vjp(deep, x, u), v), org.assertj.core.data.Offset.offset(1e-12));
  }

  private static double dot(NdArray a, NdArray b) {
    return Tensor.of(a).mul(Tensor.of(b)).sum().item();
  }

  @Test
  void hessianOfAQuadraticFormIsItsMatrix() {
    NdArray a = NdArray.of(new double[][] {{2, 1, 0}, {-3, 4, 5}, {7, 0, 6}});
    Function<Tensor, Tensor> form = x -> x.matmul(Tensor.of(a)).matmul(x);
    NdArray x = NdArray.of(1, -2, 3);
    NdArray symmetric = Tensor.of(a).add(Tensor.of(a.transpose())).value();
    assertThat(Autodiff.hessian(form, x)).isEqualTo(symmetric);
    NdArray v = NdArray.of(1, 2, -1);
    assertThat(Autodiff.hvp(form, x, v))
        .isEqualTo(Tensor.of(symmetric).matmul(Tensor.of(v)).value());
  }

  @Test
  void hessianOfRosenbrocksFunction() {
    Function<Tensor, Tensor> rosenbrock =
        v -> {
          Tensor x = v.slice(0, 0, 1);
          Tensor y = v.slice(0, 1, 2);
          return y.sub(x.square()).square().mul(100).add(x.neg().add(1).square()).sum();
        };
    double x = -1.2;
    double y = 1;
    NdArray h = Autodiff.hessian(rosenbrock, NdArray.of(x, y));
    assertClose(
        h, NdArray.of(new double[][] {{1200 * x * x - 400 * y + 2, -400 * x}, {-400 * x, 200}}));
  }

  @Test
  void refusesDirectionsOfAnotherShapeOrType() {
    assertThatThrownBy(() -> Autodiff.jvp(AutodiffTest::f, AT, NdArray.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "jvp: direction has float64 [3], but x has float64 [2]. Shape and type must agree.");
    assertThatThrownBy(() -> Autodiff.vjp(Tensor::sum, AT, NdArray.of(1, 2)))
        .hasMessage(
            "vjp: cotangent has float64 [2], but the result has float64 []. Shape and type must agree.");
    Tensor x = Tensor.variable("x", NdArray.ofFloats(1));
    assertThatThrownBy(() -> Autodiff.pushforward(x, x, Tensor.of(1)))
        .hasMessage(
            "pushforward: direction has float64 [1], but x has float32 [1]. Shape and type must agree.");
    assertThatThrownBy(() -> Autodiff.pushforward(x, Tensor.of(1), Tensor.of(1)))
        .hasMessage(
            "pushforward: target 0 is a constant (constant [1] float64: [1.]). Make it with Tensor.variable, or use a node computed from one.");
    assertThatThrownBy(() -> Autodiff.hessian(v -> v, AT))
        .hasMessageStartingWith("gradients: the result must have exactly one element");
  }

  private static void assertClose(NdArray actual, NdArray expected) {
    assertThat(actual.difference(expected, 1e-14, 1e-14)).isEmpty();
  }
}
