package dev.autodiff.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Against recurrences written out for C = Σ (2w² + w) + Σ (b² − b), so ∂C/∂w = 4w + 1. */
final class SgdTest {
  private final Parameter w = Parameter.of("w", NdArray.of(new double[][] {{1}, {-2}}));
  private final Parameter b = Parameter.of("b", NdArray.of(3));

  private static Tensor cost(Parameter w, Parameter b) {
    Tensor x = w.tensor();
    Tensor y = b.tensor();
    return x.square().mul(2).add(x).sum().add(y.square().sub(y).sum());
  }

  private void steps(Sgd sgd, int n) {
    for (int i = 0; i < n; i++) {
      sgd.step(Autodiff.gradients(cost(w, b), sgd.parameters()));
    }
  }

  private static double gradientOfW(double x) {
    return 4 * x + 1;
  }

  private static double gradientOfB(double x) {
    return 2 * x - 1;
  }

  /** Applies a recurrence on the state {value, velocity} n times and returns the value. */
  private static double iterate(double x, int n, Function<double[], double[]> rule) {
    double[] state = {x, 0};
    for (int i = 0; i < n; i++) {
      state = rule.apply(state);
    }
    return state[0];
  }

  private void assertParameters(
      int n, Function<double[], double[]> ruleOfW, Function<double[], double[]> ruleOfB) {
    assertThat(w.value().get(0, 0)).isCloseTo(iterate(1, n, ruleOfW), within(1e-13));
    assertThat(w.value().get(1, 0)).isCloseTo(iterate(-2, n, ruleOfW), within(1e-13));
    assertThat(b.value().get(0)).isCloseTo(iterate(3, n, ruleOfB), within(1e-13));
  }

  @Test
  void oneStepGoesDownTheGradient() {
    Sgd sgd = Sgd.of(List.of(w, b), 0.1);
    steps(sgd, 1);
    assertThat(w.value().toDoubles()).containsExactly(1 - 0.1 * 5, -2 + 0.1 * 7);
    assertThat(b.value().toDoubles()).containsExactly(3 - 0.1 * 5);
    assertThat(sgd.steps()).isOne();
  }

  @Test
  void momentumIsTheTextbookVelocity() {
    double eta = 0.05;
    double mu = 0.9;
    steps(Sgd.of(List.of(w, b), eta).withMomentum(mu), 7);
    assertParameters( // v ← μv − η∇C, w ← w + v
        7,
        s -> {
          double v = mu * s[1] - eta * gradientOfW(s[0]);
          return new double[] {s[0] + v, v};
        },
        s -> {
          double v = mu * s[1] - eta * gradientOfB(s[0]);
          return new double[] {s[0] + v, v};
        });
  }

  @Test
  void nesterovTakesTheGradientWhereMomentumLeads() {
    double eta = 0.05;
    double mu = 0.8;
    int n = 6;
    steps(Sgd.of(List.of(w, b), eta).withMomentum(mu).withNesterov(), n);
    // Sutskever 2013, equations 3 and 4: v ← μv − η∇C(θ + μv), θ ← θ + v. What the optimizer
    // holds is the point of the next gradient, θ + μv.
    for (int i = 0; i < 2; i++) {
      double theta = i == 0 ? 1 : -2;
      double v = 0;
      for (int k = 0; k < n; k++) {
        v = mu * v - eta * gradientOfW(theta + mu * v);
        theta += v;
      }
      assertThat(w.value().get(i, 0)).isCloseTo(theta + mu * v, within(1e-13));
    }
  }

  @Test
  void weightDecayShrinksWeightsAndNotBiases() {
    double eta = 0.05;
    double lambda = 0.3;
    steps(Sgd.of(List.of(w, b), eta).withWeightDecay(lambda), 4);
    assertParameters( // w ← (1 − ηλ)w − η∇C
        4,
        s -> new double[] {(1 - eta * lambda) * s[0] - eta * gradientOfW(s[0]), 0},
        s -> new double[] {s[0] - eta * gradientOfB(s[0]), 0});
  }

  @Test
  void scheduleScalesTheWholeStep() {
    double eta = 0.05;
    double mu = 0.9;
    Sgd sgd = Sgd.of(List.of(w, b), eta).withMomentum(mu).withSchedule(Schedules.exponential(0.5));
    steps(sgd, 3);
    double x = 3;
    double v = 0;
    for (int k = 0; k < 3; k++) {
      v = mu * v + gradientOfB(x);
      x -= eta * Math.pow(0.5, k) * v;
    }
    assertThat(b.value().get(0)).isCloseTo(x, within(1e-14));
    assertThat(sgd.learningRate()).isEqualTo(eta / 8);
  }

  @Property(seed = "42", tries = 50)
  void plainDescentOnAQuadraticIsGeometric(
      @ForAll @DoubleRange(min = 0.01, max = 0.2) double eta,
      @ForAll @DoubleRange(min = -10, max = 10) double start) {
    Parameter x = Parameter.of("x", NdArray.of(start));
    Sgd sgd = Sgd.of(List.of(x), eta);
    for (int k = 0; k < 10; k++) {
      sgd.step(Autodiff.gradients(x.tensor().square().sum(), sgd.parameters()));
    }
    assertThat(x.value().get(0))
        .isCloseTo(start * Math.pow(1 - 2 * eta, 10), within(1e-13 * Math.abs(start) + 1e-300));
  }

  @Test
  void keepsTheTypeOfItsParameters() {
    Parameter x = Parameter.of("x", NdArray.full(DType.FLOAT32, 2, Shape.of(1, 3)));
    Sgd sgd = Sgd.of(List.of(x), 0.25).withMomentum(0.5).withNesterov().withWeightDecay(1);
    sgd.step(Autodiff.gradients(x.tensor().square().sum(), sgd.parameters()));
    // g = 4 + 2, v = 6, step 0.25·(6 + 3)
    assertThat(x.value()).isEqualTo(NdArray.full(DType.FLOAT32, -0.25, Shape.of(1, 3)));
  }

  @Test
  void aMissingGradientChangesNothing() {
    Sgd sgd = Sgd.of(List.of(w, b), 0.1).withMomentum(0.9);
    NdArray before = w.value();
    assertThatThrownBy(() -> sgd.step(Autodiff.gradients(cost(w, b), List.of(w))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b float64 [1] is not among the 1 targets");
    assertThat(w.value()).isSameAs(before);
    assertThat(sgd.steps()).isZero();
  }

  @Test
  void withMethodsStartAtRestAndLeaveTheOriginal() {
    Sgd plain = Sgd.of(List.of(w, b), 0.1);
    steps(plain, 2);
    Sgd heavy = plain.withMomentum(0.9);
    assertThat(heavy.steps()).isZero();
    assertThat(plain).hasToString("sgd η = 0.1");
    assertThat(heavy.withNesterov().withWeightDecay(0.01))
        .hasToString("sgd η = 0.1, μ = 0.9 (Nesterov), λ = 0.01");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> Sgd.of(List.of(), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sgd: there are no parameters to train.");
    assertThatThrownBy(() -> Sgd.of(List.of(w, w), 0.1))
        .hasMessage(
            "sgd: parameter w float64 [2, 1] is there twice and would move twice a step. Name it"
                + " once.");
    assertThatThrownBy(() -> Sgd.of(List.of(w), 0))
        .hasMessage("sgd: the learning rate must be a finite number above 0, not 0.0.");
    assertThatThrownBy(() -> Sgd.of(List.of(w), Double.NaN))
        .hasMessage("sgd: the learning rate must be a finite number above 0, not NaN.");
    Sgd sgd = Sgd.of(List.of(w), 0.1);
    assertThatThrownBy(() -> sgd.withMomentum(1))
        .hasMessage("sgd: momentum must be at least 0 and below 1, not 1.0.");
    assertThatThrownBy(() -> sgd.withWeightDecay(-0.1))
        .hasMessage("sgd: weight decay must be a finite number ≥ 0, not -0.1.");
    assertThatThrownBy(sgd::withNesterov)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sgd: Nesterov's method needs momentum. Call withMomentum(0.9) first.");
  }
}
