package dev.autodiff.op;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws the inputs of one case from a sample: shapes, values by domain, axes. */
final class Draw {
  private final Sample sample;
  private final SplittableRandom rng;

  /** Whether inputs must keep away from kinks, ties and jumps, so that differences make sense. */
  final boolean smooth;

  Draw(Sample sample, boolean smooth) {
    this.sample = sample;
    this.smooth = smooth;
    this.rng = new SplittableRandom(sample.seed());
  }

  // --- shapes

  int[] shape() {
    return sample.dims().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The shape of the sample with further leading axes if it has too few. */
  int[] shape(int leastRank) {
    int[] s = shape();
    while (s.length < leastRank) {
      s = Ref.join(new int[] {1 + below(4)}, s);
    }
    return s;
  }

  /** The shape with no axis longer than {@code cap}, for work that grows fast. */
  int[] shapeUpTo(int leastRank, int cap) {
    return Arrays.stream(shape(leastRank)).map(d -> Math.min(d, cap)).toArray();
  }

  /**
   * A shape that broadcasts to {@code shape}: some axes of length 1, some leading ones left out.
   */
  int[] narrowed(int[] shape) {
    int[] s = shape.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] = below(4) == 0 ? 1 : s[i];
    }
    return below(3) == 0 ? Arrays.copyOfRange(s, below(s.length + 1), s.length) : s;
  }

  /** The length of an axis of the operation's own. */
  int length() {
    int k = below(20);
    return k == 0 ? 0 : k < 5 ? 1 : k == 19 && !smooth ? 9 + below(30) : 2 + below(3);
  }

  int axis(int rank) {
    return below(rank);
  }

  /** The same axis, sometimes counted from the end. */
  int fromEither(int axis, int rank) {
    return flip() ? axis : axis - rank;
  }

  /** Some axes, none twice; none at all means all of them to a reduction. */
  int[] axes(int rank) {
    int[] order = permutation(rank);
    int[] chosen = Arrays.copyOf(order, below(rank + 1));
    return Arrays.stream(chosen).map(a -> fromEither(a, rank)).toArray();
  }

  int[] permutation(int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1);
      p[i] = p[j];
      p[j] = i;
    }
    return p;
  }

  // --- numbers

  int below(int bound) {
    return rng.nextInt(bound);
  }

  boolean flip() {
    return rng.nextBoolean();
  }

  double pick(double... choices) {
    return choices[below(choices.length)];
  }

  <E> E oneOf(E[] choices) {
    return choices[below(choices.length)];
  }

  /** A number of size 1 to 2 and either sign. */
  double weight() {
    return (flip() ? 1 : -1) * (1 + rng.nextDouble());
  }

  double[] weights(int n) {
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      r[i] = weight();
    }
    return r;
  }

  /** Numbers of a domain away from its ends; kinks are kept away from, or else often hit. */
  Ref reals(int[] shape, Domain domain, double... kinks) {
    double[] r = new double[Ref.size(shape)];
    for (int i = 0; i < r.length; i++) {
      r[i] = real(domain, kinks);
    }
    return new Ref(shape, r);
  }

  private double real(Domain domain, double... kinks) {
    if (!smooth && kinks.length > 0 && below(8) == 0) {
      return pick(kinks);
    }
    double low = Math.max(-2, domain.low() + 0.25);
    while (true) {
      double x = (float) (low + (2.5 - low) * rng.nextDouble()); // exact also as float32
      boolean near = domain == Domain.NON_ZERO && Math.abs(x) < 0.25;
      for (double k : kinks) {
        near |= Math.abs(x - k) < 0.05;
      }
      if (!near) {
        return x;
      }
    }
  }

  /**
   * Multiples of 1/8, shifted by {@code shift} where ties must not be: inputs of different shifts
   * then never tie.
   */
  Ref lattice(int[] shape, double shift) {
    double[] r = new double[Ref.size(shape)];
    for (int i = 0; i < r.length; i++) {
      r[i] = (below(33) - 16) / 8.0 + (smooth ? shift : 0);
    }
    return new Ref(shape, r);
  }

  /** Numbers of which no two are equal where ties must not be. */
  Ref distinct(int[] shape) {
    int n = Ref.size(shape);
    int[] p = permutation(n);
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      r[i] = (p[i] - n / 2) / 16.0;
    }
    return smooth ? new Ref(shape, r) : lattice(shape, 0);
  }

  /** Numbers between integers, 0.2 away from either side. */
  Ref betweenIntegers(int[] shape, int limit) {
    double[] r = new double[Ref.size(shape)];
    for (int i = 0; i < r.length; i++) {
      r[i] = (float) (below(limit) + 0.2 + 0.6 * rng.nextDouble());
    }
    return new Ref(shape, r);
  }

  /** Indices below {@code limit}, repeats likely. */
  int[] indices(int n, int limit) {
    int[] r = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] = below(limit);
    }
    return r;
  }
}
