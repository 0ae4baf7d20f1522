package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class NumericDerivativeTest {
  private static final double EPSILON = Math.ulp(1.0);

  /** Of functions that say nothing about their branches: what the values alone tell. */
  private static NumericDerivative of(double at, DoubleUnaryOperator... f) {
    Curve curve =
        t -> {
          double[] y = new double[f.length];
          for (int i = 0; i < y.length; i++) {
            y[i] = f[i].applyAsDouble(at + t);
          }
          return new Curve.Point(at + t - at, y, 0, true);
        };
    double[] noise = Noise.of(closer -> nearby(curve, at, closer), EPSILON);
    double first = Math.scalb(0.125, Math.getExponent(Math.max(Math.abs(at), 0.25)));
    return NumericDerivative.of(
        curve, curve.at(0), first, new Rounding(noise, new double[f.length], noise, EPSILON));
  }

  private static List<Tensor> nearby(Curve curve, double at, int closer) {
    SplittableRandom rng = new SplittableRandom(1);
    double shorter = Math.scalb(1.0, 4 * closer);
    double[] step = Directions.nearby(rng, new double[] {at}, EPSILON, shorter);
    List<Tensor> nearby = new ArrayList<>();
    for (int k = 1; k <= Noise.POINTS; k++) {
      nearby.add(Tensor.of(NdArray.of(curve.at((k + 0.3) * step[0]).values)));
    }
    return nearby;
  }

  @Test
  void hasElevenDigitsAndKnowsItsError() {
    DoubleUnaryOperator[] functions = {Math::exp, Math::sin, Math::tanh, x -> x * x * x};
    DoubleUnaryOperator[] slopes = {
      Math::exp, Math::cos, x -> 1 - Math.tanh(x) * Math.tanh(x), x -> 3 * x * x
    };
    for (int i = 0; i < functions.length; i++) {
      for (double x = -3; x <= 3; x += 0.37) {
        NumericDerivative d = of(x, functions[i]);
        double exact = slopes[i].applyAsDouble(x);
        assertThat(d.value[0]).isCloseTo(exact, offset(1e-11 * Math.max(0.1, Math.abs(exact))));
        assertThat(Math.abs(d.value[0] - exact)).isLessThan(2 * d.error[0] + 1e-15);
      }
    }
  }

  @Test
  void differentiatesEveryOutputByItself() {
    NumericDerivative d = of(0, t -> 3 * t, t -> 1e9 * t, Math::exp, t -> 7);
    assertThat(d.value[0]).isEqualTo(3);
    assertThat(d.value[1]).isEqualTo(1e9);
    assertThat(d.value[2]).isCloseTo(1, offset(1e-11));
    assertThat(d.value[3]).isZero();
  }

  @Test
  void staysInTheDomain() {
    for (double x : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
      assertThat(of(x, Math::log).value[0]).isCloseTo(1 / x, offset(1e-10 / x));
    }
    NumericDerivative outside = of(-1, Math::log);
    assertThat(outside.value[0]).isNaN();
    assertThat(outside.reason(0)).contains(Reason.NONFINITE);
  }

  @Test
  void isNotFooledByStepsLongerThanAPeriod() {
    for (double x : new double[] {1e3, 1e4, 1e5, 1e6, 1e7}) {
      NumericDerivative d = of(x, Math::sin);
      assertThat(d.value[0]).isCloseTo(Math.cos(x), offset(1e-16 * x * 1e5));
      assertThat(Math.abs(d.value[0] - Math.cos(x))).isLessThan(4 * d.error[0]);
    }
    for (double k : new double[] {1e2, 1e3, 1e4, 1e5}) {
      NumericDerivative d = of(0.3, x -> Math.sin(k * x));
      assertThat(Math.abs(d.value[0] - k * Math.cos(k * 0.3))).isLessThan(4 * d.error[0]);
      assertThat(d.error[0]).isLessThan(1e-6 * k);
    }
  }

  @Test
  void seesAKinkFromTheValuesAlone() {
    NumericDerivative d = of(0, Math::abs, x -> Math.max(x, 0), x -> Math.exp(Math.abs(x)), x -> x);
    for (int i = 0; i < 3; i++) {
      assertThat(d.reason(i)).contains(Reason.KINK);
    }
    assertThat(d.left[0]).isCloseTo(-1, offset(1e-12));
    assertThat(d.right[1]).isCloseTo(1, offset(1e-12));
    assertThat(d.left[2]).isCloseTo(-1, offset(1e-5));
    assertThat(d.reason(3)).isEmpty();
    assertThat(d.value[3]).isEqualTo(1);
    assertThat(of(1e-7, Math::abs).value[0]).as("beside it").isCloseTo(1, offset(1e-9));
  }

  @Test
  void seesAJumpAndAnInfiniteSlope() {
    assertThat(of(1, Math::floor).reason(0)).contains(Reason.JUMP);
    assertThat(of(0, Math::sqrt).reason(0)).contains(Reason.NONFINITE);
    assertThat(of(0, x -> 1 / x).reason(0)).contains(Reason.NONFINITE);
    assertThat(of(0, Math::cbrt).reason(0)).isEqualTo(Optional.of(Reason.NONFINITE));
  }

  @Test
  void measuresNoiseAndDoesNotClaimDigitsThatAreLost() {
    NumericDerivative d = of(1, x -> Math.pow(1.1 * x + 1e8 - 1e8, 2) / 1.21);
    assertThat(d.error[0]).isBetween(1e-9, 1e-3);
    assertThat(Math.abs(d.value[0] - 2)).isLessThan(4 * d.error[0]);
    for (double offset = 1e9; offset < 1e17; offset *= 10) {
      double c = offset;
      NumericDerivative coarse = of(1.2, x -> 1.1 * x + c);
      assertThat(Math.abs(coarse.value[0] - 1.1)).isLessThan(4 * coarse.error[0]);
    }
  }
}
