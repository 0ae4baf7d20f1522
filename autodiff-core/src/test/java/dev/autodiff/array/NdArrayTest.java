package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Creation, element access, conversion and equality. */
final class NdArrayTest {

  @Test
  void scalarsHaveRankZero() {
    NdArray s = NdArray.scalar(2.5);
    assertThat(s.rank()).isZero();
    assertThat(s.size()).isEqualTo(1);
    assertThat(s.item()).isEqualTo(2.5);
    assertThat(s.get()).isEqualTo(2.5);
    assertThat(NdArray.scalar(DType.FLOAT32, 0.1).item()).isEqualTo(0.1f);
    assertThat(NdArray.scalar(DType.INT32, 7).dtype()).isEqualTo(DType.INT32);
  }

  @Test
  void factoriesCopyButWrapDoesNot() {
    double[] values = {1, 2};
    NdArray copied = NdArray.of(values);
    NdArray wrapped = NdArray.wrap(values, Shape.of(2, 1));
    values[0] = 9;
    assertThat(copied.toDoubles()).containsExactly(1, 2);
    assertThat(wrapped.toDoubles()).containsExactly(9, 2);
    wrapped.toDoubles()[1] = 7;
    assertThat(wrapped.get(1, 0)).isEqualTo(2);
  }

  @Test
  void wrapRefusesWrongStorage() {
    assertThatThrownBy(() -> NdArray.wrap(new long[2], Shape.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrap: storage must be double[], float[] or int[], not long[].");
    assertThatThrownBy(() -> NdArray.wrap(new double[5], Shape.of(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrap: 5 values do not fill shape [2, 3], which has 6 elements.");
  }

  @Test
  void zerosAndFull() {
    assertThat(NdArray.zeros(2, 2)).isEqualTo(NdArray.of(new double[][] {{0, 0}, {0, 0}}));
    NdArray full = NdArray.full(DType.FLOAT32, 0.5, Shape.of(2, 3));
    assertThat(full.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(full.toFloats()).hasSize(6).containsOnly(0.5f);
    assertThat((float[]) full.storage()).as("one stored number").hasSize(1);
    assertThat(NdArray.full(DType.INT32, 3, Shape.SCALAR).isDense()).isTrue();
  }

  @Test
  void ranges() {
    assertThat(NdArray.range(4).toDoubles()).containsExactly(0, 1, 2, 3);
    assertThat(NdArray.range(1, 2, 0.25).toDoubles()).containsExactly(1, 1.25, 1.5, 1.75);
    assertThat(NdArray.range(3, 0, -1).toDoubles()).containsExactly(3, 2, 1);
    assertThat(NdArray.range(3, 0, 1).size()).isZero();
    assertThatThrownBy(() -> NdArray.range(0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("range: no finite number of steps of 0.0 from 0.0 to 1.0.");
  }

  @Test
  void randomArraysRepeatWithTheirSeed() {
    Shape shape = Shape.of(50, 40);
    NdArray normal = normal(7, shape);
    assertThat(normal).isEqualTo(normal(7, shape)).isNotEqualTo(normal(8, shape));
    double[] x = normal.toDoubles();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isBetween(2.8, 3.2); // 0.5/√2000 ≈ 0.011 is one deviation of the mean
    assertThat(variance).isBetween(0.2, 0.3);
    NdArray uniform =
        NdArray.randomUniform(new SplittableRandom(7), DType.FLOAT32, -1, 2, Shape.of(1000));
    assertThat(uniform.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(Arrays.stream(uniform.toDoubles())).allMatch(v -> v >= -1 && v < 2);
  }

  private static NdArray normal(long seed, Shape shape) {
    return NdArray.randomNormal(new SplittableRandom(seed), DType.FLOAT64, 3, 0.5, shape);
  }

  @Test
  void permutationsHoldEveryNumberOnceAndAreFair() {
    SplittableRandom rng = new SplittableRandom(1);
    int[] counts = new int[6];
    for (int i = 0; i < 6000; i++) {
      int[] p = NdArray.randomPermutation(rng, 3).toInts();
      assertThat(p).containsExactlyInAnyOrder(0, 1, 2);
      counts[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
    }
    assertThat(Arrays.stream(counts))
        .allMatch(c -> c > 880 && c < 1120); // 1000 ± 4 deviations of 29
    assertThat(NdArray.randomPermutation(rng, 0).size()).isZero();
  }

  @Test
  void elementsByIndex() {
    NdArray m = NdArray.fromNested(new int[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(m.dtype()).isEqualTo(DType.INT32);
    assertThat(m.get(1, 2)).isEqualTo(6);
    assertThatThrownBy(() -> m.get(1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("get: index [1] has 1 numbers, but shape [2, 3] has 2 axes.");
    assertThatThrownBy(() -> m.get(1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("get: index [1, 3] is outside shape [2, 3].");
    assertThatThrownBy(() -> m.get(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void itemNeedsExactlyOneElement() {
    assertThat(NdArray.of(new double[][] {{4}}).item()).isEqualTo(4);
    assertThat(NdArray.range(5).slice(0, 3, 4).item()).isEqualTo(3);
    assertThatThrownBy(() -> NdArray.zeros(2, 3).item())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "item: needs exactly one element, but the shape is [2, 3]. Use get(index…), or sum() or mean() first.");
    assertThatThrownBy(() -> NdArray.zeros(0).item()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void castsRoundToFloatAndTruncateToInt() {
    NdArray x = NdArray.of(0.1, -1.9, 2.9, Double.POSITIVE_INFINITY);
    assertThat(x.cast(DType.FLOAT64)).isSameAs(x);
    assertThat(x.cast(DType.FLOAT32).toFloats())
        .containsExactly(0.1f, -1.9f, 2.9f, Float.POSITIVE_INFINITY);
    assertThat(x.cast(DType.INT32).toInts()).containsExactly(0, -1, 2, Integer.MAX_VALUE);
    assertThat(NdArray.ofInts(1, 2).cast(DType.FLOAT32)).isEqualTo(NdArray.ofFloats(1, 2));
    NdArray transposed = NdArray.range(6).reshape(Shape.of(2, 3)).transpose();
    assertThat(transposed.cast(DType.INT32).toInts()).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void equalityComparesTypeShapeAndElements() {
    NdArray x = NdArray.of(1, Double.NaN);
    assertThat(x).isEqualTo(NdArray.of(1, Double.NaN)).isNotEqualTo(NdArray.of(1, 2));
    assertThat(NdArray.of(0.0)).isNotEqualTo(NdArray.of(-0.0));
    assertThat(NdArray.of(1.0)).isNotEqualTo(NdArray.ofFloats(1)).isNotEqualTo(NdArray.scalar(1));
    NdArray view = NdArray.of(new double[][] {{1, 3}, {2, 4}}).transpose();
    assertThat(view).isEqualTo(NdArray.of(new double[][] {{1, 2}, {3, 4}}));
    assertThat(view).hasSameHashCodeAs(NdArray.of(new double[][] {{1, 2}, {3, 4}}));
  }
}
