package dev.autodiff.examples.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GradientCheckersTest {

  /** Every fifth function; the command takes all. */
  @Test
  void ourCheckFindsFaultsWithoutFalseAlarms() {
    List<Subject> sample = new ArrayList<>();
    for (int i = 0; i < Subjects.list().size(); i += 5) {
      sample.add(Subjects.list().get(i));
    }
    List<Rule> rules = Rule.list();
    List<Tally> tallies = new Measurement(rules, 1, 5, 1).run(sample, i -> {});
    List<Summary> summaries = Summary.of(rules, tallies);
    assertThat(summaries.get(0).faults()).isGreaterThan(300);
    assertThat(
            Acceptance.failures(
                summaries.subList(0, Rule.OWN), summaries.subList(Rule.OWN, rules.size())))
        .as("%s %s", tallies.get(0).remarks, tallies.get(1).remarks)
        .isEmpty();
  }

  @Test
  void printsTablesAndFacts() {
    Cli run =
        Cli.run(
            "experiment",
            "gradient-checkers",
            "--only",
            "diamond",
            "--points",
            "2",
            "--draws",
            "1",
            "--json");
    JsonObject facts = run.json();
    assertThat(facts.get("functions").getAsInt()).isEqualTo(1);
    assertThat(facts.getAsJsonArray("rules")).hasSize(6);
    assertThat(facts.getAsJsonObject("kinds").keySet()).contains("sign", "fan-out overwritten");
    assertThat(run.out())
        .contains("PyTorch, fast", "smallest factor", "GRADIENT-CHECKERS.md", "relative size 10⁻⁶")
        .doesNotContain("\n  fan-out overwritten"); // all rules find it
  }

  @Test
  void printsAllRowsIfAsked() {
    Cli run =
        Cli.run(
            "experiment",
            "gradient-checkers",
            "--only",
            "diamond",
            "--points",
            "1",
            "--draws",
            "1",
            "--all");
    assertThat(run.out()).contains("\n  fan-out overwritten", "tanh", "diamond");
  }

  @Test
  void refusesNoPointsAndUnknownFunctions() {
    Cli.run("experiment", "gradient-checkers", "--points", "0")
        .assertRefused(
            "autodiff experiment gradient-checkers: --points and --draws: must be at least 1, not 0 and 2.");
    Cli.run("experiment", "gradient-checkers", "--only", "nothing")
        .assertRefused(
            "autodiff experiment gradient-checkers: --only: no function has \"nothing\" in its name.");
  }
}
