package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over dense runs. */
final class ReductionsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /**
   * Turns by so many lanes. Folding by them adds in one order, which reduceLanes does not promise.
   */
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(S, 8, 1, true);

  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  /** Runs longer than this are summed in halves, so that the rounding error grows with log n. */
  private static final int BLOCK = 4096;

  private ReductionsF32() {}

  static float sum(float[] x, int from, int n) {
    if (n > BLOCK) {
      int half = Math.max(BLOCK, n / 2 / BLOCK * BLOCK);
      return sum(x, from, half) + sum(x, from + half, n - half);
    }
    return block(x, from, n);
  }

  /**
   * Apart from the recursion, which is inlined into itself and would box these vectors; itself too
   * long to be inlined, as {@link Loop} explains.
   */
  private static float block(float[] x, int from, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      s0 = s0.lanewise(VectorOperators.ADD, FloatVector.fromArray(S, x, from + i));
      s1 = s1.lanewise(VectorOperators.ADD, FloatVector.fromArray(S, x, from + i + LANES));
      s2 = s2.lanewise(VectorOperators.ADD, FloatVector.fromArray(S, x, from + i + 2 * LANES));
      s3 = s3.lanewise(VectorOperators.ADD, FloatVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      s0 = s0.lanewise(VectorOperators.ADD, FloatVector.fromArray(S, x, from + i));
    }
    FloatVector low = s0.lanewise(VectorOperators.ADD, s1);
    FloatVector high = s2.lanewise(VectorOperators.ADD, s3);
    s0 = low.lanewise(VectorOperators.ADD, high);
    if (LANES > 8) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_8));
    }
    if (LANES > 4) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_4));
    }
    if (LANES > 2) {
      s0 = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_2));
    }
    float s = s0.lanewise(VectorOperators.ADD, s0.rearrange(BY_1)).lane(0);
    for (; i < n; i++) {
      s += x[from + i];
    }
    return s;
  }

  /** Adds up a vector's elements, halves to halves. */
  static float fold(float[] x, int from) {
    FloatVector s = FloatVector.fromArray(S, x, from);
    if (LANES > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    if (LANES > 2) {
      s = s.add(s.rearrange(BY_2));
    }
    return s.add(s.rearrange(BY_1)).lane(0);
  }

  static float max(float[] x, int from, int n) {
    FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m1 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m2 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m3 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      m0 = m0.max(FloatVector.fromArray(S, x, from + i));
      m1 = m1.max(FloatVector.fromArray(S, x, from + i + LANES));
      m2 = m2.max(FloatVector.fromArray(S, x, from + i + 2 * LANES));
      m3 = m3.max(FloatVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      m0 = m0.max(FloatVector.fromArray(S, x, from + i));
    }
    float r = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      r = Math.max(r, x[from + i]);
    }
    return r;
  }

  static float min(float[] x, int from, int n) {
    FloatVector m0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    FloatVector m1 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    FloatVector m2 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    FloatVector m3 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      m0 = m0.min(FloatVector.fromArray(S, x, from + i));
      m1 = m1.min(FloatVector.fromArray(S, x, from + i + LANES));
      m2 = m2.min(FloatVector.fromArray(S, x, from + i + 2 * LANES));
      m3 = m3.min(FloatVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      m0 = m0.min(FloatVector.fromArray(S, x, from + i));
    }
    float r = m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    for (; i < n; i++) {
      r = Math.min(r, x[from + i]);
    }
    return r;
  }
}
