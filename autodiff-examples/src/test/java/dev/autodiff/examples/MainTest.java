package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "experiment",
        "experiment olah",
        "experiment goldberg",
        "experiment backprop-equations",
        "experiment slow-learning",
        "check",
        "bench"
      })
  void helpHasExamplesAndExitCodes(String command) {
    Cli run = Cli.run((command + " --help").strip().split(" "));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: autodiff " + command)
        .contains("--json", "--debug", "Exit codes:", "0    success", "1    a check failed")
        .contains("2    bad input", "Examples:", "  autodiff " + command);
  }

  @Test
  void helpIsACommandToo() {
    assertThat(Cli.run("help").out()).isEqualTo(Cli.run("--help").out());
    Cli train = Cli.run("help", "train");
    assertThat(train.exitCode()).isZero();
    assertThat(train.out()).isEqualTo(Cli.run("train", "--help").out());
  }

  @Test
  void versionIsALine() {
    Cli run = Cli.run("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("autodiff ").hasLineCount(1);
  }

  @Test
  void unknownOptionsAndCommandsAreRefusedInOneLine() {
    Cli.run("--jsn")
        .assertRefused(
            "autodiff: Unknown option: '--jsn'. Did you mean --json? See autodiff --help.");
    Cli.run("experiment", "olag")
        .assertRefused(
            "autodiff experiment: Unmatched argument at index 1: 'olag'. Did you mean olah or goldberg?"
                + " See autodiff experiment --help.");
    Cli.run("experiment")
        .assertRefused(
            "autodiff experiment: Which experiment? One of olah, goldberg, backprop-equations,"
                + " slow-learning, gradient-checkers. See autodiff experiment --help.");
    Cli.run("experiment", "olah", "--a", "two")
        .assertRefused(
            "autodiff experiment olah: Invalid value for option '--a': 'two' is not a double."
                + " See autodiff experiment olah --help.");
  }

  @Test
  void stackTraceOnlyWithDebug() {
    String[] bad = {"experiment", "slow-learning", "--epochs", "0"};
    assertThat(Cli.run(bad).err()).doesNotContain("\tat ");
    Cli debug = Cli.run("experiment", "slow-learning", "--epochs", "0", "--debug");
    assertThat(debug.exitCode()).isEqualTo(2);
    assertThat(debug.err())
        .startsWith("autodiff experiment slow-learning: --epochs: must be at least 1, not 0.")
        .contains("\tat ");
  }

  @Test
  void jsonSaysWhatWentWrong() {
    Cli late = Cli.run("--json", "experiment", "slow-learning", "--epochs", "0");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.json().get("error").getAsString())
        .isEqualTo("--epochs: must be at least 1, not 0.");
    assertThat(late.json().get("exitCode").getAsInt()).isEqualTo(2);
    assertThat(late.json().get("passed").getAsBoolean()).isFalse();

    Cli early = Cli.run("experiment", "olah", "--c", "1", "--json");
    assertThat(early.json().get("error").getAsString()).startsWith("Unknown option");
  }

  @Test
  void filesThatCannotBeWrittenAreNamed() {
    assertThat(Cli.run("experiment", "goldberg", "--out", directory.toString()).exitCode())
        .isZero();
    Path notADirectory = directory.resolve("goldberg-c-loss.dot");
    Cli.run("experiment", "goldberg", "--out", notADirectory.toString())
        .assertRefused("autodiff experiment goldberg: not a directory: " + notADirectory);
  }
}
