package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function over whole vectors, operation by operation that of {@code Erf}. The loop is
 * written out, and constants exist beforehand, for the reasons given at {@link ExponentialsF32}.
 */
final class ErfF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIGN = Float.floatToRawIntBits(-0.0f);

  private static final FloatVector P6 = FloatVector.broadcast(S, 7.85385e-05f);
  private static final FloatVector P5 = FloatVector.broadcast(S, -0.00080102024f);
  private static final FloatVector P4 = FloatVector.broadcast(S, 0.0051883305f);
  private static final FloatVector P3 = FloatVector.broadcast(S, -0.026853815f);
  private static final FloatVector P2 = FloatVector.broadcast(S, 0.112835854f);
  private static final FloatVector P1 = FloatVector.broadcast(S, -0.37612626f);
  private static final FloatVector P0 = FloatVector.broadcast(S, 0.12837917f);
  private static final FloatVector Q6 = FloatVector.broadcast(S, 0.00018637918f);
  private static final FloatVector Q5 = FloatVector.broadcast(S, -0.0018293832f);
  private static final FloatVector Q4 = FloatVector.broadcast(S, 0.009895461f);
  private static final FloatVector Q3 = FloatVector.broadcast(S, -0.041503496f);
  private static final FloatVector Q2 = FloatVector.broadcast(S, -0.8431176f);
  private static final FloatVector Q1 = FloatVector.broadcast(S, -2.6389668f);
  private static final FloatVector Q0 = FloatVector.broadcast(S, -1.8496056f);
  private static final FloatVector E6 = FloatVector.broadcast(S, 0.0013926192f);
  private static final FloatVector E5 = FloatVector.broadcast(S, 0.008363186f);
  private static final FloatVector E4 = FloatVector.broadcast(S, 0.041666556f);
  private static final FloatVector E3 = FloatVector.broadcast(S, 0.16666576f);
  private static final FloatVector E2 = FloatVector.broadcast(S, 0.5f);
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);
  private static final FloatVector LIMIT = FloatVector.broadcast(S, 4);
  private static final FloatVector LOG2E = FloatVector.broadcast(S, 1.442695f);
  private static final FloatVector MAGIC = FloatVector.broadcast(S, 0x1.8p23f);
  private static final FloatVector LN2_HIGH = FloatVector.broadcast(S, -0x1.63p-1f);
  private static final FloatVector LN2_LOW = FloatVector.broadcast(S, 0.00021219444f);
  private static final IntVector MAGIC_BITS = MAGIC.reinterpretAsInts();
  private static final IntVector BIAS = IntVector.broadcast(MAGIC_BITS.species(), 127);

  private ErfF32() {}

  /** y = erf x; returns how many elements it has done. */
  static int erf(float[] from, int xo, float[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      FloatVector a = x.abs();
      FloatVector z = x.mul(x);
      FloatVector near = P6.lanewise(VectorOperators.FMA, z, P5);
      near = near.lanewise(VectorOperators.FMA, z, P4);
      near = near.lanewise(VectorOperators.FMA, z, P3);
      near = near.lanewise(VectorOperators.FMA, z, P2);
      near = near.lanewise(VectorOperators.FMA, z, P1);
      near = near.lanewise(VectorOperators.FMA, z, P0);
      near = near.lanewise(VectorOperators.FMA, x, x);
      FloatVector t = a.min(LIMIT).sub(ONE);
      FloatVector q = Q6.lanewise(VectorOperators.FMA, t, Q5);
      q = q.lanewise(VectorOperators.FMA, t, Q4);
      q = q.lanewise(VectorOperators.FMA, t, Q3);
      q = q.lanewise(VectorOperators.FMA, t, Q2);
      q = q.lanewise(VectorOperators.FMA, t, Q1);
      q = q.lanewise(VectorOperators.FMA, t, Q0);
      FloatVector shifted = q.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      FloatVector n = shifted.sub(MAGIC);
      FloatVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, q);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      FloatVector p = E6.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      FloatVector e =
          p.mul(
              shifted
                  .reinterpretAsInts()
                  .sub(MAGIC_BITS)
                  .add(BIAS)
                  .lanewise(VectorOperators.LSHL, 23)
                  .reinterpretAsFloats());
      ONE.sub(e)
          .reinterpretAsInts()
          .or(x.reinterpretAsInts().and(SIGN))
          .reinterpretAsFloats()
          .blend(near, a.compare(VectorOperators.LT, ONE))
          .intoArray(y, yo + i);
    }
    return bound;
  }
}
