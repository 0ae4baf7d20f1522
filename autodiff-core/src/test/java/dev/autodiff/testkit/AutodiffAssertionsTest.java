package dev.autodiff.testkit;

import static dev.autodiff.testkit.AutodiffAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.NdArray;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Reason;
import org.junit.jupiter.api.Test;

final class AutodiffAssertionsTest {
  private static final NdArray X = NdArray.of(1, 2, 3);
  private static final GradientReport RIGHT =
      GradientCheck.of(x -> x.square().sum()).at(X).against(x -> x.mul(2));
  private static final GradientReport WRONG =
      GradientCheck.of(x -> x.square().sum()).at(X).against(NdArray.of(2, 4, 12));
  private static final GradientReport VACUOUS =
      GradientCheck.of(x -> x.softmax(0).sum()).at(X).check();

  @Test
  void verdicts() {
    assertThat(RIGHT).agrees();
    assertThat(WRONG).disagrees().hasWorstAt("∂y/∂x[2]");
    assertThat(VACUOUS).isInconclusive(Reason.VACUOUS);
  }

  @Test
  void theMessageIsTheReport() {
    assertThatThrownBy(() -> assertThat(WRONG).as("the square").agrees())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("[the square] Expected the gradients to agree, but:")
        .hasMessageContaining(WRONG.toString());
    assertThatThrownBy(() -> assertThat(RIGHT).disagrees())
        .hasMessageContaining("Expected a disagreement, but:")
        .hasMessageContaining(RIGHT.toString());
    assertThatThrownBy(() -> assertThat(WRONG).isInconclusive(Reason.KINK))
        .hasMessageContaining("Expected an inconclusive check (KINK), but:");
    assertThatThrownBy(() -> assertThat(WRONG).hasWorstAt("∂y/∂x[0]"))
        .hasMessageContaining("Expected the worst at ∂y/∂x[0], but:");
    assertThatThrownBy(() -> assertThat((GradientReport) null).agrees())
        .hasMessageContaining("not to be null");
  }

  @Test
  void arrays() {
    assertThat(X).hasShape(3).isCloseTo(NdArray.of(1, 2, 3.1), 0.1);
    assertThatThrownBy(() -> assertThat(X).isCloseTo(NdArray.of(1, 2, 3.1), 1e-3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of 3 elements differ, most at [2]: 3.0 instead of 3.1");
    assertThatThrownBy(() -> assertThat(X).isCloseTo(NdArray.zeros(2), 1))
        .hasMessageContaining("shapes differ: [3] ≠ [2]");
    assertThatThrownBy(() -> assertThat(X).hasShape(2))
        .hasMessageContaining("Expected shape [2], not [3] of");
  }
}
