package dev.autodiff.check;

import dev.autodiff.array.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** What a check has to say about an input after all its elements or directions were compared. */
final class Remarks {
  private Remarks() {}

  /**
   * Explains the worst of the derivatives by an input, and remarks on choices at kinks.
   *
   * @param all rows of outputs
   */
  static void of(
      List<Comparison> all,
      Shape result,
      List<String> names,
      int input,
      Clues clues,
      GradientReport.Builder report) {
    Comparison worst = all.isEmpty() ? null : all.get(0);
    for (Comparison c : all) {
      worst = worst == null || GradientReport.Builder.isWorse(c, worst) ? c : worst;
    }
    if (worst != null && worst.verdict() == Verdict.DISAGREE) {
      Shape shape = result.append(clues.shape(input));
      report.explain(
          worst,
          Explanation.of(all, IntStream.range(0, all.size()).toArray(), shape, clues, input));
    }
    conventions(all, result.size(), input, clues, report);
    vanishing(all, names, input, report);
  }

  /** A derivative between the slopes at a kink is right, but not the one that the engine takes. */
  private static void conventions(
      List<Comparison> all, int outputs, int input, Clues clues, GradientReport.Builder report) {
    int n = all.size() / outputs;
    for (int k = 0; k < outputs; k++) {
      double[] engine = null;
      for (int j = 0; j < n; j++) {
        Comparison c = all.get(k * n + j);
        if (c.reason().filter(r -> r == Reason.KINK).isPresent()) {
          if (engine == null) {
            engine = clues.engine(input, Directions.unit(outputs, k));
          }
          if (Math.abs(c.analytic() - engine[j]) > 1e-6 * Math.abs(c.left() - c.right())) {
            report.explain(
                c,
                "; the engine takes %s here, and any number between the slopes will do"
                    .formatted(Comparison.number(engine[j], 5)));
            return; // one example is enough
          }
        }
      }
    }
  }

  /** Warns that nothing can be said of the derivative by an input, if it is 0. */
  static void vanishing(
      List<Comparison> all, List<String> names, int input, GradientReport.Builder report) {
    boolean zero =
        all.stream()
            .allMatch(c -> c.verdict() == Verdict.AGREE && Math.abs(c.numeric()) <= c.tolerance());
    if (zero && !all.isEmpty() && names.size() > 1) {
      report.remark(
          "the derivative by %s is 0 here: a wrong factor would not be seen"
              .formatted(names.get(input)));
    }
  }
}
