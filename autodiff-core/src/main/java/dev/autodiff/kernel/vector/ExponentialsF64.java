package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential functions over whole vectors, operation by operation those of {@code ScalarMath}.
 * Each returns how many elements it has done.
 *
 * <p>The exponential stands written out in every loop: as a method of its own it is at times
 * compiled apart and then no longer inlined, which boxes vectors and costs a factor of ten. For the
 * same reason constants are vectors that exist beforehand: broadcasting them in place takes the
 * loop past the compiler's node limit.
 */
final class ExponentialsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private static final DoubleVector E12 = DoubleVector.broadcast(S, 2.0914696114722443e-09);
  private static final DoubleVector E11 = DoubleVector.broadcast(S, 2.510522981321569e-08);
  private static final DoubleVector E10 = DoubleVector.broadcast(S, 2.755727362113095e-07);
  private static final DoubleVector E9 = DoubleVector.broadcast(S, 2.7557255369427714e-06);
  private static final DoubleVector E8 = DoubleVector.broadcast(S, 2.4801587325565073e-05);
  private static final DoubleVector E7 = DoubleVector.broadcast(S, 0.00019841269874844894);
  private static final DoubleVector E6 = DoubleVector.broadcast(S, 0.0013888888888883744);
  private static final DoubleVector E5 = DoubleVector.broadcast(S, 0.008333333333326129);
  private static final DoubleVector E4 = DoubleVector.broadcast(S, 0.04166666666666667);
  private static final DoubleVector E3 = DoubleVector.broadcast(S, 0.1666666666666667);
  private static final DoubleVector E2 = DoubleVector.broadcast(S, 0.5);
  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);
  private static final DoubleVector LOG2E = DoubleVector.broadcast(S, 1.4426950408889634);
  private static final DoubleVector MAGIC = DoubleVector.broadcast(S, 0x1.8p52);
  private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(S, -0x1.62e42fee00000p-1);
  private static final DoubleVector LN2_LOW = DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33);
  private static final DoubleVector INFINITY = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
  private static final DoubleVector OVERFLOW = DoubleVector.broadcast(S, 709.782712893384);
  private static final DoubleVector ZERO = DoubleVector.broadcast(S, 0);
  private static final DoubleVector UNDERFLOW = DoubleVector.broadcast(S, -745.1332191019412);
  private static final DoubleVector P0 = DoubleVector.broadcast(S, -0.9643991794250523);
  private static final DoubleVector P1 = DoubleVector.broadcast(S, -99.28772310019185);
  private static final DoubleVector P2 = DoubleVector.broadcast(S, -1614.6876844170845);
  private static final DoubleVector Q0 = DoubleVector.broadcast(S, 112.81167849163293);
  private static final DoubleVector Q1 = DoubleVector.broadcast(S, 2235.4883906010045);
  private static final DoubleVector Q2 = DoubleVector.broadcast(S, 4844.063053251255);
  private static final DoubleVector SMALL = DoubleVector.broadcast(S, 0.625);
  private static final DoubleVector SATURATED = DoubleVector.broadcast(S, 40);
  private static final DoubleVector TWO = DoubleVector.broadcast(S, 2);
  private static final LongVector ONE_BITS = ONE.reinterpretAsLongs();
  private static final LongVector SATURATED_BITS = SATURATED.reinterpretAsLongs();
  private static final LongVector SIGN = DoubleVector.broadcast(S, -0.0).reinterpretAsLongs();

  /** 2^54, which keeps 2ⁿ a normal number where eˣ is not, and its inverse. */
  private static final DoubleVector UP = DoubleVector.broadcast(S, 0x1p54);

  private static final DoubleVector DOWN = DoubleVector.broadcast(S, 0x1p-54);
  private static final LongVector UP_BITS = UP.reinterpretAsLongs();

  private ExponentialsF64() {}

  static int exp(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector shifted = x.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      DoubleVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      DoubleVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, x);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      DoubleVector p = E12.lanewise(VectorOperators.FMA, r, E11);
      p = p.lanewise(VectorOperators.FMA, r, E10);
      p = p.lanewise(VectorOperators.FMA, r, E9);
      p = p.lanewise(VectorOperators.FMA, r, E8);
      p = p.lanewise(VectorOperators.FMA, r, E7);
      p = p.lanewise(VectorOperators.FMA, r, E6);
      p = p.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      LongVector k = shifted.reinterpretAsLongs();
      LongVector half = k.lanewise(VectorOperators.ASHR, 1).lanewise(VectorOperators.LSHL, 52);
      DoubleVector low = half.lanewise(VectorOperators.ADD, ONE_BITS).reinterpretAsDoubles();
      DoubleVector high =
          k.lanewise(VectorOperators.LSHL, 52)
              .lanewise(VectorOperators.SUB, half)
              .lanewise(VectorOperators.ADD, ONE_BITS)
              .reinterpretAsDoubles();
      DoubleVector e =
          p.lanewise(VectorOperators.MUL, low)
              .lanewise(VectorOperators.MUL, high)
              .blend(INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
              .blend(ZERO, x.compare(VectorOperators.LT, UNDERFLOW));
      e.intoArray(y, yo + i);
    }
    return bound;
  }

  static int sigmoid(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector m = x.reinterpretAsLongs().or(SIGN).reinterpretAsDoubles(); // −|x|
      DoubleVector shifted = m.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      DoubleVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      DoubleVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, m);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      DoubleVector p = E12.lanewise(VectorOperators.FMA, r, E11);
      p = p.lanewise(VectorOperators.FMA, r, E10);
      p = p.lanewise(VectorOperators.FMA, r, E9);
      p = p.lanewise(VectorOperators.FMA, r, E8);
      p = p.lanewise(VectorOperators.FMA, r, E7);
      p = p.lanewise(VectorOperators.FMA, r, E6);
      p = p.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      DoubleVector scale =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, 52)
              .lanewise(VectorOperators.ADD, UP_BITS)
              .reinterpretAsDoubles();
      DoubleVector e =
          p.lanewise(VectorOperators.MUL, scale)
              .lanewise(VectorOperators.MUL, DOWN)
              .blend(ZERO, m.compare(VectorOperators.LT, UNDERFLOW));
      LongVector negative = x.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
      ONE_BITS
          .lanewise(
              VectorOperators.BITWISE_BLEND, e.reinterpretAsLongs(), negative) // x < 0 ? e : 1
          .reinterpretAsDoubles()
          .lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, ONE))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  static int tanh(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector a = x.abs();
      // e²ᵃ + 1 = e²ᵃ beyond; positive numbers are ordered as their bits are
      DoubleVector b =
          a.lanewise(VectorOperators.ADD, a)
              .reinterpretAsLongs()
              .min(SATURATED_BITS)
              .reinterpretAsDoubles();
      DoubleVector z = x.lanewise(VectorOperators.MUL, x);
      DoubleVector q = P0.lanewise(VectorOperators.FMA, z, P1);
      q = q.lanewise(VectorOperators.FMA, z, P2);
      DoubleVector s = z.lanewise(VectorOperators.ADD, Q0);
      s = s.lanewise(VectorOperators.FMA, z, Q1);
      s = s.lanewise(VectorOperators.FMA, z, Q2);
      DoubleVector near =
          q.lanewise(VectorOperators.MUL, z)
              .lanewise(VectorOperators.DIV, s)
              .lanewise(VectorOperators.FMA, x, x);
      DoubleVector shifted = b.lanewise(VectorOperators.FMA, LOG2E, MAGIC);
      DoubleVector n = shifted.lanewise(VectorOperators.SUB, MAGIC);
      DoubleVector r = n.lanewise(VectorOperators.FMA, LN2_HIGH, b);
      r = n.lanewise(VectorOperators.FMA, LN2_LOW, r);
      DoubleVector p = E12.lanewise(VectorOperators.FMA, r, E11);
      p = p.lanewise(VectorOperators.FMA, r, E10);
      p = p.lanewise(VectorOperators.FMA, r, E9);
      p = p.lanewise(VectorOperators.FMA, r, E8);
      p = p.lanewise(VectorOperators.FMA, r, E7);
      p = p.lanewise(VectorOperators.FMA, r, E6);
      p = p.lanewise(VectorOperators.FMA, r, E5);
      p = p.lanewise(VectorOperators.FMA, r, E4);
      p = p.lanewise(VectorOperators.FMA, r, E3);
      p = p.lanewise(VectorOperators.FMA, r, E2);
      p = p.lanewise(VectorOperators.FMA, r, ONE).lanewise(VectorOperators.FMA, r, ONE);
      DoubleVector e =
          p.lanewise(
              VectorOperators.MUL,
              shifted
                  .reinterpretAsLongs()
                  .lanewise(VectorOperators.LSHL, 52)
                  .lanewise(VectorOperators.ADD, ONE_BITS)
                  .reinterpretAsDoubles());
      DoubleVector far =
          ONE.lanewise(
              VectorOperators.SUB,
              TWO.lanewise(VectorOperators.DIV, e.lanewise(VectorOperators.ADD, ONE)));
      DoubleVector signed =
          far.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
      near.blend(signed, a.compare(VectorOperators.GE, SMALL)) // NaN is near
          .intoArray(y, yo + i);
    }
    return bound;
  }
}
