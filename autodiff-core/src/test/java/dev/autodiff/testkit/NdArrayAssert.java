package dev.autodiff.testkit;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an array; when one fails, its message names the place that differs most. */
public final class NdArrayAssert extends AbstractAssert<NdArrayAssert, NdArray> {
  NdArrayAssert(NdArray actual) {
    super(actual, NdArrayAssert.class);
  }

  /**
   * Verifies that type and shape are those of {@code expected}, and |actual − expected| ≤
   * tolerance·(1 + |expected|) for every element. NaN is close to NaN.
   */
  public NdArrayAssert isCloseTo(NdArray expected, double tolerance) {
    isNotNull();
    actual
        .difference(expected, tolerance, tolerance)
        .ifPresent(
            what -> {
              throw failure("Expected%n%s%nto be close to%n%s%nbut %s", actual, expected, what);
            });
    return this;
  }

  /** Verifies the shape. */
  public NdArrayAssert hasShape(int... shape) {
    isNotNull();
    if (!actual.shape().equals(Shape.of(shape))) {
      throw failure("Expected shape %s, not %s of%n%s", Shape.of(shape), actual.shape(), actual);
    }
    return this;
  }
}
