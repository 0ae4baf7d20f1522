package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DifferenceTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  @Test
  void namesTheWorstElement() {
    NdArray actual = NdArray.of(new double[][] {{1, 2.5}, {3, 5}});
    NdArray expected = NdArray.of(new double[][] {{1, 2}, {3, 4}});
    assertThat(actual.difference(expected, 0, 0.25))
        .contains(
            "2 of 4 elements differ, most at [1, 1]: 5.0 instead of 4.0 (difference 1.0, allowed 0.25)");
  }

  @Test
  void allowsRelativeAndAbsoluteTolerance() {
    NdArray hundred = NdArray.scalar(100);
    assertThat(NdArray.scalar(101).isClose(hundred, 0.01, 0)).isTrue();
    assertThat(NdArray.scalar(101.001).isClose(hundred, 0.01, 0)).isFalse();
    assertThat(NdArray.scalar(101.001).isClose(hundred, 0.01, 0.002)).isTrue();
    assertThat(NdArray.of(0.0).isClose(NdArray.of(-0.0), 0, 0)).isTrue();
  }

  @Test
  void agreesOnSpecialValuesOnlyIfTheyAreTheSame() {
    NdArray special = NdArray.of(NAN, INF, -INF);
    assertThat(special.difference(NdArray.of(NAN, INF, -INF), 0, 0)).isEmpty();
    assertThat(special.difference(NdArray.of(NAN, INF, INF), 1, 1)).isPresent();
    assertThat(NdArray.of(INF).difference(NdArray.of(1), 1, 1)).isPresent();
    assertThat(NdArray.of(1).difference(NdArray.of(INF), 1, 1)).isPresent();
    assertThat(NdArray.of(1, NAN, 9).difference(NdArray.of(1, 2, 3), 0, 0))
        .contains(
            "2 of 3 elements differ, most at [1]: NaN instead of 2.0 (difference NaN, allowed 0.0)");
  }

  @Test
  void comparesTypeAndShapeFirst() {
    assertThat(NdArray.ofFloats(1).difference(NdArray.of(1), 1, 1))
        .contains("dtypes differ: float32 ≠ float64");
    assertThat(NdArray.of(1, 2).difference(NdArray.of(new double[][] {{1, 2}}), 1, 1))
        .contains("shapes differ: [2] ≠ [1, 2]");
  }

  @Test
  void emptyArraysAgree() {
    assertThat(NdArray.zeros(0, 2).difference(NdArray.zeros(0, 2), 0, 0)).isEmpty();
  }

  @Test
  void scalarsHaveTheEmptyIndex() {
    assertThat(NdArray.scalar(1).difference(NdArray.scalar(2), 0, 0))
        .contains(
            "1 of 1 elements differ, most at []: 1.0 instead of 2.0 (difference 1.0, allowed 0.0)");
  }
}
