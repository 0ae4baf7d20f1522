package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class NumericDerivativeTest {
  private static final double[] FIRST = {1.0 / 64};

  private static NumericDerivative of(double at, DoubleUnaryOperator f, double... firstSteps) {
    return NumericDerivative.of(
        t -> new double[] {f.applyAsDouble(at + t)}, firstSteps, Math.ulp(1.0));
  }

  @Test
  void isExactToTwelveDigitsAndKnowsItsError() {
    DoubleUnaryOperator[] functions = {Math::exp, Math::sin, Math::tanh, x -> x * x * x};
    DoubleUnaryOperator[] slopes = {
      Math::exp, Math::cos, x -> 1 - Math.tanh(x) * Math.tanh(x), x -> 3 * x * x
    };
    for (int i = 0; i < functions.length; i++) {
      for (double x = -3; x <= 3; x += 0.37) {
        NumericDerivative d = of(x, functions[i], FIRST);
        double exact = slopes[i].applyAsDouble(x);
        assertThat(d.value[0]).isCloseTo(exact, offset(1e-12 * Math.max(1, Math.abs(exact)) * 10));
        assertThat(Math.abs(d.value[0] - exact)).isLessThan(4 * d.error[0] + 1e-15);
      }
    }
  }

  @Test
  void differentiatesEveryElementByItself() {
    NumericDerivative d =
        NumericDerivative.of(
            t -> new double[] {3 * t, 1e9 * t, Math.exp(t), 7}, FIRST, Math.ulp(1.0));
    assertThat(d.value[0]).isEqualTo(3);
    assertThat(d.value[1]).isEqualTo(1e9);
    assertThat(d.value[2]).isCloseTo(1, offset(1e-12));
    assertThat(d.value[3]).isZero();
  }

  @Test
  void leavesADomainOnlyWithItsLargeSteps() {
    assertThat(of(1e-3, Math::log, FIRST).value[0]).isCloseTo(1e3, offset(1e-6));
    assertThat(of(1e-9, Math::log, FIRST).value[0]).isNaN();
    assertThat(of(1e-9, Math::log, FIRST[0], 0x1p-34).value[0]).isCloseTo(1e9, offset(1.0));
  }

  @Test
  void hasNoValueOutsideADomain() {
    NumericDerivative d = of(-1, Math::log, FIRST[0], 0x1p-10);
    assertThat(d.value[0]).isNaN();
    assertThat(d.error[0]).isInfinite();
  }
}
