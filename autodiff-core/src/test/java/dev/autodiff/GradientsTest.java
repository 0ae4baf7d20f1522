package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Reverse mode. */
final class GradientsTest {
  private final Tensor a = Tensor.variable("a", 1);
  private final Tensor b = Tensor.variable("b", 2);
  private final Tensor c = Tensor.variable("c", 3);
  private final Tensor d = Tensor.variable("d", 4);
  private final Tensor s = a.add(b);
  private final Tensor t = c.add(d);
  private final Tensor f = s.mul(t).square();

  @Test
  void seedExample() {
    assertThat(f.item()).isEqualTo(441);
    Gradients df = Autodiff.gradients(f, a, b, c, d);
    assertThat(df.of(a).item()).isEqualTo(294); // 2·21·7
    assertThat(df.of(b).item()).isEqualTo(294);
    assertThat(df.of(c).item()).isEqualTo(126); // 2·21·3
    assertThat(df.of(d).item()).isEqualTo(126);
  }

  @Test
  void reachesIntermediateNodes() {
    Tensor product = f.inputs().get(0);
    Gradients df = Autodiff.gradients(f, s, product, a, f);
    assertThat(df.of(product).item()).isEqualTo(42);
    assertThat(df.of(s).item()).isEqualTo(294);
    assertThat(df.of(a).item()).isEqualTo(294);
    assertThat(df.of(f).item()).as("∂f/∂f").isEqualTo(1);
  }

  @Test
  void isTheErrorDeltaAtAPreActivation() {
    Tensor z = Tensor.variable("w", 0.6).mul(1).add(Tensor.variable("b", 0.9)).named("z");
    Tensor activation = z.sigmoid();
    Tensor cost = activation.square().mul(0.5); // quadratic cost for the target 0
    double y = activation.item();
    assertThat(Autodiff.gradients(cost, z).of(z).item()).isEqualTo(y * y * (1 - y), within1e15());
  }

  private static org.assertj.core.data.Offset<Double> within1e15() {
    return org.assertj.core.data.Offset.offset(1e-15);
  }

  @Test
  void unreachedTargetsHaveZeros() {
    Tensor other = Tensor.variable("other", NdArray.ofFloats(1, 2));
    Gradients g = Autodiff.gradients(s, c, other);
    assertThat(g.of(c)).isEqualTo(NdArray.scalar(0));
    assertThat(g.of(other)).isEqualTo(NdArray.ofFloats(0, 0));
    assertThat(Autodiff.gradients(Tensor.scalar(5), a).of(a).item()).isZero();
    Tensor zero = Autodiff.differentiableGradients(s, c).of(c);
    assertThat(zero.item()).isZero();
    assertThat(zero.isDifferentiable()).isFalse();
  }

  @Test
  void refusesConstantsAsTargets() {
    Tensor constant = Tensor.constant("k", NdArray.scalar(3));
    assertThatThrownBy(() -> Autodiff.gradients(f, a, constant))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradients: target 1 is a constant (k = constant [] float64: 3.0). Make it with Tensor.variable, or use a node computed from one.");
  }

  @Test
  void refusesUnaskedTargetsAndNonScalarResults() {
    Gradients g = Autodiff.gradients(f, a);
    assertThatThrownBy(() -> g.of(b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradients: b = variable [] float64: 2.0 is not among the 1 targets. Name it in the call.");
    Tensor vector = Tensor.variable("v", NdArray.of(1, 2));
    assertThatThrownBy(() -> Autodiff.gradients(vector, vector))
        .isInstanceOf(IllegalArgumentException.class);
    Tensor one = Tensor.variable("v", NdArray.zeros(1, 1));
    assertThat(Autodiff.gradients(one, one).of(one).shape()).isEqualTo(Shape.of(1, 1));
  }

  @Test
  void aTargetNamedTwiceHasItsGradientInBothPlaces() {
    Gradients g = Autodiff.gradients(f, a, a);
    assertThat(g.get(0).item()).isEqualTo(294);
    assertThat(g.get(1).item()).isEqualTo(294);
    assertThat(g.size()).isEqualTo(2);
  }

  @Test
  void contributionsOfEveryUseAddUp() {
    Tensor x = Tensor.variable("x", 3);
    Tensor y = x.mul(x).mul(x).add(x.square()).sub(x.mul(2)); // x³ + x² − 2x
    assertThat(Autodiff.gradients(y, x).of(x).item()).isEqualTo(31);
  }

  @Test
  void keepsTheElementType() {
    Tensor x = Tensor.variable("x", NdArray.ofFloats(1, 2));
    NdArray g = Autodiff.gradients(x.square().sum(), x).of(x);
    assertThat(g).isEqualTo(NdArray.ofFloats(2, 4));
    Tensor mixed = x.cast(DType.FLOAT64).square().sum();
    assertThat(Autodiff.gradients(mixed, x).of(x)).isEqualTo(NdArray.ofFloats(2, 4));
  }

  @Test
  void manyTargetsAreFoundByIdentity() {
    List<Tensor> xs = new ArrayList<>();
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < 30; i++) {
      xs.add(Tensor.variable("x", i));
      sum = sum.add(xs.get(i).mul(i));
    }
    Gradients g = Autodiff.gradients(sum, xs.toArray(new Tensor[0]));
    for (int i = 0; i < 30; i++) {
      assertThat(g.of(xs.get(i)).item()).isEqualTo(i);
    }
  }

  @Test
  void retainsNothingAndMayBeRepeated() {
    NdArray first = Autodiff.gradients(f, a).of(a);
    Autodiff.gradients(f, a, b, c, d);
    assertThat(Autodiff.gradients(f, a).of(a)).isEqualTo(first);
  }

  @Test
  void threadsMayDifferentiateOneGraph() throws Exception {
    Tensor x = Tensor.variable("x", NdArray.range(40).reshape(Shape.of(8, 5)));
    Tensor y = x.mul(0.1).tanh();
    for (int i = 0; i < 50; i++) {
      y = y.add(x.mul(0.01 * i)).sin();
    }
    Tensor result = y.square().sum();
    NdArray expected = Autodiff.gradients(result, x).of(x);
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier together = new CyclicBarrier(threads);
      List<Future<NdArray>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(
            pool.submit(
                () -> {
                  together.await();
                  NdArray last = expected;
                  for (int k = 0; k < 20 && last.equals(expected); k++) {
                    last = Autodiff.gradients(result.add(x.sum().mul(0)), x).of(x);
                  }
                  return last;
                }));
      }
      for (Future<NdArray> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
