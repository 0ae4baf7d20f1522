package dev.autodiff.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldbergTest {
  @TempDir Path directory;

  @Test
  void drawsThreeGraphs() throws IOException {
    Path out = directory.resolve("new");
    Cli run = Cli.run("experiment", "goldberg", "--out", out.toString(), "--json");
    assertThat(run.exitCode()).isZero();
    JsonObject files = run.json().getAsJsonObject("files");
    String a = Files.readString(Path.of(files.get("a").getAsString()));
    String b = Files.readString(Path.of(files.get("b").getAsString()));
    String c = Files.readString(Path.of(files.get("c").getAsString()));

    assertThat(a).contains("x (placeholder)", "1×150").doesNotContain("gatherRows", "pick");
    assertThat(b)
        .contains("lookup the", "lookup black", "lookup dog", "x = concat", "p = softmax")
        .doesNotContain("placeholder", "pick");
    assertThat(c).contains("lookup the", "p = softmax", "picked = pick", "log", "loss = neg");
    for (String dot : new String[] {a, b, c}) {
      assertThat(dot).startsWith("digraph {").endsWith("}\n");
    }
    assertThat(run.out()).contains(files.get("a").getAsString(), "tanh", "[20, 17]");
  }

  @Test
  void lossReachesOnlyTheWordsThatOccur() {
    Cli run = Cli.run("experiment", "goldberg", "--out", directory.toString(), "--json");
    assertThat(run.json().get("wordsWithGradient").toString())
        .isEqualTo("[\"black\",\"dog\",\"the\"]");
    assertThat(run.json().get("largestDifference").getAsDouble()).isLessThan(1e-12);
    assertThat(run.json().get("loss").getAsDouble()).isPositive();
  }

  @Test
  void seedDecidesTheWeights() {
    double one = loss("1");
    assertThat(loss("1")).isEqualTo(one);
    assertThat(loss("2")).isNotEqualTo(one);
  }

  private double loss(String seed) {
    return Cli.run(
            "experiment", "goldberg", "--out", directory.toString(), "--seed", seed, "--json")
        .json()
        .get("loss")
        .getAsDouble();
  }
}
