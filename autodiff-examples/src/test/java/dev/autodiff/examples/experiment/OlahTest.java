package dev.autodiff.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import org.junit.jupiter.api.Test;

final class OlahTest {
  @Test
  void givesTheValuesAndDerivativesOfTheArticle() {
    Cli run = Cli.run("experiment", "olah", "--json");
    assertThat(run.exitCode()).isZero();
    JsonObject json = run.json();
    assertThat(json.get("values").toString())
        .isEqualTo("{\"a\":2.0,\"b\":1.0,\"c\":3.0,\"d\":2.0,\"e\":6.0}");
    assertThat(json.getAsJsonObject("forward").get("a").getAsDouble()).isEqualTo(2);
    assertThat(json.getAsJsonObject("forward").get("b").getAsDouble()).isEqualTo(5);
    assertThat(json.get("reverse").toString())
        .isEqualTo("{\"a\":2.0,\"b\":5.0,\"c\":2.0,\"d\":3.0,\"e\":1.0}");
    assertThat(run.out())
        .contains("∂c/∂a = 1, ∂c/∂b = 1", "∂d/∂b = 1", "∂e/∂c = 2, ∂e/∂d = 3")
        .contains("∂e/∂b = ∂e/∂c·∂c/∂b + ∂e/∂d·∂d/∂b = 2·1 + 3·1 = 5");
  }

  @Test
  void holdsAtOtherPoints() {
    Cli run = Cli.run("experiment", "olah", "--a=-3.5", "--b=-0.25", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().getAsJsonObject("reverse").get("b").getAsDouble()).isEqualTo(-3);
    assertThat(run.out()).contains("∂e/∂a = ∂e/∂c·∂c/∂a = 0.75·1 = 0.75", "(-3.75)·1");
  }
}
