package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every provider that this JVM has against {@link ScalarMath}, {@link Precise}, sums in a loop and
 * triple loops. Without the Vector API that is the plain one alone.
 */
final class KernelsTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    0.625,
    -1.5,
    3.9,
    -4,
    5.9,
    6.5,
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
    return Stream.concat(Stream.of(new PlainKernels()), Kernels.vector().stream());
  }

  static Stream<Kernels> vectorKernels() {
    assumeThat(Kernels.vector()).isPresent();
    return Kernels.vector().stream();
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
  void unaryLoopsGiveTheBitsOfScalarMathAtEverySizeAndOffset(UnaryKernel k) {
    for (int n = 0; n <= 67; n++) {
      int off = n % 3;
      double[] x = values(n + off, n);
      float[] f = floats(x);
      double[] y = untouched(n);
      float[] g = floats(y);
      for (int i = 0; i < n; i++) {
        y[1 + i] = ScalarMath.unary(k, x[off + i]);
        g[1 + i] = ScalarMath.unary(k, f[off + i]);
      }
      for (Kernels kernels : providers().toList()) {
        double[] z = untouched(n);
        kernels.unary(k, x, off, z, 1, n);
        assertThat(z).as("%s %s float64, %d elements", kernels.name(), k, n).isEqualTo(y);
        float[] h = floats(untouched(n));
        kernels.unary(k, f, off, h, 1, n);
        assertThat(h).as("%s %s float32, %d elements", kernels.name(), k, n).isEqualTo(g);
        double[] inPlace = x.clone();
        kernels.unary(k, inPlace, off, inPlace, off, n);
        assertThat(Arrays.copyOfRange(inPlace, off, off + n))
            .as("%s %s in place", kernels.name(), k)
            .isEqualTo(Arrays.copyOfRange(y, 1, 1 + n));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryKernel.class)
  void binaryLoopsGiveTheBitsOfScalarMathAtEverySizeAndOffset(BinaryKernel k) {
    for (int n = 0; n <= 67; n++) {
      int off = n % 3;
      double[] a = values(n + off, n);
      double[] b = n % 2 == 0 ? values(n + off, n + 100) : a.clone();
      checkBinary(k, a, b, off, n);
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryKernel.class)
  void binaryLoopsOfAllPairsOfSpecialNumbers(BinaryKernel k) {
    int m = SPECIAL.length;
    double[] a = new double[m * m];
    double[] b = new double[m * m];
    for (int i = 0; i < a.length; i++) {
      a[i] = SPECIAL[i / m];
      b[i] = SPECIAL[i % m];
    }
    checkBinary(k, a, b, 0, a.length);
  }

  private static void checkBinary(BinaryKernel k, double[] a, double[] b, int off, int n) {
    float[] p = floats(a);
    float[] q = floats(b);
    double[] y = untouched(n);
    float[] g = floats(y);
    for (int i = 0; i < n; i++) {
      y[1 + i] = ScalarMath.binary(k, a[off + i], b[off + i]);
      g[1 + i] = ScalarMath.binary(k, p[off + i], q[off + i]);
    }
    for (Kernels kernels : providers().toList()) {
      double[] z = untouched(n);
      kernels.binary(k, a, off, b, off, z, 1, n);
      assertThat(z).as("%s %s float64, %d elements", kernels.name(), k, n).isEqualTo(y);
      float[] h = floats(untouched(n));
      kernels.binary(k, p, off, q, off, h, 1, n);
      assertThat(h).as("%s %s float32, %d elements", kernels.name(), k, n).isEqualTo(g);
    }
  }

  @ParameterizedTest
  @EnumSource(TernaryKernel.class)
  void ternaryLoopsGiveTheBitsOfTheirOperationsAtEverySizeAndOffset(TernaryKernel k) {
    for (int n = 0; n <= 67; n++) {
      int off = n % 3;
      checkTernary(
          k,
          values(n + off, n),
          n % 2 == 0 ? values(n + off, n + 100) : values(n + off, n),
          values(n + off, n + 200),
          off,
          n);
    }
  }

  @ParameterizedTest
  @EnumSource(TernaryKernel.class)
  void ternaryLoopsOfAllTriplesOfSpecialNumbers(TernaryKernel k) {
    int m = SPECIAL.length;
    double[] a = new double[m * m * m];
    double[] b = new double[a.length];
    double[] c = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = SPECIAL[i / m / m];
      b[i] = SPECIAL[i / m % m];
      c[i] = SPECIAL[i % m];
    }
    checkTernary(k, a, b, c, 0, a.length);
  }

  private static void checkTernary(
      TernaryKernel k, double[] a, double[] b, double[] c, int off, int n) {
    float[] p = floats(a);
    float[] q = floats(b);
    float[] r = floats(c);
    double[] y = untouched(n);
    float[] g = floats(y);
    for (int i = 0; i < n; i++) {
      y[1 + i] = ternary(k, a[off + i], b[off + i], c[off + i]);
      g[1 + i] = ternary(k, p[off + i], q[off + i], r[off + i]);
    }
    for (Kernels kernels : providers().toList()) {
      double[] z = untouched(n);
      kernels.ternary(k, a, off, b, off, c, off, z, 1, n);
      assertThat(z).as("%s %s float64, %d elements", kernels.name(), k, n).isEqualTo(y);
      float[] h = floats(untouched(n));
      kernels.ternary(k, p, off, q, off, r, off, h, 1, n);
      assertThat(h).as("%s %s float32, %d elements", kernels.name(), k, n).isEqualTo(g);
      double[] inPlace = c.clone();
      kernels.ternary(k, a, off, b, off, inPlace, off, inPlace, off, n);
      assertThat(Arrays.copyOfRange(inPlace, off, off + n))
          .as("%s %s in place", kernels.name(), k)
          .isEqualTo(Arrays.copyOfRange(y, 1, 1 + n));
    }
  }

  private static double ternary(TernaryKernel k, double a, double b, double c) {
    return switch (k) {
      case SELECT -> a != 0 ? b : c;
      case MUL_ADD -> a * b + c;
      case MUL_SUB -> a * b - c;
      case SUB_MUL -> c - a * b;
      case CHAIN_ADD -> ScalarMath.binary(BinaryKernel.CHAIN, a, b) + c;
      case ADD_ADD -> a + b + c;
    };
  }

  private static float ternary(TernaryKernel k, float a, float b, float c) {
    return switch (k) {
      case SELECT -> a != 0 ? b : c;
      case MUL_ADD -> a * b + c;
      case MUL_SUB -> a * b - c;
      case SUB_MUL -> c - a * b;
      case CHAIN_ADD -> ScalarMath.binary(BinaryKernel.CHAIN, a, b) + c;
      case ADD_ADD -> a + b + c;
    };
  }

  /** Room for n results from place 1 on, with numbers before and behind that must stay. */
  private static double[] untouched(int n) {
    double[] r = new double[n + 2];
    r[0] = 12;
    r[n + 1] = 34;
    return r;
  }

  @Test
  void limitsAreExact() {
    assertThat(ScalarMath.exp(-0.0)).isEqualTo(1);
    assertThat(ScalarMath.exp(Double.NEGATIVE_INFINITY)).isEqualTo(0);
    assertThat(ScalarMath.exp(709.782712893384)).isEqualTo(Math.exp(709.782712893384));
    assertThat(ScalarMath.exp(709.79)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ScalarMath.exp(88.72f)).isLessThan(Float.POSITIVE_INFINITY);
    assertThat(ScalarMath.exp(88.73f)).isEqualTo(Float.POSITIVE_INFINITY);
    for (double big : new double[] {1000, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
      assertThat(ScalarMath.tanh(big)).isEqualTo(1);
      assertThat(ScalarMath.tanh(-big)).isEqualTo(-1);
      assertThat(ScalarMath.sigmoid(big)).isEqualTo(1);
      assertThat(ScalarMath.sigmoid(-big)).isEqualTo(0);
      assertThat(Erf.erf(big)).isEqualTo(1);
      assertThat(Erf.erf(-big)).isEqualTo(-1);
      assertThat(Erf.erf((float) big)).isEqualTo(1);
      assertThat(ScalarMath.softplus(big)).isEqualTo(big);
      assertThat(ScalarMath.softplus(-big)).isEqualTo(0);
      assertThat(ScalarMath.tanh((float) big)).isEqualTo(1);
      assertThat(ScalarMath.sigmoid((float) -big)).isEqualTo(0);
    }
    assertThat(ScalarMath.tanh(-0.0)).isEqualTo(-0.0);
    assertThat(Erf.erf(-0.0)).isEqualTo(-0.0);
    assertThat(Erf.erf(-0.0f)).isEqualTo(-0.0f);
    assertThat(Erf.erf(Double.NaN)).isNaN();
    assertThat(Erf.erf(Float.NaN)).isNaN();
    assertThat(ScalarMath.exp(Double.NaN)).isNaN();
    assertThat(ScalarMath.tanh(Double.NaN)).isNaN();
    assertThat(ScalarMath.sigmoid(Double.NaN)).isNaN();
  }

  @Test
  void elementaryFunctionsAreWithinTheirStatedErrors() {
    assertThat(worst(UnaryKernel.EXP, Precise::exp, -660, 709)).isLessThanOrEqualTo(1);
    assertThat(worst(UnaryKernel.TANH, Precise::tanh, -20, 20)).isLessThanOrEqualTo(1.4);
    assertThat(worst(UnaryKernel.TANH, Precise::tanh, -1, 1)).isLessThanOrEqualTo(1.4);
    assertThat(worst(UnaryKernel.SIGMOID, Precise::sigmoid, -30, 30)).isLessThanOrEqualTo(2.5);
    assertThat(worst(UnaryKernel.ERF, Precise::erf, -1, 1)).isLessThanOrEqualTo(1.2);
    assertThat(worst(UnaryKernel.ERF, Precise::erf, -6.5, 6.5)).isLessThanOrEqualTo(1.2);
    assertThat(worst(UnaryKernel.ERF, Precise::erf, 0, 1e-300)).isLessThanOrEqualTo(1.2);
    assertThat(worstSingle(UnaryKernel.ERF, Precise::erf, -1, 1)).isLessThanOrEqualTo(1);
    assertThat(worstSingle(UnaryKernel.ERF, Precise::erf, -5, 5)).isLessThanOrEqualTo(1);
    assertThat(worstSingle(UnaryKernel.EXP, Precise::exp, -87, 88)).isLessThanOrEqualTo(1);
    assertThat(worstSingle(UnaryKernel.TANH, Precise::tanh, -10, 10)).isLessThanOrEqualTo(1.4);
    assertThat(worstSingle(UnaryKernel.TANH, Precise::tanh, -1, 1)).isLessThanOrEqualTo(1.4);
    assertThat(worstSingle(UnaryKernel.SIGMOID, Precise::sigmoid, -87, 30))
        .isLessThanOrEqualTo(2.5);
  }

  @Test
  void theErrorFunctionHasItsPublishedValues() {
    double[][] table = { // Abramowitz and Stegun (1964), table 7.1, with further digits
      {0.1, 0.1124629160182849},
      {0.5, 0.5204998778130465},
      {1, 0.8427007929497149},
      {1.5, 0.9661051464753108},
      {2, 0.9953222650189527},
      {3, 0.9999779095030014},
      {5, 0.9999999999984626}
    };
    for (double[] row : table) {
      assertThat(ScalarMath.unary(UnaryKernel.ERF, row[0])).isCloseTo(row[1], offset(2e-16));
      assertThat(ScalarMath.unary(UnaryKernel.ERF, -row[0])).isCloseTo(-row[1], offset(2e-16));
    }
  }

  private static double worst(
      UnaryKernel k, DoubleFunction<Precise> exact, double low, double high) {
    return new SplittableRandom(1)
        .doubles(50_000, low, high)
        .map(x -> exact.apply(x).ulps(ScalarMath.unary(k, x), false))
        .max()
        .orElseThrow();
  }

  private static double worstSingle(
      UnaryKernel k, DoubleFunction<Precise> exact, double low, double high) {
    return new SplittableRandom(1)
        .doubles(50_000, low, high)
        .map(x -> exact.apply((float) x).ulps(ScalarMath.unary(k, (float) x), true))
        .max()
        .orElseThrow();
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

  @ParameterizedTest
  @MethodSource("providers")
  void exponentialsOfARowMayBeWrittenOverIt(Kernels kernels) {
    for (int n = 1; n < 68; n++) {
      for (double width : new double[] {1, 50, 800, 1e30}) {
        double[] x = new SplittableRandom(n).doubles(n + 4, -width, 0).toArray();
        x[2] = Double.NEGATIVE_INFINITY;
        x[3 + n / 2] = 0;
        float[] f = floats(x);
        double[] y = x.clone();
        float[] g = f.clone();
        double sum = kernels.expSum(y, 3, 0, y, 3, n);
        double sumF = kernels.expSum(g, 3, 0, g, 3, n);
        double exact = 0;
        double exactF = 0;
        for (int i = 3; i < n + 3; i++) {
          double e = Math.exp(x[i]);
          double ef = Math.exp(f[i]);
          assertThat(y[i]).isCloseTo(e, offset(Math.max(4e-16 * e, Double.MIN_NORMAL)));
          assertThat((double) g[i]).isCloseTo(ef, offset(Math.max(1.3e-7 * ef, Float.MIN_NORMAL)));
          exact += e;
          exactF += ef;
        }
        assertThat(sum).isCloseTo(exact, offset(n * 1e-15));
        assertThat(sumF).isCloseTo(exactF, offset(n * 1e-6));
        assertThat(y[2]).isEqualTo(x[2]);
        assertThat(y[n + 3]).isEqualTo(x[n + 3]);
        assertThat(g[n + 3]).isEqualTo(f[n + 3]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void scalingMultipliesEachElementOnce(Kernels kernels) {
    for (int n = 0; n < 68; n++) {
      double[] x = values(n + 4, n);
      float[] f = floats(x);
      double[] y = x.clone();
      float[] g = f.clone();
      kernels.scale(y, 3, n, 0.3);
      kernels.scale(g, 3, n, 0.3f);
      for (int i = 0; i < n + 4; i++) {
        boolean inside = i >= 3 && i < n + 3;
        assertThat(y[i]).isEqualTo(Double.valueOf(inside ? x[i] * 0.3 : x[i]));
        assertThat(g[i]).isEqualTo(Float.valueOf(inside ? f[i] * 0.3f : f[i]));
      }
    }
  }

  /** The JVM compiles loops as they get hot; what it makes of them must add in the same order. */
  @ParameterizedTest
  @MethodSource("providers")
  void sumsKeepTheirBitsWhenTheyAreCompiled(Kernels kernels) {
    int n = 300;
    double[] x = new SplittableRandom(1).doubles(n, -1, 1).toArray();
    float[] f = floats(x);
    double[] y = new double[n];
    float[] g = new float[n];
    double sum = kernels.reduce(ReduceKernel.SUM, x, 0, n);
    double expSum = kernels.expSum(x, 0, 0.3, y, 0, n);
    float sumF = kernels.reduce(ReduceKernel.SUM, f, 0, n);
    float expSumF = kernels.expSum(f, 0, 0.3f, g, 0, n);
    int changed = 0;
    for (int i = 0; i < 40_000; i++) {
      changed += kernels.reduce(ReduceKernel.SUM, x, 0, n) == sum ? 0 : 1;
      changed += kernels.expSum(x, 0, 0.3, y, 0, n) == expSum ? 0 : 1;
      changed += kernels.reduce(ReduceKernel.SUM, f, 0, n) == sumF ? 0 : 1;
      changed += kernels.expSum(f, 0, 0.3f, g, 0, n) == expSumF ? 0 : 1;
    }
    assertThat(changed).isZero();
  }

  private static org.assertj.core.data.Offset<Double> offset(double d) {
    return org.assertj.core.data.Offset.offset(Math.max(d, 1e-300));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void matrixProductsAgreeWithTripleLoops(Kernels kernels) {
    int[] sizes = {
      0, 1, 2, 3, 5, 7, 8, 9, 12, 13, 14, 15, 16, 17, 24, 30, 31, 32, 33, 40, 63, 64, 65
    };
    SplittableRandom rng = new SplittableRandom(5);
    for (int m : sizes) {
      for (int n : sizes) {
        check(kernels, m, n, sizes[rng.nextInt(sizes.length)], rng);
      }
    }
    check(kernels, 3, 2100, 5, rng); // beyond one block of columns
    check(kernels, 130, 300, 270, rng); // beyond one block of rows and depth, both packed
    check(kernels, 125, 33, 600, rng);
    for (int k = 127; k <= 130; k++) { // plain kernels' blocks: 128 deep, 1024 or 512 wide
      check(kernels, 7, 1022 + k - 127, k, rng);
      check(kernels, 5, 510 + k - 127, 2 * k, rng);
    }
  }

  /**
   * As an update of a parameter by many small terms, each below half a unit of its last place.
   * Plain kernels add them one by one, and lose them.
   */
  @ParameterizedTest
  @MethodSource("vectorKernels")
  void smallTermsAddedToALargeNumberAreNotLost(Kernels kernels) {
    for (boolean transposed : new boolean[] {false, true}) {
      for (int[] s : new int[][] {{13, 150, 256}, {20, 40, 300}, {784, 130, 128}, {1, 130, 64}}) {
        int m = s[0];
        int n = s[1];
        int k = s[2];
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        float[] c = new float[m * n];
        Arrays.fill(a, 0x1p-13f);
        Arrays.fill(b, 0x1p-13f);
        Arrays.fill(c, 1);
        int ars = transposed ? 1 : k;
        int acs = transposed ? m : 1;
        kernels.gemm(m, n, k, -0.5f, a, 0, ars, acs, b, 0, n, 1, true, c, 0, n, Epilogue.NONE);
        for (float x : c) {
          assertThat(x).isCloseTo(1 - k * 0x1p-27f, within(0x1p-24f));
        }
      }
    }
  }

  /**
   * Tiles of 1 to 14 rows whose A is copied, a far A or B, shallow products that add to C, and few
   * columns.
   */
  @ParameterizedTest
  @MethodSource("providers")
  void everyKindOfTileAgreesWithTripleLoops(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(6);
    for (int m = 1; m <= 33; m++) {
      for (int n : new int[] {17, 31, 33, 40, 48, 64, 129, 150}) {
        int k = (n == 33 || n == 64 ? 260 : 60) + m;
        check(kernels, m, n, k, false, false, n % 2 == 0, m % 2 == 0 ? 1 : -0.5, rng);
      }
    }
    for (int m : new int[] {56, 57, 60, 66, 69, 72, 112}) { // tiles of fourteen rows
      for (int n : new int[] {10, 17, 31, 32, 48, 129, 150}) {
        int k = n == 31 || n == 32 ? 263 : 70;
        check(kernels, m, n, k, false, false, n % 2 == 0, m % 2 == 0 ? 1 : -0.5, rng);
      }
    }
    for (int k = 1; k <= 17; k++) {
      for (int n : new int[] {16, 17, 30, 32, 33, 47, 100}) {
        check(kernels, 27, n, k, true, false, true, -0.5, rng);
      }
    }
    for (int k : new int[] {7, 15, 16, 100, 256, 257, 512}) { // wide tiles
      for (int n : new int[] {32, 64, 67, 128}) {
        for (int m : new int[] {3, 4, 6, 13, 22}) {
          check(kernels, m, n, k, false, false, false, 1, rng);
        }
      }
    }
    check(kernels, 71, 530, 520, false, false, true, -0.5, rng);
    check(kernels, 13, 530, 520, false, false, true, -0.5, rng);
    check(kernels, 13, 1060, 300, true, false, false, 1, rng);
    check(kernels, 58, 1090, 251, false, false, false, 1, rng); // B some rows at a time
    check(kernels, 2, 90_000, 3, false, false, false, 1, rng); // fewer rows than that
    check(kernels, 27, 64, 520, true, false, true, -0.5, rng); // updates by twelve rows, twice
    check(kernels, 27, 64, 520, true, true, true, -0.5, rng);
    for (int n : new int[] {1, 2, 3, 6, 7, 10, 12, 13}) { // few columns, computed as rows
      for (int m : new int[] {7, 8, 16, 31, 32, 33, 70}) {
        for (int k : new int[] {1, 5, 16, 17, 40, 384, 385}) {
          boolean add = rng.nextBoolean();
          double alpha = rng.nextBoolean() ? 1 : -0.5;
          check(kernels, m, n, k, true, rng.nextBoolean(), add, alpha, rng);
        }
      }
    }
    for (boolean add : new boolean[] {false, true}) { // far columns of A, packed for four tiles
      check(kernels, 605, 66, 251, true, false, add, -0.5, rng);
      check(kernels, 220, 66, 601, true, true, add, 1, rng);
      check(kernels, 224, 66, 590, true, false, add, 1, rng); // the last of them end the array,
      check(kernels, 240, 66, 548, true, false, add, 1, rng); // of fourteen rows and of twelve
      check(kernels, 58, 66, 2300, true, false, add, 1, rng); // the last of four tiles lower
      check(kernels, 52, 66, 2600, true, false, add, 1, rng);
      check(kernels, 61, 1090, 24, true, true, add, 1, rng); // columns of A again, for more of B
    }
  }

  /** It decides whether B is packed: of arrays as the default collector aligns them, and not. */
  @ParameterizedTest
  @MethodSource("providers")
  void aProductIsTheSameWhereverBLies(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(8);
    for (int m : new int[] {47, 48, 61, 255}) {
      for (int n : new int[] {64, 80, 95, 96}) {
        for (int k : new int[] {70, 300}) {
          whereverBLies(kernels, m, n, k, false, false, rng);
          whereverBLies(kernels, m, n, k, false, true, rng);
          whereverBLies(kernels, m, n, k, true, true, rng);
        }
      }
    }
  }

  private static void whereverBLies(
      Kernels kernels, int m, int n, int k, boolean ta, boolean add, SplittableRandom rng) {
    int brs = 96;
    int ars = ta ? 1 : k;
    int acs = ta ? m : 1;
    double alpha = add ? -0.5 : 1;
    double[] a = rng.doubles((long) m * k, -1, 1).toArray();
    double[] rows = rng.doubles((long) k * brs, -1, 1).toArray();
    double[] start = rng.doubles((long) m * n, -1, 1).toArray();
    double[][] c = {start.clone(), start.clone()};
    float[][] cf = {floats(start), floats(start)};
    for (int off = 0; off < 2; off++) {
      int at = CacheLine.first(Double.BYTES) + off;
      double[] b = new double[CacheLine.large(Double.BYTES)];
      System.arraycopy(rows, 0, b, at, rows.length);
      kernels.gemm(m, n, k, alpha, a, 0, ars, acs, b, at, brs, 1, add, c[off], 0, n, Epilogue.NONE);
      at = CacheLine.first(Float.BYTES) + off;
      float[] bf = new float[CacheLine.large(Float.BYTES)];
      System.arraycopy(floats(rows), 0, bf, at, rows.length);
      float[] af = floats(a);
      float alphaF = (float) alpha;
      kernels.gemm(
          m, n, k, alphaF, af, 0, ars, acs, bf, at, brs, 1, add, cf[off], 0, n, Epilogue.NONE);
    }
    String what = m + "×" + n + "×" + k;
    assertThat(c[1]).as(what).isEqualTo(c[0]);
    assertThat(cf[1]).as(what).isEqualTo(cf[0]);
    double[] expected = expected(m, n, k, alpha, a, 0, ars, acs, rows, 0, brs, 1, add, start, 0, n);
    for (int i = 0; i < m * n; i++) {
      close(c[0][i], expected[i], 1e-12, "float64", kernels, what, i);
      close(cf[0][i], expected[i], 4e-4, "float32", kernels, what, i);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void productsOfAMatrixAndAVectorAgreeWithLoops(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(7);
    for (int size : new int[] {1, 3, 4, 6, 16, 255, 256, 257, 1025, 2050}) {
      for (int k : new int[] {1, 7, 8, 15, 16, 17, 31, 32, 33, 48, 63, 65, 390}) {
        for (int i = 0; i < 3; i++) {
          check(kernels, size, 1, k, rng);
          check(kernels, 1, size, k, rng);
        }
      }
    }
  }

  /** As {@link MatMul} has it computed: that matrix by a column. */
  @Test
  void aRowByATransposedMatrixAgreesWithALoop() {
    SplittableRandom rng = new SplittableRandom(8);
    int n = 21;
    int k = 50;
    double[] a = rng.doubles(1 + 2 * k, -1, 1).toArray();
    double[] b = rng.doubles(3 + n * k, -1, 1).toArray();
    double[] c = rng.doubles(2 + n, -1, 1).toArray();
    double[] expected = c.clone();
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++) {
        expected[2 + j] -= 0.5 * a[1 + 2 * p] * b[3 + j * k + p];
      }
    }
    double[] given = new double[c.length];
    Epilogue e = (at, rows, w, ld) -> each(at, rows, w, ld, i -> given[i] += c[i]);
    new MatMul(1, n, k, 2 * k, 2, 1, k, true, part -> e).run(-0.5, a, 1, b, 3, c, 2);
    assertThat(c).containsExactly(expected, within(1e-13));
    given[0] = c[0];
    given[1] = c[1];
    assertThat(given).isEqualTo(c);
  }

  private static void check(Kernels kernels, int m, int n, int k, SplittableRandom rng) {
    boolean ta = rng.nextBoolean();
    boolean tb = rng.nextBoolean();
    boolean add = rng.nextBoolean();
    check(kernels, m, n, k, ta, tb, add, rng.nextBoolean() ? 1 : -0.5, rng);
  }

  private static void check(
      Kernels kernels,
      int m,
      int n,
      int k,
      boolean ta,
      boolean tb,
      boolean add,
      double alpha,
      SplittableRandom rng) {
    int ldc = n + rng.nextInt(3);
    int stride = 1 + rng.nextInt(2); // of a vector
    double[] a = rng.doubles(m * k * (m == 1 ? stride : 1) + 2, -1, 1).toArray();
    double[] b = rng.doubles(k * n * (n == 1 ? stride : 1) + 1, -1, 1).toArray();
    double[] c = rng.doubles(m * ldc + 1, -1, 1).toArray();
    int ars = ta ? 1 : Math.max(1, k); // no stride of a tensor is 0 but a broadcast one
    int acs = m == 1 ? stride : ta ? Math.max(1, m) : 1;
    int brs = n == 1 ? stride : tb ? 1 : Math.max(1, n);
    int bcs = tb ? Math.max(1, k) : 1;
    double[] expected = expected(m, n, k, alpha, a, 2, ars, acs, b, 1, brs, bcs, add, c, 1, ldc);
    String what =
        m + "×" + n + "×" + k + (ta ? " Aᵀ" : "") + (tb ? " Bᵀ" : "") + (add ? " +=" : "");
    float[] cf = floats(c);
    double[] given = new double[c.length]; // to the epilogue
    double[] givenf = new double[c.length];
    Epilogue e = (at, rows, w, ld) -> each(at, rows, w, ld, i -> given[i] += c[i]);
    Epilogue ef = (at, rows, w, ld) -> each(at, rows, w, ld, i -> givenf[i] += cf[i]);
    kernels.gemm(m, n, k, alpha, a, 2, ars, acs, b, 1, brs, bcs, add, c, 1, ldc, e);
    kernels.gemm(
        m,
        n,
        k,
        (float) alpha,
        floats(a),
        2,
        ars,
        acs,
        floats(b),
        1,
        brs,
        bcs,
        add,
        cf,
        1,
        ldc,
        ef);
    each(1, m, n, ldc, i -> close(given[i], c[i], 0, "given once, when final", kernels, what, i));
    each(1, m, n, ldc, i -> close(givenf[i], cf[i], 0, "given once, when final", kernels, what, i));
    for (int i = 0; i < c.length; i++) {
      close(c[i], expected[i], 1e-12, "float64", kernels, what, i);
      close(cf[i], expected[i], 2e-4, "float32", kernels, what, i);
    }
  }

  /** Returns what C is to be, by three loops. */
  private static double[] expected(
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      boolean add,
      double[] c,
      int co,
      int ldc) {
    double[] expected = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double s = 0;
        for (int p = 0; p < k; p++) {
          s += a[ao + i * ars + p * acs] * b[bo + p * brs + j * bcs];
        }
        int at = co + i * ldc + j;
        expected[at] = (add ? c[at] : 0) + alpha * s;
      }
    }
    return expected;
  }

  /** An assertion for each of millions of elements takes longer than the products. */
  private static void close(
      double x, double expected, double error, String of, Kernels kernels, String what, int i) {
    if (!(Math.abs(x - expected) <= error)) {
      assertThat(x)
          .as("%s, %s kernels, %s at %d", of, kernels.name(), what, i)
          .isCloseTo(expected, offset(error));
    }
  }

  private static void each(int at, int rows, int columns, int ldc, IntConsumer body) {
    for (int i = 0; i < rows * columns; i++) {
      body.accept(at + i / columns * ldc + i % columns);
    }
  }
}
