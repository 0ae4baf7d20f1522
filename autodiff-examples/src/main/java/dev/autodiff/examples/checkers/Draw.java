package dev.autodiff.examples.checkers;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws shapes and points; the same seed draws the same. */
final class Draw {
  private static final int MOST_ELEMENTS = 12;

  final Region region;
  private final SplittableRandom rng;

  Draw(Region region, long seed) {
    this.region = region;
    this.rng = new SplittableRandom(seed);
  }

  // --- numbers

  int below(int n) {
    return rng.nextInt(n);
  }

  boolean flip() {
    return rng.nextBoolean();
  }

  double between(double low, double high) {
    return low + (high - low) * rng.nextDouble();
  }

  private double sign() {
    return flip() ? 1 : -1;
  }

  // --- shapes

  /** Rank {@code least} to 3, axes of 1 to 3, every third matrix square, at most 12 elements. */
  int[] shape(int least) {
    int[] s = new int[least + below(4 - least)];
    for (int i = 0; i < s.length; i++) {
      s[i] = 1 + below(3);
    }
    if (s.length >= 2 && below(3) == 0) {
      s[s.length - 1] = 2 + below(2);
      s[s.length - 2] = s[s.length - 1];
    }
    for (int i = 0; Shape.of(s).size() > MOST_ELEMENTS; i++) {
      s[i] = 1;
    }
    return s;
  }

  /** A shape that broadcasts to {@code shape}. */
  int[] narrowed(int[] shape) {
    int[] s = shape.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] = below(4) == 0 ? 1 : s[i];
    }
    return below(3) == 0 ? Arrays.copyOfRange(s, below(s.length + 1), s.length) : s;
  }

  int[] permutation(int n) {
    return NdArray.randomPermutation(rng, n).toInts();
  }

  /** Some axes, at least one. */
  int[] axes(int rank) {
    return Arrays.copyOf(permutation(rank), 1 + below(rank));
  }

  // --- arrays

  private NdArray fill(int[] shape, java.util.function.DoubleSupplier source) {
    return NdArray.generate(DType.FLOAT64, Shape.of(shape), source);
  }

  NdArray uniform(double low, double high, int... shape) {
    return fill(shape, () -> between(low, high));
  }

  /** One of three sizes: 1, or a power of ten down to 10⁻³ or up to 10³. */
  double magnitude() {
    return below(2) == 0 ? 1 : Math.pow(10, between(-3, 3));
  }

  /** Numbers of both signs and of one magnitude, none near 0 by that measure. */
  NdArray reals(int... shape) {
    double size = magnitude();
    return fill(shape, () -> sign() * size * between(0.2, 2));
  }

  /** Numbers of both signs around 1, none near 0. */
  NdArray units(int... shape) {
    return fill(shape, () -> sign() * between(0.2, 2));
  }

  NdArray positives(int... shape) {
    double size = magnitude();
    return fill(shape, () -> size * between(0.2, 2));
  }

  /** Above {@code edge} by 10⁻² down to 10⁻⁸. */
  NdArray above(double edge, int... shape) {
    return fill(shape, () -> edge + Math.pow(10, between(-8, -2)));
  }

  /** Both signs and of sizes between two bounds. */
  NdArray far(double low, double high, int... shape) {
    return fill(shape, () -> sign() * between(low, high));
  }

  /** Each element at one of the places, or, every second, elsewhere. */
  NdArray at(double[] places, int... shape) {
    return fill(shape, () -> flip() ? places[below(places.length)] : sign() * between(0.2, 2));
  }

  /** Each element beside one of the places, by 10⁻³ down to 10⁻⁷. */
  NdArray near(double[] places, int... shape) {
    return fill(shape, () -> places[below(places.length)] + sign() * Math.pow(10, between(-7, -3)));
  }

  /** Each element away from all of the places by at least a tenth. */
  NdArray off(double[] places, int... shape) {
    return fill(
        shape,
        () -> {
          while (true) {
            double x = sign() * between(0.1, 2.5);
            if (Arrays.stream(places).allMatch(p -> Math.abs(x - p) >= 0.1)) {
              return x;
            }
          }
        });
  }

  /** No two elements closer than 0.1, in random order. */
  NdArray distinct(int... shape) {
    int n = Shape.of(shape).size();
    int[] order = permutation(n);
    int[] next = {0};
    return fill(shape, () -> order[next[0]++] * 0.3 - 0.15 * n + between(0, 0.2));
  }

  /** Few different whole numbers, so that there are ties. */
  NdArray ties(int... shape) {
    return fill(shape, () -> below(2));
  }

  /** Elements of {@code x}, each moved away by a tenth to one unit. */
  NdArray apart(NdArray x) {
    double[] from = x.toDoubles();
    int[] next = {0};
    return fill(x.shape().toArray(), () -> from[next[0]++] + sign() * between(0.1, 1));
  }

  /** About half the elements of {@code x}, the others moved away. */
  NdArray partlyEqual(NdArray x) {
    double[] from = x.toDoubles();
    int[] next = {0};
    return fill(x.shape().toArray(), () -> from[next[0]++] + (flip() ? 0 : sign()));
  }

  NdArray mask(int... shape) {
    return fill(shape, () -> below(2));
  }

  NdArray indices(int n, int... shape) {
    return fill(shape, () -> below(n)).cast(DType.INT32);
  }
}
