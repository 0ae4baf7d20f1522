package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over dense runs. */
final class ReductionsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** Runs longer than this are summed in halves, so that the rounding error grows with log n. */
  private static final int BLOCK = 4096;

  private ReductionsF32() {}

  static float sum(float[] x, int from, int n) {
    if (n > BLOCK) {
      int half = Math.max(BLOCK, n / 2 / BLOCK * BLOCK);
      return sum(x, from, half) + sum(x, from + half, n - half);
    }
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      s0 = s0.add(FloatVector.fromArray(S, x, from + i));
      s1 = s1.add(FloatVector.fromArray(S, x, from + i + LANES));
      s2 = s2.add(FloatVector.fromArray(S, x, from + i + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(S, x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      s0 = s0.add(FloatVector.fromArray(S, x, from + i));
    }
    float s = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    for (; i < n; i++) {
      s += x[from + i];
    }
    return s;
  }

  static float max(float[] x, int from, int n) {
    FloatVector m = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      m = m.max(FloatVector.fromArray(S, x, from + i));
    }
    float r = m.reduceLanes(VectorOperators.MAX);
    for (int i = bound; i < n; i++) {
      r = Math.max(r, x[from + i]);
    }
    return r;
  }

  static float min(float[] x, int from, int n) {
    FloatVector m = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      m = m.min(FloatVector.fromArray(S, x, from + i));
    }
    float r = m.reduceLanes(VectorOperators.MIN);
    for (int i = bound; i < n; i++) {
      r = Math.min(r, x[from + i]);
    }
    return r;
  }

  /** y = exp(x − shift) over whole vectors; returns Σy of those. */
  static float expSum(float[] x, int xo, float shift, float[] y, int yo, int n) {
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i < S.loopBound(n); i += LANES) {
      FloatVector e = FunctionsF32.exp(FloatVector.fromArray(S, x, xo + i).sub(shift));
      e.intoArray(y, yo + i);
      sum = sum.add(e);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
