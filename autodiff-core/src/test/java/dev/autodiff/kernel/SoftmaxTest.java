package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows of softmax, its logarithm and log-sum-exp against their definitions. */
final class SoftmaxTest {
  private static final int ROWS = 5;
  private static final int AT = 3;

  private static double[] rows(int n, double scale) {
    double[] x = new SplittableRandom(n).doubles(AT + ROWS * n, -scale, scale).toArray();
    if (n > 2) {
      x[AT + n + 1] = Double.NEGATIVE_INFINITY;
    }
    return x;
  }

  @Test
  void everyWidthInBothTypes() {
    for (int n = 1; n <= 67; n++) {
      for (double scale : new double[] {1, 20, 1e4}) {
        check(n, scale);
      }
    }
  }

  private static void check(int n, double scale) {
    double[] x = rows(n, scale);
    float[] xf = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      xf[i] = (float) x[i];
      x[i] = xf[i];
    }
    int[] labels = {9, 0, n - 1, n / 2, n / 3, 0};
    double[] soft = new double[ROWS * n];
    double[] log = new double[ROWS * n];
    double[] both = new double[ROWS * n];
    double[] picked = new double[ROWS];
    double[] lse = new double[ROWS];
    float[] softF = new float[ROWS * n];
    float[] logF = new float[ROWS * n];
    float[] lseF = new float[ROWS];
    Softmax.softmax(x, AT, 0, ROWS, n, soft, false, 1);
    Softmax.softmax(x, AT, 2, ROWS, n, log, true, 1);
    Softmax.softmax(x, AT, 0, 2, n, log, true, 1);
    Softmax.softmaxAndPick(x, AT, 0, ROWS, n, labels, 1, both, 0.25, picked);
    Softmax.logSumExp(x, AT, ROWS, n, lse, new double[n]);
    Softmax.softmax(xf, AT, 0, ROWS, n, softF, false, 1);
    Softmax.softmax(xf, AT, 0, ROWS, n, logF, true, 1);
    Softmax.logSumExp(xf, AT, ROWS, n, lseF, new float[n]);
    for (int i = 0; i < ROWS; i++) {
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        max = Math.max(max, x[AT + i * n + j]);
      }
      for (int j = 0; j < n; j++) {
        sum += Math.exp(x[AT + i * n + j] - max);
      }
      double expected = max + Math.log(sum);
      double size = 1 + Math.abs(max);
      assertThat(lse[i]).isCloseTo(expected, offset(1e-14 * size));
      assertThat((double) lseF[i]).isCloseTo(expected, offset(1e-6 * size));
      assertThat(picked[i]).isEqualTo(log[i * n + labels[1 + i]]);
      for (int j = 0; j < n; j++) {
        double e = x[AT + i * n + j];
        assertThat(soft[i * n + j]).isCloseTo(Math.exp(e - max) / sum, offset(1e-14));
        assertThat((double) softF[i * n + j]).isCloseTo(Math.exp(e - max) / sum, offset(1e-6));
        assertThat(both[i * n + j]).isEqualTo(soft[i * n + j] / 4);
        if (Double.isInfinite(e)) {
          assertThat(log[i * n + j]).isEqualTo(e);
        } else {
          double l = e - max - Math.log(sum);
          assertThat(log[i * n + j]).isCloseTo(l, offset(1e-14 * size));
          assertThat((double) logF[i * n + j]).isCloseTo(l, offset(2e-6 * size));
        }
      }
    }
  }

  @Test
  void rowsOfNothingButInfinities() {
    double[] x = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY};
    double[] y = new double[2];
    Softmax.logSumExp(x, 0, 2, 2, y, new double[2]);
    assertThat(y).containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Test
  void notANumberSpreadsInItsRowOnly() {
    double[] x = {1, Double.NaN, 1, 1};
    double[] y = new double[4];
    Softmax.softmax(x, 0, 0, 2, 2, y, false, 1);
    assertThat(y).containsExactly(Double.NaN, Double.NaN, 0.5, 0.5);
  }

  /** Long enough for whole vectors. */
  @Test
  void whatIsNotFiniteSpreadsInItsRowOnly() {
    int n = 40;
    double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0};
    double[] x = new double[special.length * n];
    float[] f = new float[x.length];
    for (int i = 0; i < special.length; i++) {
      x[i * n + 7 + 10 * i] = special[i];
    }
    Arrays.fill(x, 2 * n, 3 * n, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    double[] y = new double[x.length];
    float[] g = new float[x.length];
    Softmax.softmax(x, 0, 0, special.length, n, y, false, 1);
    Softmax.softmax(f, 0, 0, special.length, n, g, false, 1);
    for (int i = 0; i < 3 * n; i++) {
      assertThat(y[i]).isNaN();
      assertThat(g[i]).isNaN();
    }
    for (int i = 3 * n; i < 4 * n; i++) {
      assertThat(y[i]).isCloseTo(1.0 / n, offset(1e-16));
      assertThat((double) g[i]).isCloseTo(1.0 / n, offset(1e-8));
    }
  }
}
