package dev.autodiff.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import dev.autodiff.examples.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackpropEquationsTest {
  @Test
  void everyEquationHolds() {
    Cli run = Cli.run("experiment", "backprop-equations", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("largestDifference").getAsDouble()).isLessThan(1e-14);
    JsonArray equations = run.json().getAsJsonArray("equations");
    assertThat(equations).hasSize(12);
    assertThat(run.out())
        .contains("σ(z)·(1 − σ(z))", "aᵢ·(δᵢⱼ − aⱼ)", "(1) δ4", "(2) δ3", "(3) ∂C/∂w2", "a − y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,1", "7,1,3", "3,20,20,20,5"})
  void holdsForOtherNetworks(String layers) {
    Cli run = Cli.run("experiment", "backprop-equations", "--layers", layers, "--seed", "99");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("All equations hold");
  }

  @Test
  void aDifferenceBeyondTheToleranceFails() {
    Cli run = Cli.run("experiment", "backprop-equations", "--tolerance", "1e-30", "--json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("DIFFERS", "NOT all equations hold");
    assertThat(run.json().get("passed").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3,0,2", "3;2", "3,,2", "3,x"})
  void refusesNetworksThatAreNone(String layers) {
    Cli.run("experiment", "backprop-equations", "--layers", layers)
        .assertRefused(
            "autodiff experiment backprop-equations: --layers: cannot read \""
                + layers
                + "\". Give the neurons of two layers or more, input first, such as 784,30,10.");
  }
}
