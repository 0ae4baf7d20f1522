package dev.autodiff.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final NdArray PREDICTIONS =
      NdArray.of(new double[][] {{0.1, 0.7, 0.2}, {3, 2, 1}, {-5, -6, -4}, {0, 1, 0}});

  @Test
  void accuracyComparesTheLargestWithTheLabel() {
    assertThat(Metrics.accuracy(PREDICTIONS, NdArray.ofInts(1, 0, 2, 0))).isEqualTo(0.75);
    NdArray oneHot = NdArray.of(new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}});
    assertThat(Metrics.accuracy(PREDICTIONS, oneHot)).isEqualTo(0.5);
    assertThat(Metrics.accuracy(Tensor.of(PREDICTIONS), Tensor.of(oneHot))).isEqualTo(0.5);
    Metric metric = Metrics::accuracy;
    assertThat(metric.of(PREDICTIONS, NdArray.ofInts(0, 0, 0, 0))).isEqualTo(0.25);
  }

  @Test
  void accuracyTakesTheFirstAtATieAndCountsNaNAsWrong() {
    NdArray rows = NdArray.of(new double[][] {{1, 1}, {Double.NaN, 0}, {0, Double.NaN}, {0, 0.5}});
    assertThat(Metrics.accuracy(rows, NdArray.ofInts(0, 0, 0, 0))).isEqualTo(0.25);
    assertThat(Metrics.accuracy(rows, NdArray.ofInts(1, 1, 1, 1))).isEqualTo(0.25);
  }

  @Test
  void binaryAccuracyComparesSidesOfOneHalf() {
    NdArray p = NdArray.of(0.9, 0.4, 0.5, Double.NaN, Double.NaN);
    assertThat(Metrics.binaryAccuracy(p, NdArray.of(1, 1, 1, 0, 1))).isEqualTo(0.4);
    assertThat(Metrics.binaryAccuracy(Tensor.of(p), Tensor.of(0, 0, 0, 0, 0))).isEqualTo(0.2);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> Metrics.accuracy(PREDICTIONS, NdArray.ofInts(1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "accuracy: labels int32 [2] do not fit predictions [4, 3]. Needs int32 class indices"
                + " [4] or one-hot rows [4, 3].");
    assertThatThrownBy(() -> Metrics.accuracy(NdArray.zeros(4, 1), NdArray.zeros(4, 1)))
        .hasMessage(
            "accuracy: needs predictions of two classes or more for one example or more, [n, k],"
                + " not [4, 1]. For a single output use binaryAccuracy.");
    assertThatThrownBy(() -> Metrics.binaryAccuracy(NdArray.zeros(4, 1), NdArray.zeros(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "binaryAccuracy: needs predictions and targets of one shape, not empty, but they have"
                + " [4, 1] and [4]. Reshape one of them.");
  }
}
