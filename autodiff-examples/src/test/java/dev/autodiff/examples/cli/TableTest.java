package dev.autodiff.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(Table.of("node", "value").row("∂a", 7).row("bb", 441.5).toString())
        .isEqualTo(
            String.join(
                System.lineSeparator(), "  node   value", "  ∂a         7", "  bb     441.5"));
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertThatThrownBy(() -> Table.of("a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table: the row has 1 cells, the header has 2.");
  }

  @Test
  void numbersAreShortAndKeepTheirScale() {
    assertThat(Table.number(294)).isEqualTo("294");
    assertThat(Table.number(-0.25)).isEqualTo("-0.25");
    assertThat(Table.number(1.0 / 3)).isEqualTo("0.333333");
    assertThat(Table.number(1e-20)).isEqualTo("1.00000e-20");
    assertThat(Table.number(100000.5)).isEqualTo("100001");
    assertThat(Table.number(Double.NaN)).isEqualTo("NaN");
  }
}
