package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rounding is told from a function that bends, and is not taken for less than it is. */
final class NoiseTest {
  private static final double EPSILON = Math.ulp(1.0);

  private static double noise(Function<Tensor, Tensor> f, double x, long seed) {
    Probe probe = new Probe(in -> f.apply(in.get(0)), List.of(NdArray.of(x)));
    return Noise.of(closer -> probe.nearby(0, seed, closer), EPSILON)[0];
  }

  @Test
  void aFunctionThatBendsWithinTheSpacingIsNotNoisy() {
    for (double distance : new double[] {1e-3, 1e-6, 1.3e-7, 2.8e-8, 1e-8}) {
      for (long seed = 1; seed <= 50; seed++) {
        assertThat(noise(Tensor::log1p, -1 + distance, seed))
            .as("log1p at −1 + %s, seed %s", distance, seed)
            .isBetween(1e-15, 1e-12); // of values from −7 to −18
      }
    }
  }

  @Test
  void coarseRoundingIsNotTakenForABend() {
    List<Function<Tensor, Tensor>> coarse =
        List.of(
            x -> x.add(1e8).sub(1e8),
            x -> x.add(1e7).sub(1e7).add(x.log1p()),
            x -> x.sub(1e6).square().sub(1e12),
            NoiseTest::partlyFloat);
    for (Function<Tensor, Tensor> f : coarse) {
      for (double x : new double[] {0.7, -0.7, 0.001}) {
        for (long seed = 1; seed <= 50; seed++) {
          assertThat(noise(f, x, seed)).isGreaterThanOrEqualTo(noiseAtOneSpacing(f, x, seed));
        }
      }
    }
  }

  private static double noiseAtOneSpacing(Function<Tensor, Tensor> f, double x, long seed) {
    Probe probe = new Probe(in -> f.apply(in.get(0)), List.of(NdArray.of(x)));
    return Noise.of(closer -> probe.nearby(0, seed, 0), EPSILON)[0];
  }

  /** x + x/1000, the second term rounded to a float: within a float's spacing it is flat. */
  private static Tensor partlyFloat(Tensor x) {
    return x.add((float) x.value().toDoubles()[0] * 1e-3);
  }

  @Test
  void infiniteInputsLeaveTheOthersTheirNoise() {
    NdArray logits = NdArray.of(1, 2, Double.NEGATIVE_INFINITY); // the last one masked
    Probe probe = new Probe(in -> in.get(0).softmax(0), List.of(logits));
    assertThat(Noise.of(closer -> probe.nearby(0, 1, closer), EPSILON)[0]).isBetween(1e-17, 1e-15);
    Probe single = new Probe(in -> in.get(0).softmax(0), List.of(logits.cast(DType.FLOAT32)));
    assertThat(Noise.of(closer -> single.nearby(0, 1, closer), 0x1p-23)[0]).isBetween(1e-9, 1e-6);
  }

  @Test
  void whatIsExactHasNoNoiseButTheSpacingOfItsNumbers() {
    for (long seed = 1; seed <= 200; seed++) {
      assertThat(noise(x -> x, 0.9999988, seed)).isLessThanOrEqualTo(EPSILON);
      assertThat(noise(x -> x.mul(2).relu(), 0.5, seed)).isLessThanOrEqualTo(2 * EPSILON);
    }
  }
}
