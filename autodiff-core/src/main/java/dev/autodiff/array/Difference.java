package dev.autodiff.array;

import java.util.Arrays;
import java.util.Optional;

/** Says where two arrays differ most. */
final class Difference {
  private Difference() {}

  static Optional<String> between(
      NdArray actual, NdArray expected, double relative, double absolute) {
    if (actual.dtype() != expected.dtype()) {
      return Optional.of("dtypes differ: " + actual.dtype() + " ≠ " + expected.dtype());
    }
    if (!actual.shape().equals(expected.shape())) {
      return Optional.of("shapes differ: " + actual.shape() + " ≠ " + expected.shape());
    }
    double[] a = actual.toDoubles();
    double[] b = expected.toDoubles();
    int count = 0;
    int worst = -1;
    double most = -1;
    for (int i = 0; i < a.length; i++) {
      if (Double.compare(a[i], b[i]) == 0) {
        continue;
      }
      double gap = Math.abs(a[i] - b[i]);
      if (gap <= absolute + relative * Math.abs(b[i]) && gap < Double.POSITIVE_INFINITY) {
        continue;
      }
      count++;
      double size = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
      if (size > most) {
        most = size;
        worst = i;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s of %s elements differ, most at %s: %s instead of %s (difference %s, allowed %s)"
            .formatted(
                count,
                a.length,
                Arrays.toString(actual.shape().index(worst)),
                a[worst],
                b[worst],
                Math.abs(a[worst] - b[worst]),
                absolute + relative * Math.abs(b[worst])));
  }
}
