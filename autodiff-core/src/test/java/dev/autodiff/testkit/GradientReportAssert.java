package dev.autodiff.testkit;

import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Reason;
import dev.autodiff.check.Verdict;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the outcome of a gradient check; when one fails, its message is the report. */
public final class GradientReportAssert
    extends AbstractAssert<GradientReportAssert, GradientReport> {
  GradientReportAssert(GradientReport actual) {
    super(actual, GradientReportAssert.class);
  }

  /** Verifies that the gradients agree with the numerical ones. */
  public GradientReportAssert agrees() {
    isNotNull();
    return require(actual.agrees(), "the gradients to agree");
  }

  /** Verifies that a gradient was found to be wrong. */
  public GradientReportAssert disagrees() {
    isNotNull();
    return require(actual.verdict() == Verdict.DISAGREE, "a disagreement");
  }

  /** Verifies that the check could not decide, for this reason. */
  public GradientReportAssert isInconclusive(Reason reason) {
    isNotNull();
    return require(
        actual.reason().equals(Optional.of(reason)), "an inconclusive check (" + reason + ")");
  }

  /**
   * Verifies what the comparison that agrees least is of.
   *
   * @param place what is differentiated by what, such as {@code ∂y/∂W[2, 0]}
   */
  public GradientReportAssert hasWorstAt(String place) {
    isNotNull();
    return require(
        actual.elements() > 0 && actual.worst().place().equals(place), "the worst at " + place);
  }

  private GradientReportAssert require(boolean holds, String what) {
    if (!holds) {
      throw failure("Expected %s, but:%n%s", what, actual);
    }
    return this;
  }
}
