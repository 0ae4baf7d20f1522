package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Hashes of the choices that an operation makes element by element, for {@link Op#branches}: each
 * element is in one of a few states, and the hash is that of the states in row-major order. The
 * states of two arrays that differ in one element never have the same hash, others with a
 * probability of some 2⁻⁶⁴. How an array lies in memory does not matter, nor the sign of a zero;
 * NaN is one state.
 */
public final class Branches {
  private Branches() {}

  /**
   * Where each element lies with respect to the kinks of a function: below, at, between or above.
   * Kinks are rounded to the type of {@code x}, as the constants of rules are.
   */
  public static long of(NdArray x, double... kinks) {
    double[] at = Arrays.stream(kinks).map(kink -> Kinks.rounded(kink, x.dtype())).toArray();
    return of(
        x,
        e -> {
          double sum = 0;
          for (double kink : at) {
            sum += order(e, kink);
          }
          return sum;
        });
  }

  /**
   * Whether each element of {@code a} is less than, equal to or greater than that of {@code b}.
   *
   * @param b of a shape that broadcasts to that of {@code a}
   */
  public static long of(NdArray a, NdArray b) {
    return of(a, b, Branches::order);
  }

  /** Hashes the state of every element, a number. */
  public static long of(NdArray x, DoubleUnaryOperator state) {
    double[] elements = x.toDoubles();
    long h = elements.length;
    for (double e : elements) {
      h = mix(h, state.applyAsDouble(e));
    }
    return h;
  }

  /**
   * Hashes the state of every pair of elements, a number.
   *
   * @param b of a shape that broadcasts to that of {@code a}
   */
  public static long of(NdArray a, NdArray b, DoubleBinaryOperator state) {
    double[] left = a.toDoubles();
    double[] right = b.broadcastTo(a.shape()).toDoubles();
    long h = left.length;
    for (int i = 0; i < left.length; i++) {
      h = mix(h, state.applyAsDouble(left[i], right[i]));
    }
    return h;
  }

  /** −1, 0 or 1, also where a − b overflows or is ∞ − ∞; NaN if either is. */
  private static double order(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : Double.NaN;
  }

  /** One-to-one in either argument, so that a single difference is never lost. */
  private static long mix(long h, double state) {
    long next = (h ^ Double.doubleToLongBits(state + 0.0)) * 0x9E3779B97F4A7C15L; // −0 + 0 is 0
    return next ^ next >>> 32;
  }
}
