package dev.autodiff.examples.checkers;

import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rules of gradient checkers side by side: which faults they find, and how often they cry wolf. */
@Command(
    name = "gradient-checkers",
    description = "Compares our gradient check with those of other libraries.",
    footer = {
      "",
      "Right gradients, and wrong ones of known faults, are put before our check and before",
      "the published rules of PyTorch, JAX and autograd, and it is counted who is right.",
      "What the columns mean is in autodiff-core/GRADIENT-CHECKERS.md. The exit code is 1 if",
      "our check misses a bar that is given there.",
      "",
      "Examples:",
      "  autodiff experiment gradient-checkers",
      "  autodiff experiment gradient-checkers --points 10 --draws 1 --remarks"
    })
public final class GradientCheckers extends JsonCommand {
  private static final int FEW_DIGITS = 9;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of shapes, points and faults (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points for right gradients, for each function (default: ${DEFAULT-VALUE}).")
  private int points = 220;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Points for each kind of fault, for each function (default: ${DEFAULT-VALUE}).")
  private int draws = 2;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only functions with this in their name, such as softmax.")
  private String only = "";

  @Option(
      names = "--remarks",
      description = "Also list our false alarms, undecided cases and misses, one a line.")
  private boolean remarks;

  @Option(
      names = "--all",
      description = "Also the rows of the long tables in which all rules find everything.")
  private boolean all;

  @Override
  protected boolean run(Output out) {
    if (points < 1 || draws < 1) {
      throw new IllegalArgumentException(
          "--points and --draws: must be at least 1, not %s and %s.".formatted(points, draws));
    }
    List<Rule> rules = Rule.list();
    List<Subject> subjects = Subjects.list().stream().filter(s -> s.name().contains(only)).toList();
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException(
          "--only: no function has \"%s\" in its name.".formatted(only));
    }
    List<Tally> tallies;
    try (Progress progress = new Progress(subjects.size())) {
      tallies = new Measurement(rules, seed, points, draws).run(subjects, progress);
    }
    List<Summary> summaries = Summary.of(rules, tallies);
    String rows = all ? "" : ", where any rule misses some";
    out.format(
        "%d functions, %d kinds of faults; seed %d, %d points and %d draws of each",
        subjects.size(),
        Mutations.list().size() + FaultySweep.values().length,
        seed,
        points,
        draws);
    out.line("What the columns mean: autodiff-core/GRADIENT-CHECKERS.md");
    out.line();
    out.line(
        "Faults of relative size 10⁻⁶ or more (smaller ones below, by size), and false alarms");
    out.line();
    out.line(sideBySide(summaries));
    out.line();
    out.line(places(summaries));
    out.line();
    out.line("Faults found, by size: the gradient of one operation multiplied by 1 + 10⁻ᵏ");
    out.line();
    out.line(factors(rules, tallies));
    out.line();
    out.line("Faults found, by kind" + rows + "; tries are points until our full check found it");
    out.line();
    out.line(byName(rules, tallies, "kind", t -> t.kinds));
    out.line();
    out.line("Faults found, by the operation that is wrong" + rows);
    out.line();
    out.line(byName(rules, tallies, "operation", t -> t.operations));
    out.line();
    out.line(
        "Correct digits of our numerical derivatives at ordinary points, by function"
            + (all ? "" : ", where the least are below " + FEW_DIGITS));
    out.line();
    out.line(digits(tallies.get(0)));
    out.line();
    List<String> failures =
        Acceptance.failures(
            summaries.subList(0, Rule.OWN), summaries.subList(Rule.OWN, summaries.size()));
    if (remarks) {
      for (int i = 0; i < Rule.OWN; i++) {
        String name = rules.get(i).name();
        tallies.get(i).remarks.forEach(r -> out.line(name + ": " + r));
      }
      out.line();
    }
    out.line(
        failures.isEmpty()
            ? "Our check reaches every bar."
            : "BARS MISSED: " + String.join("; ", failures));
    out.fact("seed", seed);
    out.fact("points", points);
    out.fact("draws", draws);
    out.fact("functions", subjects.size());
    out.fact("rules", summaries);
    out.fact("kinds", rates(rules, tallies, t -> t.kinds));
    out.fact("kindsAtKinks", rates(rules, tallies, t -> t.kindsAtKinks));
    out.fact("operations", rates(rules, tallies, t -> t.operations));
    out.fact("failures", failures);
    return failures.isEmpty();
  }

  private static Table sideBySide(List<Summary> summaries) {
    Table table =
        Table.of(
            "rule",
            "faults found",
            "… at edges",
            "… at kinks",
            "smallest factor",
            "right confirmed",
            "… at edges",
            "false alarms",
            "… at edges",
            "… at kinks",
            "evaluations/element");
    for (Summary s : summaries) {
      table.row(
          s.rule(),
          percent(s.found()),
          percent(s.foundAtExtremes()),
          percent(s.foundAtKinks()),
          s.smallestFactor() < 2 ? "> 1e-2" : "1e-" + s.smallestFactor(),
          percent(s.confirmed()),
          percent(s.confirmedAtExtremes()),
          percent(s.alarms()),
          percent(s.alarmsAtExtremes()),
          percent(s.alarmsAtKinks()),
          String.format(Locale.ROOT, "%.2f", s.evaluationsPerElement()));
    }
    return table;
  }

  private static Table places(List<Summary> summaries) {
    Table table =
        Table.of(
            "rule",
            "faults",
            "found, 2nd order",
            "right element",
            "right operation",
            "undecided",
            "… at edges",
            "alarms where 0",
            "undecided where 0",
            "comparisons",
            "alarms",
            "undecided");
    for (Summary s : summaries) {
      table.row(
          s.rule(),
          s.faults(),
          percent(s.foundOfSecondOrder()),
          percent(s.rightElement()),
          percent(s.rightNode()),
          percent(s.undecided()),
          percent(s.undecidedAtExtremes()),
          percent(s.alarmsAtZero()),
          percent(s.undecidedAtZero()),
          s.elements(),
          s.elementAlarms(),
          percent(s.undecidedElements()));
    }
    return table;
  }

  private static Table factors(List<Rule> rules, List<Tally> tallies) {
    Table table = Table.of(header("k", rules));
    for (int k = 2; k <= 12; k++) {
      List<Object> row = new ArrayList<>(List.of(k));
      for (Tally tally : tallies) {
        row.add(percent(tally.rateOfFactor(k)));
      }
      table.row(row.toArray());
    }
    return table;
  }

  private Table byName(
      List<Rule> rules, List<Tally> tallies, String what, Function<Tally, Map<String, Found>> of) {
    Table table = Table.of(header(what, rules, "cases", "tries", "element", "operation"));
    for (String name : new TreeSet<>(of.apply(tallies.get(0)).keySet())) {
      Found first = Tally.found(of.apply(tallies.get(0)), name);
      List<Object> row = new ArrayList<>();
      row.add(name.isEmpty() ? "(the walk through the graph)" : name);
      boolean same = true;
      for (Tally tally : tallies) {
        double rate = Tally.found(of.apply(tally), name).rate();
        same &= rate == 1 || Double.isNaN(rate);
        row.add(percent(rate));
      }
      if (same && !all) {
        continue;
      }
      row.add(first.cases);
      row.add(first.detected == 0 ? "–" : first.medianTries());
      row.add(percent(first.shareOfRightElements()));
      row.add(percent(first.shareOfRightNodes()));
      table.row(row.toArray());
    }
    return table;
  }

  /** Digits by which the numerical derivatives agree with right gradients. */
  private Table digits(Tally tally) {
    Table table = Table.of("function", "points", "least", "median");
    tally.apart.forEach(
        (name, differences) -> {
          double[] digits =
              differences.stream()
                  .mapToDouble(d -> d == 0 ? 16 : Math.min(16, -Math.log10(d)))
                  .sorted()
                  .toArray();
          if (all || digits[0] < FEW_DIGITS) {
            table.row(name, digits.length, one(digits[0]), one(digits[digits.length / 2]));
          }
        });
    return table;
  }

  private static String one(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }

  private static String[] header(String first, List<Rule> rules, String... more) {
    List<String> header = new ArrayList<>(List.of(first));
    rules.forEach(rule -> header.add(rule.name()));
    header.addAll(List.of(more));
    return header.toArray(String[]::new);
  }

  private static Map<String, Map<String, Double>> rates(
      List<Rule> rules, List<Tally> tallies, Function<Tally, Map<String, Found>> of) {
    Map<String, Map<String, Double>> r = new LinkedHashMap<>();
    for (String name : of.apply(tallies.get(0)).keySet()) {
      Map<String, Double> row = new LinkedHashMap<>();
      for (int i = 0; i < rules.size(); i++) {
        row.put(rules.get(i).name(), Tally.found(of.apply(tallies.get(i)), name).rate());
      }
      r.put(name, row);
    }
    return r;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
