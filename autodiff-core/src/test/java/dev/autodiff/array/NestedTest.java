package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NestedTest {

  @Test
  void readsAnyRankAndType() {
    NdArray cube = NdArray.fromNested(new double[][][] {{{1, 2}}, {{3, 4}}, {{5, 6}}});
    assertThat(cube.shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(cube.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(NdArray.fromNested(new float[] {1.5f})).isEqualTo(NdArray.ofFloats(1.5f));
    assertThat(NdArray.fromNested(new int[][] {{1}, {2}}).dtype()).isEqualTo(DType.INT32);
  }

  @Test
  void readsEmptyArrays() {
    assertThat(NdArray.fromNested(new double[0]).shape()).isEqualTo(Shape.of(0));
    assertThat(NdArray.of(new double[][] {{}, {}}).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(NdArray.of(new double[0][0]).shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void copiesItsInput() {
    double[][] rows = {{1, 2}};
    NdArray a = NdArray.of(rows);
    rows[0][0] = 9;
    assertThat(a.get(0, 0)).isEqualTo(1);
  }

  @Test
  void refusesRaggedRows() {
    assertThatThrownBy(() -> NdArray.of(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fromNested: rows differ in length along axis 1: 2 ≠ 1. Every row must be as long as the first.");
    assertThatThrownBy(() -> NdArray.of(new double[][] {{}, {3}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NdArray.fromNested(new double[][][] {{{1}}, {{1}, {2}}}))
        .hasMessage(
            "fromNested: rows differ in length along axis 1: 1 ≠ 2. Every row must be as long as the first.");
  }

  @Test
  void refusesMissingRows() {
    assertThatThrownBy(() -> NdArray.of(new double[][] {{1, 2}, null}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fromNested: a row along axis 0 is null. Fill in every row.");
    assertThatThrownBy(() -> NdArray.of(new double[2][]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> NdArray.fromNested(new long[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fromNested: needs nested arrays of double, float or int, not long[][].");
    assertThatThrownBy(() -> NdArray.fromNested(3.0))
        .hasMessage("fromNested: needs nested arrays of double, float or int, not Double.");
  }
}
