package dev.autodiff.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputTest {
  @Test
  void factsKeepTheirOrderAndBecomeValidJson() {
    StringWriter text = new StringWriter();
    Output out = new Output(new PrintWriter(text));
    out.fact("z", 1);
    out.fact("a", List.of(0.5, Double.NaN, Double.POSITIVE_INFINITY));
    out.fact("text", "a \"quoted\" σ");
    out.fact("none", null);
    out.printFacts();
    assertThat(text)
        .hasToString(
            "{\"z\":1,\"a\":[0.5,null,null],\"text\":\"a \\\"quoted\\\" σ\",\"none\":null}"
                + System.lineSeparator());
  }

  @Test
  void formatsWithAPointWhateverTheLocale() {
    StringWriter text = new StringWriter();
    new Output(new PrintWriter(text)).format("%.2f", 0.5);
    assertThat(text.toString().strip()).isEqualTo("0.50");
  }
}
