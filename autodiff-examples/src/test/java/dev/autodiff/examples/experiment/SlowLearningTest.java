package dev.autodiff.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlowLearningTest {
  @TempDir Path directory;

  private Cli run(String... more) {
    String[] args = {"experiment", "slow-learning", "--json", "--out", directory.toString()};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  /** Nielsen reports the outputs 0.09 and 0.20 for the quadratic cost. */
  @Test
  void reachesThePublishedOutputs() {
    Cli run = run();
    assertThat(run.exitCode()).isZero();
    JsonArray runs = run.json().getAsJsonArray("runs");
    assertThat(output(runs, 0)).isCloseTo(0.09, within(0.005));
    assertThat(output(runs, 1)).isCloseTo(0.20, within(0.005));
    assertThat(output(runs, 2)).isLessThan(0.02);
    assertThat(output(runs, 3)).isLessThan(0.02);
    assertThat(run.json().get("largestDifference").getAsDouble()).isLessThan(1e-12);
    assertThat(run.out()).contains("    300  ");
  }

  /** The path of gradient descent written out once more, from the derivative by hand. */
  @Test
  void costsFollowTheHandDerivedPath() {
    JsonObject quadratic = run().json().getAsJsonArray("runs").get(1).getAsJsonObject();
    double w = 2;
    double b = 2;
    for (int epoch = 0; epoch <= 300; epoch++) {
      double a = 1 / (1 + Math.exp(-(w + b)));
      assertThat(quadratic.getAsJsonArray("costs").get(epoch).getAsDouble())
          .isCloseTo(a * a / 2, within(1e-12));
      w -= 0.15 * a * a * (1 - a);
      b -= 0.15 * a * a * (1 - a);
    }
  }

  @Test
  void drawsTheCurves() throws IOException {
    Cli run = run();
    Path plot = Path.of(run.json().get("plot").getAsString());
    assertThat(plot).isEqualTo(directory.resolve("slow-learning.png"));
    assertThat(run.out()).contains("Learning curves: " + plot);
    assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(1000);
  }

  @Test
  void lastLineOfTheTableIsTheLastEpoch() {
    assertThat(run("--epochs", "70").out()).contains("     50  ", "     70  ");
  }

  @Test
  void refusesStepsThatDoNotDescend() {
    Cli.run("experiment", "slow-learning", "--learning-rate", "-1")
        .assertRefused(
            "autodiff experiment slow-learning: --learning-rate: must be a positive number, not -1.0.");
    Cli.run("experiment", "slow-learning", "--epochs", "0")
        .assertRefused("autodiff experiment slow-learning: --epochs: must be at least 1, not 0.");
  }

  private static double output(JsonArray runs, int i) {
    return runs.get(i).getAsJsonObject().get("output").getAsDouble();
  }
}
