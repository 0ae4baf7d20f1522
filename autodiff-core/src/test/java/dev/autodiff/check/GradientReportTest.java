package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GradientReportTest {
  private static final GradientReport WRONG =
      new GradientReport(false, "∂y/∂W[2, 0]", 588, 294, 1.23e-10, 4, 97);

  @Test
  void saysWhatDisagrees() {
    assertThat(WRONG)
        .hasToString(
            "gradient DISAGREES: compared 4 elements in 97 evaluations; worst ∂y/∂W[2, 0]: gradient 588.000000000000, numeric 294.000000000000 ± 1.2e-10, ratio 2.00000");
    assertThat(WRONG.difference()).isEqualTo(294);
  }

  @Test
  void saysWhatAgrees() {
    assertThat(new GradientReport(true, "∂y/∂x", 1, 1, 1e-13, 1, 25))
        .hasToString(
            "gradient agrees: compared 1 elements in 25 evaluations; worst ∂y/∂x: gradient 1.00000000000000, numeric 1.00000000000000 ± 1.0e-13");
  }

  @Test
  void failsATestWithItsText() {
    assertThatThrownBy(WRONG::assertAgrees)
        .isInstanceOf(AssertionError.class)
        .hasMessage(WRONG.toString());
  }
}
