package dev.autodiff.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegularizersTest {
  private final Parameter w = Parameter.of("w", NdArray.of(new double[][] {{3, 0}, {-4, 1}}));
  private final Parameter b = Parameter.of("b", NdArray.of(100, 100));

  @Test
  void l2IsLambdaOverTwoNTimesTheSquaresOfWeights() {
    Tensor penalty = Regularizers.l2(0.5).apply(List.of(w, b), 10);
    assertThat(penalty.item()).isCloseTo(0.5 / 20 * 26, within(1e-15));
    Gradients g = Autodiff.gradients(penalty, List.of(w, b));
    NdArray expected = NdArray.of(new double[][] {{0.15, 0}, {-0.2, 0.05}}); // λ/n·w
    assertThat(g.of(w).difference(expected, 1e-15, 0)).isEmpty();
    assertThat(g.of(b).toDoubles()).containsExactly(0, 0);
  }

  @Test
  void l1IsLambdaOverNTimesTheAbsoluteWeights() {
    Tensor penalty = Regularizers.l1(0.5).apply(List.of(w, b), 10);
    assertThat(penalty.item()).isCloseTo(0.05 * 8, within(1e-15));
    Gradients g = Autodiff.gradients(penalty, List.of(w, b));
    assertThat(g.of(w)).isEqualTo(NdArray.of(new double[][] {{0.05, 0}, {-0.05, 0.05}}));
  }

  @Test
  void withoutWeightsThePenaltyIsZeroOfTheirType() {
    Parameter narrow = Parameter.of("b", NdArray.ofFloats(1, 2));
    Tensor penalty = Regularizers.l2(1).apply(List.of(narrow), 10);
    assertThat(penalty.value()).isEqualTo(NdArray.scalar(DType.FLOAT32, 0));
  }

  @Test
  void refusesNegativeAndInfiniteStrength() {
    assertThatThrownBy(() -> Regularizers.l2(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("l2: λ must be a finite number ≥ 0, not -1.0.");
    assertThatThrownBy(() -> Regularizers.l1(Double.NaN))
        .hasMessage("l1: λ must be a finite number ≥ 0, not NaN.");
  }
}
