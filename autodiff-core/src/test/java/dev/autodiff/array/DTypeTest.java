package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DTypeTest {

  @Test
  void hasNumPysNames() {
    assertThat(DType.values())
        .extracting(DType::toString)
        .containsExactly("float64", "float32", "int32");
  }

  @Test
  void epsilonIsTheGapAboveOne() {
    assertThat(DType.FLOAT64.epsilon()).isEqualTo(0x1p-52);
    assertThat(DType.FLOAT32.epsilon()).isEqualTo(0x1p-23);
    assertThat(DType.INT32.epsilon()).isZero();
  }

  @Test
  void integersHaveNoDerivative() {
    assertThat(DType.FLOAT64.isFloating()).isTrue();
    assertThat(DType.FLOAT32.isFloating()).isTrue();
    assertThat(DType.INT32.isFloating()).isFalse();
  }
}
