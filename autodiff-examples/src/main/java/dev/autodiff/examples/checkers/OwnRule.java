package dev.autodiff.examples.checkers;

import dev.autodiff.array.NdArray;
import dev.autodiff.check.Comparison;
import dev.autodiff.check.Differentiator;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Verdict;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link GradientCheck} in one of its modes. */
record OwnRule(String name, UnaryOperator<GradientCheck.At> mode) implements Rule {

  @Override
  public Outcome check(Case subject, Differentiator differentiator, long seed) {
    GradientCheck.At at =
        GradientCheck.ofInputs(subject.function()).at(subject.point().toArray(NdArray[]::new));
    GradientReport report = mode.apply(at).differentiator(differentiator).check();
    Optional<String> place =
        report.verdict() == Verdict.DISAGREE
            ? Optional.of(report.worst()).map(Comparison::place)
            : Optional.empty();
    return new Outcome(
        report.verdict(),
        report.evaluations(),
        report.elements(),
        report.disagreeing(),
        report.inconclusive(),
        report.reason(),
        report.relativeDifference(),
        place,
        report.node());
  }
}
