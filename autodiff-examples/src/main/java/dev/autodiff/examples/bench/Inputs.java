package dev.autodiff.examples.bench;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;

/** Numbers that any program can make again: a hash of a seed and an index. */
final class Inputs {
  private Inputs() {}

  /** Returns a number in [0, 1), by the finaliser of SplitMix64. */
  static double u(long seed, long i) {
    long z = ((seed << 40) + i + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 11) * 0x1.0p-53;
  }

  /** Returns float32 numbers in [low, high). */
  static NdArray uniform(long seed, double low, double high, int... shape) {
    Shape s = Shape.of(shape);
    float[] r = new float[s.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = (float) (low + (high - low) * u(seed, i));
    }
    return NdArray.wrap(r, s);
  }

  /** Returns int32 labels 0 … classes − 1. */
  static NdArray labels(long seed, int n, int classes) {
    int[] r = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] = (int) (u(seed, i) * classes);
    }
    return NdArray.wrap(r, Shape.of(n));
  }

  /** Sums a gradient up in one number, Σᵢ gᵢ·(u(77, i) − ½) over all its parts in order. */
  static final class Checksum {
    private static final long SEED = 77;

    private long i;
    private double sum;

    /** Adds the next part, divided by a number. */
    Checksum add(NdArray part, double divisor) {
      for (double g : part.toDoubles()) {
        sum += g / divisor * (u(SEED, i++) - 0.5);
      }
      return this;
    }

    /** Adds the next part. */
    Checksum add(NdArray part) {
      return add(part, 1);
    }

    double sum() {
      return sum;
    }
  }
}
