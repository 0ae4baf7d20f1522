package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.kernel.Recipe.Convolution.Role;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of both providers, in both types, against the sum of all their products. */
final class ConvolutionTest {
  static Stream<Kernels> providers() {
    return Stream.concat(Stream.of(new PlainKernels()), Kernels.vector().stream());
  }

  /** One problem: sizes, and numbers for each of the three arrays. */
  private static final class Problem {
    final Window height;
    final Window width;
    final int[] shapeX;
    final int[] shapeW;
    final int[] shapeY;
    final double[] x;
    final double[] w;
    final double[] y;

    Problem(int n, int c, int f, Window height, Window width, SplittableRandom rng) {
      this.height = height;
      this.width = width;
      shapeX = new int[] {n, c, height.length(), width.length()};
      shapeW = new int[] {f, c, height.size(), width.size()};
      shapeY = new int[] {n, f, height.places(), width.places()};
      x = rng.doubles(size(shapeX), -1, 1).toArray();
      w = rng.doubles(size(shapeW), -1, 1).toArray();
      y = rng.doubles(size(shapeY), -1, 1).toArray();
    }

    /** Adds up the products that the result of the given role is made of, in loops. */
    double[] expected(Role role) {
      double[] out = new double[size(shape(role))];
      for (int i = 0; i < y.length; i++) {
        int column = i % shapeY[3];
        int row = i / shapeY[3] % shapeY[2];
        int filter = i / (shapeY[3] * shapeY[2]) % shapeY[1];
        int image = i / (shapeY[3] * shapeY[2] * shapeY[1]);
        for (int k = 0; k < (shapeW[0] == 0 ? 0 : w.length / shapeW[0]); k++) {
          int kx = k % shapeW[3];
          int ky = k / shapeW[3] % shapeW[2];
          int channel = k / (shapeW[3] * shapeW[2]);
          int px = column * width.stride() - width.padding() + kx * width.dilation();
          int py = row * height.stride() - height.padding() + ky * height.dilation();
          boolean inside = px >= 0 && px < shapeX[3] && py >= 0 && py < shapeX[2];
          int atX = ((image * shapeX[1] + channel) * shapeX[2] + py) * shapeX[3] + px;
          int atW = filter * (w.length / shapeW[0]) + k;
          switch (role) {
            case RESULTS -> out[i] += (inside ? x[atX] : 0) * w[atW];
            case IMAGES -> {
              if (inside) {
                out[atX] += y[i] * w[atW];
              }
            }
            case FILTERS -> out[atW] += y[i] * (inside ? x[atX] : 0);
          }
        }
      }
      return out;
    }

    int[] shape(Role role) {
      return switch (role) {
        case RESULTS -> shapeY;
        case IMAGES -> shapeX;
        case FILTERS -> shapeW;
      };
    }

    double[] first(Role role) {
      return role == Role.RESULTS ? x : y;
    }

    double[] second(Role role) {
      return role == Role.FILTERS ? x : w;
    }

    Convolution plan(Kernels kernels, Role role, boolean single) {
      int[] a = role == Role.RESULTS ? shapeX : shapeY;
      int[] b = role == Role.FILTERS ? shapeX : shapeW;
      return new Convolution(kernels, new Recipe.Convolution(role, height, width), a, b, single);
    }

    double[] doubles(Kernels kernels, Role role) {
      double[] out = new double[size(shape(role)) + 1];
      Arrays.fill(out, 7); // what was there before must not matter
      plan(kernels, role, false).run(shifted(first(role), 2), 2, shifted(second(role), 1), 1, out);
      assertThat(out[out.length - 1]).isEqualTo(7);
      return Arrays.copyOf(out, out.length - 1);
    }

    float[] floats(Kernels kernels, Role role) {
      float[] out = new float[size(shape(role))];
      Arrays.fill(out, 7);
      float[] a = narrow(shifted(first(role), 3));
      float[] b = narrow(shifted(second(role), 0));
      plan(kernels, role, true).run(a, 3, b, 0, out);
      return out;
    }

    @Override
    public String toString() {
      return Arrays.toString(shapeX)
          + " by "
          + Arrays.toString(shapeW)
          + ": "
          + height
          + ", "
          + width;
    }
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static double[] shifted(double[] x, int by) {
    double[] r = new double[x.length + by];
    System.arraycopy(x, 0, r, by, x.length);
    return r;
  }

  private static float[] narrow(double[] x) {
    float[] r = new float[x.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = (float) x[i];
    }
    return r;
  }

  private static void check(Kernels kernels, Problem p) {
    for (Role role : Role.values()) {
      double[] expected = p.expected(role);
      double[] wide = p.doubles(kernels, role);
      float[] narrow = p.floats(kernels, role);
      double terms = 1 + (double) p.y.length * p.w.length / Math.max(1, expected.length);
      for (int i = 0; i < expected.length; i++) {
        String what = kernels.name() + " " + role + " of " + p + " at " + i;
        close(wide[i], expected[i], 1e-15 * terms, what);
        close(narrow[i], expected[i], 4e-7 * terms, what + " in float32");
      }
    }
  }

  private static void close(double actual, double expected, double allowed, String what) {
    boolean same = Double.compare(actual, expected) == 0;
    if (!same && !(Math.abs(actual - expected) <= allowed)) {
      throw new AssertionError(what + ": " + actual + " instead of " + expected);
    }
  }

  private static Window window(SplittableRandom rng, int longest) {
    int padding = rng.nextInt(4);
    int dilation = 1 + rng.nextInt(3);
    int size = 1 + rng.nextInt(4);
    int least = Math.max(0, dilation * (size - 1) + 1 - 2 * padding);
    int length = least + rng.nextInt(Math.max(1, longest - least));
    return new Window(length, size, 1 + rng.nextInt(3) * rng.nextInt(2), padding, dilation);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void agreesWithTheSumOfProducts(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(3);
    for (int i = 0; i < 600; i++) {
      int n = rng.nextInt(4);
      int c = rng.nextInt(5);
      int f = rng.nextInt(5);
      check(kernels, new Problem(n, c, f, window(rng, 12), window(rng, 20), rng));
    }
  }

  /** Windows that keep the size of the image, of every width around those of vectors. */
  @ParameterizedTest
  @MethodSource("providers")
  void agreesWhereTheSizeIsKept(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(4);
    for (int w = 1; w <= 67; w++) {
      int size = 1 + 2 * rng.nextInt(3);
      int dilation = 1 + rng.nextInt(2);
      int padding = dilation * (size - 1) / 2;
      Window width = new Window(w, size, 1, padding, dilation);
      check(kernels, new Problem(2, 2, 3, new Window(3 + w % 5, 3, 1, w % 3, 1), width, rng));
      check(kernels, new Problem(1, 1, 1, new Window(4, size, 1, padding, dilation), width, rng));
    }
  }

  /** Beyond one block of places and one group of channels, and with several chunks of images. */
  @ParameterizedTest
  @MethodSource("providers")
  void agreesBeyondOneBlock(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(5);
    Window same = new Window(30, 3, 1, 1, 1);
    check(kernels, new Problem(2, 33, 5, same, same, rng));
    check(kernels, new Problem(11, 3, 2, new Window(40, 5, 2, 0, 1), same, rng));
    check(
        kernels,
        new Problem(1, 2, 2, new Window(40, 17, 1, 8, 1), new Window(37, 17, 1, 8, 1), rng));
    check(
        kernels,
        new Problem(1, 1, 2, new Window(1, 1, 1, 0, 1), new Window(70_001, 5, 1, 2, 1), rng));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void numbersThatAreNoneSpreadAsFarAsTheirProducts(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(6);
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
    for (int i = 0; i < 100; i++) {
      Problem p = new Problem(2, 2, 2, window(rng, 9), window(rng, 9), rng);
      for (double[] array : new double[][] {p.x, p.w, p.y}) {
        if (array.length > 0 && rng.nextBoolean()) {
          array[rng.nextInt(array.length)] = odd[rng.nextInt(odd.length)];
        }
      }
      check(kernels, p);
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    SplittableRandom rng = new SplittableRandom(7);
    Window same = new Window(24, 3, 1, 1, 1);
    Problem p = new Problem(9, 12, 24, same, same, rng);
    int before = Team.common().threads();
    try {
      for (Role role : Role.values()) {
        Team.resize(1);
        float[] alone = p.floats(Kernels.active(), role);
        for (int threads : new int[] {2, 3, 8}) {
          Team.resize(threads);
          assertThat(p.floats(Kernels.active(), role)).isEqualTo(alone);
        }
      }
    } finally {
      Team.resize(before);
    }
  }
}
