package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Sums are pairwise along rows and down columns alike: the error does not grow with the number of
 * elements.
 */
final class ReduceAccuracyTest {
  @Test
  void sumsDownColumnsAreAsGoodAsAlongRows() {
    int n = 1_000_003;
    float[] x = new float[4 * n];
    Arrays.fill(x, 0.1f);
    float[] y = new float[4];
    new Reduce(ReduceKernel.SUM, new int[] {4, n}, new int[] {1, 4}, 1).run(x, 0, y, 0);
    double exact = n * (double) 0.1f;
    for (float sum : y) {
      assertThat((double) sum).isCloseTo(exact, Offset.offset(exact * 2e-6));
    }
  }

  @Test
  void everyNumberOfRowsIsCountedOnce() {
    for (int n = 1; n < 1200; n++) {
      double[] x = new double[5 * n];
      Arrays.setAll(x, i -> i / 5 + 1);
      double[] y = new double[5];
      new Reduce(ReduceKernel.SUM, new int[] {5, n}, new int[] {1, 5}, 1).run(x, 0, y, 0);
      assertThat(y).containsOnly(n * (n + 1) / 2.0);
      new Reduce(ReduceKernel.MAX, new int[] {5, n}, new int[] {1, 5}, 1).run(x, 0, y, 0);
      assertThat(y).containsOnly(n);
    }
  }
}
