package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives of derivatives, against closed forms. */
final class HigherOrderTest {
  private final Tensor a = Tensor.variable("a", 1);
  private final Tensor b = Tensor.variable("b", 2);
  private final Tensor c = Tensor.variable("c", 3);
  private final Tensor d = Tensor.variable("d", 4);
  private final Tensor f = a.add(b).mul(c.add(d)).square();
  private final Tensor[] x = {a, b, c, d};

  private static Tensor derivative(Tensor y, Tensor by) {
    return Autodiff.differentiableGradients(y, by).of(by);
  }

  @Test
  void secondDerivativeOfTheSeedExample() {
    Tensor dfda = Autodiff.differentiableGradients(f, a).of(a);
    assertThat(dfda.item()).isEqualTo(294);
    assertThat(Autodiff.gradients(dfda, c).of(c).item()).isEqualTo(84); // 4(a+b)(c+d)
  }

  /**
   * With s = a + b and t = c + d, f = s²t²: a derivative i times by a or b and j times by c or d is
   * (s²)⁽ⁱ⁾·(t²)⁽ʲ⁾.
   */
  @Test
  void derivativesOfTheSeedExampleUpToTheFourthOrder() {
    double[] s = {9, 6, 2, 0, 0};
    double[] t = {49, 14, 2, 0, 0};
    for (int i = 0; i < 4; i++) {
      Tensor first = derivative(f, x[i]);
      for (int j = 0; j < 4; j++) {
        Tensor second = derivative(first, x[j]);
        assertThat(second.item()).isEqualTo(expected(s, t, i, j));
        for (int k = 0; k < 4; k++) {
          assertThat(third(second, k)).isCloseTo(expected(s, t, i, j, k), offset(1e-12));
        }
      }
    }
    Tensor fourth = derivative(derivative(derivative(derivative(f, a), b), c), d);
    assertThat(fourth.item()).isEqualTo(expected(s, t, 0, 1, 2, 3)).isEqualTo(4);
  }

  private double third(Tensor second, int k) {
    return second.isDifferentiable() ? derivative(second, x[k]).item() : 0;
  }

  private static double expected(double[] s, double[] t, int... by) {
    int i = 0;
    for (int v : by) {
      i += v < 2 ? 1 : 0;
    }
    return s[i] * t[by.length - i];
  }

  @Test
  void derivativesOfTanhUpToTheThirdOrder() {
    for (double at : new double[] {-2, -0.7, 0, 0.3, 1.5, 4}) {
      Tensor z = Tensor.variable("z", at);
      Tensor first = derivative(z.tanh(), z);
      Tensor second = derivative(first, z);
      Tensor third = derivative(second, z);
      double y = Math.tanh(at);
      double slope = 1 - y * y;
      assertThat(first.item()).isCloseTo(slope, offset(1e-12));
      assertThat(second.item()).isCloseTo(-2 * y * slope, offset(1e-12));
      assertThat(third.item()).isCloseTo(-2 * slope * (1 - 3 * y * y), offset(1e-12));
    }
  }

  @Test
  void eighthDerivativesOfSineAndExponential() {
    assertThat(nth(Tensor::sin, 8, 0.7)).isCloseTo(Math.sin(0.7), offset(1e-14));
    assertThat(nth(Tensor::exp, 8, 0.7)).isCloseTo(Math.exp(0.7), offset(1e-14));
    assertThat(nth(v -> v.mul(3).exp(), 6, 0)).isEqualTo(729);
    assertThat(nth(v -> v.pow(5), 5, 2)).isCloseTo(120, offset(1e-10));
    assertThat(nth(Tensor::reciprocal, 5, 2)).isCloseTo(-120 / 64.0, offset(1e-12));
    assertThat(nth(Tensor::log, 4, 2)).isCloseTo(-6 / 16.0, offset(1e-12));
  }

  private static double nth(UnaryOperator<Tensor> f, int n, double at) {
    Tensor z = Tensor.variable("z", at);
    Tensor y = f.apply(z);
    for (int i = 0; i < n; i++) {
      y = derivative(y, z);
    }
    return y.item();
  }

  @Test
  void forwardOverForwardGivesTheSameAsReverseOverReverse() {
    Tensor z = Tensor.variable("z", 0.4);
    Tensor y = z.sin().mul(z.exp());
    Tensor one = Tensor.scalar(1);
    Tensor forward = Autodiff.pushforward(Autodiff.pushforward(y, z, one), z, one);
    assertThat(forward.item())
        .isCloseTo(2 * Math.cos(0.4) * Math.exp(0.4), offset(1e-15))
        .isCloseTo(derivative(derivative(y, z), z).item(), offset(1e-15));
  }

  @Test
  void gradientPenaltyDifferentiatesThroughAGradient() {
    Tensor w = Tensor.variable("w", NdArray.of(1, -2));
    Tensor gradient = derivative(w.pow(3).sum(), w); // 3w²
    Tensor penalty = gradient.square().sum(); // 9w⁴
    assertThat(Autodiff.gradients(penalty, w).of(w)).isEqualTo(NdArray.of(36, -288));
  }

  @Test
  void hessiansAreSymmetricToRounding() {
    SplittableRandom rng = new SplittableRandom(3);
    NdArray w = NdArray.randomNormal(rng, DType.FLOAT64, 0, 0.5, Shape.of(5, 4));
    NdArray at = NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, Shape.of(3, 5));
    NdArray h =
        Autodiff.hessian(
            v -> v.matmul(Tensor.of(w)).tanh().logsumexp(1).add(v.sigmoid().prod(1)).sum(), at);
    NdArray matrix = h.reshape(Shape.of(15, 15));
    assertThat(matrix.transpose().difference(matrix, 1e-13, 1e-15)).isEmpty();
    assertThat(Tensor.of(matrix).abs().max().item()).isGreaterThan(0.05);
  }
}
