package dev.autodiff.testkit;

import dev.autodiff.array.NdArray;
import dev.autodiff.check.GradientReport;

/**
 * Assertions in the manner of AssertJ, to be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(GradientCheck.of(f).at(x).check()).agrees();
 * assertThat(y.value()).isCloseTo(NdArray.of(1, 2), 1e-12);
 * }</pre>
 */
public final class AutodiffAssertions {
  private AutodiffAssertions() {}

  /** Starts an assertion on the outcome of a gradient check. */
  public static GradientReportAssert assertThat(GradientReport actual) {
    return new GradientReportAssert(actual);
  }

  /** Starts an assertion on an array. */
  public static NdArrayAssert assertThat(NdArray actual) {
    return new NdArrayAssert(actual);
  }
}
