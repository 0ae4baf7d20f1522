package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both providers against the Java library, triple loops, and each other. */
final class KernelsTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    0.625,
    1e-8,
    -1e-8,
    88.7,
    -88.7,
    88.8,
    -104,
    709.7,
    709.8,
    -745.1,
    -746,
    1000,
    -1000,
    1e30,
    -1e30,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.MIN_VALUE,
    Double.MAX_VALUE
  };

  static Stream<Kernels> providers() {
    return Stream.of(new PlainKernels(), vector());
  }

  private static Kernels vector() {
    return Kernels.vector()
        .orElseThrow(() -> new AssertionError("tests run with the vector module"));
  }

  private static double[] values(int n, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 5 == 4 ? SPECIAL[rng.nextInt(SPECIAL.length)] : rng.nextDouble(-20, 20);
    }
    return x;
  }

  private static float[] floats(double[] x) {
    float[] r = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      r[i] = (float) x[i];
    }
    return r;
  }

  @ParameterizedTest
  @EnumSource(UnaryKernel.class)
  void unaryProvidersGiveTheSameBitsAtEverySizeAndOffset(UnaryKernel k) {
    for (int n = 0; n <= 67; n++) {
      int off = n % 3;
      double[] x = values(n + off, n);
      double[] y = new double[n + 2];
      double[] z = new double[n + 2];
      new PlainKernels().unary(k, x, off, y, 1, n);
      vector().unary(k, x, off, z, 1, n);
      assertThat(z).as("%s float64, %d elements", k, n).isEqualTo(y);
      float[] f = floats(x);
      float[] g = new float[n + 2];
      float[] h = new float[n + 2];
      new PlainKernels().unary(k, f, off, g, 1, n);
      vector().unary(k, f, off, h, 1, n);
      assertThat(h).as("%s float32, %d elements", k, n).isEqualTo(g);
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryKernel.class)
  void binaryProvidersGiveTheSameBitsAtEverySizeAndOffset(BinaryKernel k) {
    for (int n = 0; n <= 67; n++) {
      int off = n % 3;
      double[] a = values(n + off, n);
      double[] b = n % 2 == 0 ? values(n + off, n + 100) : a.clone();
      double[] y = new double[n + 2];
      double[] z = new double[n + 2];
      new PlainKernels().binary(k, a, off, b, off, y, 1, n);
      vector().binary(k, a, off, b, off, z, 1, n);
      assertThat(z).as("%s float64, %d elements", k, n).isEqualTo(y);
      float[] g = new float[n + 2];
      float[] h = new float[n + 2];
      new PlainKernels().binary(k, floats(a), off, floats(b), off, g, 1, n);
      vector().binary(k, floats(a), off, floats(b), off, h, 1, n);
      assertThat(h).as("%s float32, %d elements", k, n).isEqualTo(g);
    }
  }

  @Test
  void elementaryFunctionsAreWithinTheirStatedErrors() {
    assertThat(worstUlps(UnaryKernel.EXP, Math::exp, -745, 709)).isLessThanOrEqualTo(1.5);
    assertThat(worstUlps(UnaryKernel.TANH, Math::tanh, -20, 20)).isLessThanOrEqualTo(3);
    assertThat(worstUlps(UnaryKernel.SIGMOID, x -> 1 / (1 + Math.exp(-x)), -30, 30))
        .isLessThanOrEqualTo(4);
    assertThat(worstFloatUlps(UnaryKernel.EXP, Math::exp, -87, 88)).isLessThanOrEqualTo(1);
    assertThat(worstFloatUlps(UnaryKernel.TANH, Math::tanh, -10, 10)).isLessThanOrEqualTo(2);
    assertThat(worstFloatUlps(UnaryKernel.SIGMOID, x -> 1 / (1 + Math.exp(-x)), -87, 30))
        .isLessThanOrEqualTo(2.5);
  }

  private static double worstUlps(UnaryKernel k, DoubleUnaryOperator exact, double lo, double hi) {
    double[] x = new SplittableRandom(1).doubles(200_000, lo, hi).toArray();
    double[] y = new double[x.length];
    vector().unary(k, x, 0, y, 0, x.length);
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double e = exact.applyAsDouble(x[i]);
      worst = Math.max(worst, Math.abs(y[i] - e) / Math.ulp(e));
    }
    return worst;
  }

  private static double worstFloatUlps(
      UnaryKernel k, DoubleUnaryOperator exact, double lo, double hi) {
    float[] x = floats(new SplittableRandom(1).doubles(200_000, lo, hi).toArray());
    float[] y = new float[x.length];
    vector().unary(k, x, 0, y, 0, x.length);
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double e = exact.applyAsDouble(x[i]);
      worst = Math.max(worst, Math.abs(y[i] - e) / Math.ulp((float) e));
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("providers")
  void reductionsAgreeWithALoop(Kernels kernels) {
    for (int n : new int[] {0, 1, 2, 15, 16, 17, 63, 64, 65, 67, 4095, 4096, 4097, 20_001}) {
      double[] x = new SplittableRandom(n).doubles(n + 3, -1, 1).toArray();
      double sum = 0;
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      double expSum = 0;
      for (int i = 3; i < n + 3; i++) {
        sum += x[i];
        max = Math.max(max, x[i]);
        min = Math.min(min, x[i]);
        expSum += Math.exp(x[i] - 0.5);
      }
      assertThat(kernels.reduce(ReduceKernel.SUM, x, 3, n)).isCloseTo(sum, offset(n * 1e-15));
      assertThat(kernels.reduce(ReduceKernel.MAX, x, 3, n)).isEqualTo(max);
      assertThat(kernels.reduce(ReduceKernel.MIN, x, 3, n)).isEqualTo(min);
      assertThat(kernels.expSum(x, 3, 0.5, new double[n], 0, n))
          .isCloseTo(expSum, offset(n * 4e-15));
      float[] f = floats(x);
      assertThat((double) kernels.reduce(ReduceKernel.SUM, f, 3, n))
          .isCloseTo(sum, offset(n * 1e-6));
      assertThat((double) kernels.expSum(f, 3, 0.5f, new float[n], 0, n))
          .isCloseTo(expSum, offset(n * 1e-6));
    }
  }

  private static org.assertj.core.data.Offset<Double> offset(double d) {
    return org.assertj.core.data.Offset.offset(Math.max(d, 1e-300));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void matrixProductsAgreeWithTripleLoops(Kernels kernels) {
    int[] sizes = {0, 1, 2, 3, 5, 7, 8, 9, 12, 13, 16, 17, 24, 30, 31, 32, 33, 40, 63, 64, 65};
    SplittableRandom rng = new SplittableRandom(5);
    for (int m : sizes) {
      for (int n : sizes) {
        check(kernels, m, n, sizes[rng.nextInt(sizes.length)], rng);
      }
    }
    check(kernels, 3, 2100, 5, rng); // beyond one block of columns
    check(kernels, 130, 300, 270, rng); // beyond one block of rows and depth, both packed
    check(kernels, 125, 33, 600, rng);
  }

  private static void check(Kernels kernels, int m, int n, int k, SplittableRandom rng) {
    boolean ta = rng.nextBoolean();
    boolean tb = rng.nextBoolean();
    boolean add = rng.nextBoolean();
    double alpha = rng.nextBoolean() ? 1 : -0.5;
    int ldc = n + rng.nextInt(3);
    double[] a = rng.doubles(m * k + 2, -1, 1).toArray();
    double[] b = rng.doubles(k * n + 1, -1, 1).toArray();
    double[] c = rng.doubles(m * ldc + 1, -1, 1).toArray();
    int ars = ta ? 1 : k;
    int acs = ta ? m : 1;
    int brs = tb ? 1 : n;
    int bcs = tb ? k : 1;
    double[] expected = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double s = 0;
        for (int p = 0; p < k; p++) {
          s += a[2 + i * ars + p * acs] * b[1 + p * brs + j * bcs];
        }
        expected[1 + i * ldc + j] = (add ? c[1 + i * ldc + j] : 0) + alpha * s;
      }
    }
    String what =
        m + "×" + n + "×" + k + (ta ? " Aᵀ" : "") + (tb ? " Bᵀ" : "") + (add ? " +=" : "");
    float[] cf = floats(c);
    kernels.gemm(m, n, k, alpha, a, 2, ars, acs, b, 1, brs, bcs, add, c, 1, ldc);
    kernels.gemm(
        m, n, k, (float) alpha, floats(a), 2, ars, acs, floats(b), 1, brs, bcs, add, cf, 1, ldc);
    for (int i = 0; i < c.length; i++) {
      assertThat(c[i])
          .as("%s %s at %d", kernels.name(), what, i)
          .isCloseTo(expected[i], offset(1e-12));
      assertThat((double) cf[i])
          .as("%s %s float32 at %d", kernels.name(), what, i)
          .isCloseTo(expected[i], offset(2e-4));
    }
  }
}
