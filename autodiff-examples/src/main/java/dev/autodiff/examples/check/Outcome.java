package dev.autodiff.examples.check;

import dev.autodiff.check.Comparison;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Reason;
import dev.autodiff.check.Verdict;
import dev.autodiff.examples.cli.Table;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the checks of one gradient gave, at one point or several: the worst report. */
final class Outcome {
  private final String name;
  private @Nullable GradientReport worst;
  private String point = "";
  private int compared;
  private int evaluations;
  private int points;
  private int undefined;

  Outcome(String name) {
    this.name = name;
  }

  /** The facts for a program; those that do not exist are null. */
  record Facts(
      String variable,
      String verdict,
      @Nullable String reason,
      int compared,
      @Nullable Double largestDifference,
      @Nullable Double errorEstimate,
      double smallestDetectable,
      int evaluations,
      String point,
      String report) {}

  void add(String at, GradientReport report) {
    points++;
    undefined += isUndefined(report) ? 1 : 0;
    compared += report.elements();
    evaluations += report.evaluations();
    if (worst == null || isWorse(report, worst)) {
      worst = report;
      point = at;
    }
  }

  private static boolean isWorse(GradientReport a, GradientReport b) {
    return rank(a) == rank(b) ? difference(a) > difference(b) : rank(a) > rank(b);
  }

  /** Points where every derivative is 0 or none exists say nothing: any other outweighs them. */
  private static int rank(GradientReport r) {
    return isUndefined(r) || r.reason().equals(Optional.of(Reason.VACUOUS))
        ? -1
        : rank(r.verdict());
  }

  private static boolean isUndefined(GradientReport r) {
    return r.reason().equals(Optional.of(Reason.NONFINITE));
  }

  /** Returns the worse of two verdicts: an error found is worse than none found. */
  static Verdict worse(Verdict a, Verdict b) {
    return rank(a) > rank(b) ? a : b;
  }

  private static int rank(Verdict v) {
    return v == Verdict.DISAGREE ? 2 : v == Verdict.INCONCLUSIVE ? 1 : 0;
  }

  private static double difference(GradientReport r) {
    return r.elements() == 0 ? Double.NaN : r.worst().difference();
  }

  private GradientReport report() {
    if (worst == null) {
      throw new IllegalStateException("no report was added");
    }
    return worst;
  }

  Verdict verdict() {
    return report().verdict();
  }

  private Optional<Comparison> comparison() {
    return report().elements() == 0 ? Optional.empty() : Optional.of(report().worst());
  }

  void addTo(Table table) {
    Optional<Comparison> c = comparison();
    table.row(
        name,
        verdict() + report().reason().map(r -> " " + r).orElse(""),
        compared,
        c.map(x -> number(x.difference())).orElse("–"),
        c.filter(x -> Double.isFinite(x.error())).map(x -> number(x.error())).orElse("–"),
        evaluations);
  }

  private static String number(double d) {
    return Double.isNaN(d) ? "–" : d == 0 ? "0" : String.format(Locale.ROOT, "%.1e", d);
  }

  /** Returns the point of the worst report, as it is written after {@code --at}. */
  String point() {
    return point;
  }

  /** Returns the report if the gradient does not agree. */
  Optional<String> explanation() {
    if (verdict() == Verdict.AGREE) {
      return Optional.empty();
    }
    String remedy = report().reason().map(r -> "\n  " + r.remedy()).orElse("");
    return Optional.of("∂f/∂" + name + ": " + report() + remedy);
  }

  /** Returns how many points were left out, if others were left. */
  Optional<String> leftOut() {
    return undefined == 0 || isUndefined(report())
        ? Optional.empty()
        : Optional.of(
            "∂f/∂%s: %s of %s points left out: %s there"
                .formatted(name, undefined, points, Reason.NONFINITE.words()));
  }

  Facts facts() {
    Optional<Comparison> c = comparison();
    return new Facts(
        name,
        verdict().name(),
        report().reason().map(Reason::name).orElse(null),
        compared,
        c.map(Comparison::difference).orElse(null),
        c.map(Comparison::error).orElse(null),
        report().smallestDetectable(),
        evaluations,
        point,
        report().toString());
  }
}
