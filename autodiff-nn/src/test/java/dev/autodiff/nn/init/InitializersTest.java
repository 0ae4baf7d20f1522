package dev.autodiff.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitializersTest {
  private static final int IN = 300;
  private static final int OUT = 200;

  /**
   * 60,000 draws: the relative deviation of a sample variance is then below √(2/60,000) = 0.6 %.
   */
  private static double[] draw(Initializer initializer) {
    return initializer
        .create(Shape.of(IN, OUT), DType.FLOAT64, new SplittableRandom(9))
        .toDoubles();
  }

  private static void assertMoments(double[] w, double mean, double variance) {
    double m = Arrays.stream(w).average().orElseThrow();
    double v = Arrays.stream(w).map(x -> (x - m) * (x - m)).sum() / w.length;
    assertThat(m).isCloseTo(mean, within(4 * Math.sqrt(variance / w.length)));
    assertThat(v / variance).isCloseTo(1, within(0.025));
  }

  private static double largest(double[] w) {
    return Arrays.stream(w).map(Math::abs).max().orElseThrow();
  }

  @Test
  void glorotUniform() {
    double[] w = draw(Initializers.glorotUniform());
    double bound = Math.sqrt(6.0 / (IN + OUT));
    assertMoments(w, 0, 2.0 / (IN + OUT));
    assertThat(largest(w)).isBetween(0.999 * bound, bound);
  }

  @Test
  void glorotNormal() {
    assertMoments(draw(Initializers.glorotNormal()), 0, 2.0 / (IN + OUT));
  }

  @Test
  void heTruncatedNormal() {
    double[] w = draw(Initializers.heTruncatedNormal());
    double sigma = Math.sqrt(2.0 / IN);
    // Var of a normal cut at ±c: 1 − 2cφ(c)/(2Φ(c) − 1), for c = 2 with φ(2), Φ(2) from tables
    double cut = 1 - 4 * 0.0539909665 / (2 * 0.9772498681 - 1);
    assertThat(Math.sqrt(cut)).isCloseTo(0.8796, within(1e-4)); // as the Javadoc says
    assertMoments(w, 0, sigma * sigma * cut);
    assertThat(largest(w)).isBetween(1.99 * sigma, 2 * sigma);
  }

  @Test
  void scaledNormal() {
    double[] w = draw(Initializers.scaledNormal());
    assertMoments(w, 0, 1.0 / IN);
    assertThat(largest(w)).isGreaterThan(3 / Math.sqrt(IN)); // tails are kept
  }

  @Test
  void normalAndConstantTakeAnyShape() {
    assertMoments(draw(Initializers.normal(-3, 0.5)), -3, 0.25);
    NdArray c =
        Initializers.constant(0.5).create(Shape.of(3), DType.FLOAT32, new SplittableRandom(1));
    assertThat(c).isEqualTo(NdArray.ofFloats(0.5f, 0.5f, 0.5f));
    NdArray scalar =
        Initializers.normal(7, 0).create(Shape.SCALAR, DType.FLOAT64, new SplittableRandom(1));
    assertThat(scalar.item()).isEqualTo(7);
  }

  @Test
  void sameSeedGivesTheSameBitsInTheTypeAskedFor() {
    for (Initializer i :
        new Initializer[] {
          Initializers.glorotUniform(),
          Initializers.glorotNormal(),
          Initializers.heTruncatedNormal(),
          Initializers.scaledNormal(),
          Initializers.normal(0, 1)
        }) {
      NdArray first = i.create(Shape.of(4, 5), DType.FLOAT32, new SplittableRandom(3));
      assertThat(first.dtype()).isEqualTo(DType.FLOAT32);
      assertThat(i.create(Shape.of(4, 5), DType.FLOAT32, new SplittableRandom(3))).isEqualTo(first);
      assertThat(i.create(Shape.of(4, 5), DType.FLOAT32, new SplittableRandom(4)))
          .isNotEqualTo(first);
    }
  }

  @Test
  void fansAreThoseOfAMatrix() {
    assertThatThrownBy(
            () ->
                Initializers.heTruncatedNormal()
                    .create(Shape.of(5), DType.FLOAT64, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "heTruncatedNormal: needs the shape [in, out] of a weight matrix, not [5]. Use constant"
                + " or normal for other shapes.");
    assertThatThrownBy(
            () ->
                Initializers.glorotUniform()
                    .create(Shape.of(2, 3, 4), DType.FLOAT64, new SplittableRandom(1)))
        .hasMessageStartingWith("glorotUniform: needs the shape [in, out]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void normalRefusesDeviation(double deviation) {
    assertThatThrownBy(() -> Initializers.normal(0, deviation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "normal: needs a finite mean and a deviation ≥ 0, not 0.0 and " + deviation + ".");
  }
}
