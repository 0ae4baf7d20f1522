package dev.autodiff;

import static dev.autodiff.testkit.AutodiffAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.testkit.CustomOpContract;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CustomOpTest {
  private static final NdArray X = NdArray.of(new double[][] {{0.5, -1.25}, {2, 0.1}});

  /** The cube x³, with the factor of its derivative 3x² open to mistakes. */
  private static final class Cube extends CustomOp {
    private final double factor;

    Cube(double factor) {
      super("cube");
      this.factor = factor;
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      Tensor t = Tensor.of(x.get(0));
      return t.mul(t).mul(t).value();
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(x.get(0).square().mul(factor));
    }
  }

  /** a·b² for a scalar a, whose derivative by b is left out on request. */
  private static final class Scaled extends CustomOp {
    private final boolean complete;

    Scaled(boolean complete) {
      super("scaled");
      this.complete = complete;
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return Tensor.of(x.get(0)).mul(Tensor.of(x.get(1)).square()).value();
    }

    @Override
    protected @Nullable Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      if (input == 0) {
        return g.mul(x.get(1).square()).sum();
      }
      return complete ? g.mul(x.get(0)).mul(x.get(1)).mul(2) : null;
    }
  }

  @Test
  void keepsTheContract() {
    CustomOpContract.of(new Cube(3)).check(X);
    CustomOpContract.of(new Scaled(true)).check(NdArray.scalar(1.5), X);
  }

  @Test
  void computesAndDifferentiatesToAnyOrder() {
    Cube cube = new Cube(3);
    Tensor x = Tensor.variable("x", 2);
    Tensor y = cube.apply(x);
    assertThat(y.item()).isEqualTo(8);
    assertThat(y.op().orElseThrow()).hasToString("cube");
    Tensor first = Autodiff.differentiableGradients(y, x).of(x);
    Tensor second = Autodiff.differentiableGradients(first, x).of(x);
    assertThat(first.item()).isEqualTo(12);
    assertThat(second.item()).isEqualTo(12);
    assertThat(Autodiff.gradients(second, x).of(x).item()).isEqualTo(6);
  }

  @Test
  void forwardModeFollowsFromTheVjp() {
    NdArray v = NdArray.of(new double[][] {{1, 2}, {-1, 0.5}});
    NdArray expected = Autodiff.jvp(x -> x.pow(3), X, v);
    assertThat(Autodiff.jvp(x -> new Cube(3).apply(x), X, v)).isCloseTo(expected, 1e-14);
    Tensor x = Tensor.variable("x", 2);
    Tensor one = Tensor.scalar(1);
    Tensor slope = Autodiff.pushforward(new Cube(3).apply(x), x, one);
    assertThat(slope.item()).isEqualTo(12);
    assertThat(Autodiff.pushforward(slope, x, one).item()).isEqualTo(12);
    assertThat(Autodiff.hessian(z -> new Cube(3).apply(z), NdArray.scalar(2)).item()).isEqualTo(12);
  }

  @Test
  void severalInputs() {
    NdArray a = NdArray.scalar(1.5);
    Tensor scale = Tensor.variable("a", a);
    Tensor y = new Scaled(true).apply(scale, Tensor.of(X)).sum();
    double squares = Tensor.of(X).square().sum().item();
    assertThat(Autodiff.gradients(y, scale).of(scale).item()).isCloseTo(squares, offset(1e-14));
    assertThat(Autodiff.pushforward(y, scale, Tensor.scalar(1)).item())
        .isCloseTo(squares, offset(1e-14));
  }

  @Test
  void theCheckFindsAWrongFactor() {
    GradientReport wrong = GradientCheck.of(x -> new Cube(2).apply(x).sum()).at(X).check();
    assertThat(wrong).disagrees();
    assertThat(wrong.worst().analytic() / wrong.worst().numeric()).isCloseTo(2 / 3.0, offset(1e-9));
  }

  @Test
  void theCheckFindsAForgottenInput() {
    GradientReport wrong =
        GradientCheck.ofInputs(in -> new Scaled(false).apply(in.get(0), in.get(1)).sum())
            .at(NdArray.scalar(1.5), X)
            .named("a", "b")
            .check();
    assertThat(wrong).disagrees();
    assertThat(wrong.worst().place()).startsWith("∂y/∂b");
    assertThat(wrong.worst().analytic()).isZero();
  }

  @Test
  void refusesADerivativeOfTheWrongShape() {
    CustomOp wrong =
        new CustomOp("total") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            return Tensor.of(x.get(0)).sum().value();
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return g; // forgets to repeat it
          }
        };
    Tensor x = Tensor.variable("x", X);
    assertThatThrownBy(() -> Autodiff.gradients(wrong.apply(x), x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "total: the derivative for input 0 has float64 [], but the input has float64 [2, 2]. Correct the operation's vjp.");
    assertThatThrownBy(wrong::apply)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("total: needs at least one input.");
  }

  @Test
  void onConstantsItIsAConstant() {
    Tensor y = new Cube(3).apply(Tensor.of(X));
    assertThat(y.isDifferentiable()).isFalse();
    assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
  }
}
