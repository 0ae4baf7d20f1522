package dev.autodiff.examples.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.array.DType;
import dev.autodiff.examples.Cli;
import dev.autodiff.examples.cli.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TourTest {
  @TempDir Path directory;

  @Test
  void wholeTour() {
    Cli run = Cli.run("--json");
    assertThat(run.exitCode()).isZero();
    JsonObject json = run.json();
    assertThat(json.get("f").getAsDouble()).isEqualTo(441);
    assertThat(json.get("gradients").toString())
        .isEqualTo("{\"a\":294.0,\"b\":294.0,\"c\":126.0,\"d\":126.0}");
    assertThat(json.getAsJsonObject("gradientCheck").get("agrees").getAsBoolean()).isTrue();
    assertThat(json.get("accuracy").getAsDouble()).isGreaterThanOrEqualTo(0.93);
    assertThat(json.get("layers").toString()).isEqualTo("[784,30,10]");
    assertThat(Path.of(json.get("plot").getAsString())).isNotEmptyFile();
    assertThat(run.out())
        .contains("\n  java -jar autodiff-examples/target/autodiff.jar experiment olah")
        .contains("∂f/∂a = ∂f/∂i·∂i/∂g·∂g/∂a = 42·7·1 = 294")
        .contains("Learning curves: " + Path.of("target", "learning-curves.png"));
  }

  @Test
  void failsBelowTheExpectedAccuracy() throws IOException {
    assertThat(shortTour(0)).isTrue();
    assertThat(shortTour(1.01)).isFalse();
  }

  private boolean shortTour(double leastAccuracy) throws IOException {
    Recipe recipe =
        new Recipe(
            List.of(784, 10),
            "sigmoid",
            Objective.LOG_LIKELIHOOD,
            "auto",
            DType.FLOAT32,
            1,
            10,
            0.1,
            0,
            0,
            0.1,
            0,
            1);
    ImageData all = ImageData.sample(DType.FLOAT32);
    ImageData few =
        new ImageData("mnist", "sample", all.train().slice(0, 100), all.test().slice(0, 50));
    StringWriter text = new StringWriter();
    boolean passed =
        Tour.run(
            recipe,
            few,
            directory.resolve("curves.png"),
            leastAccuracy,
            new Output(new PrintWriter(text)),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    assertThat(Files.exists(directory.resolve("curves.png"))).isTrue();
    assertThat(text.toString().contains("FAILED")).isEqualTo(!passed);
    return passed;
  }
}
