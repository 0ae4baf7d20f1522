package dev.autodiff.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function over whole vectors, operation by operation that of {@code Erf}. The loop is
 * written out, and constants exist beforehand, for the reasons given at {@link ExponentialsF64}.
 */
final class ErfF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final long SIGN = Double.doubleToRawLongBits(-0.0);

  private static final DoubleVector P11 = DoubleVector.broadcast(S, -7.779462971761597e-10);
  private static final DoubleVector P10 = DoubleVector.broadcast(S, 1.3710988704190523e-08);
  private static final DoubleVector P9 = DoubleVector.broadcast(S, -1.6206318752969208e-07);
  private static final DoubleVector P8 = DoubleVector.broadcast(S, 1.6447132699786621e-06);
  private static final DoubleVector P7 = DoubleVector.broadcast(S, -1.4924712439534814e-05);
  private static final DoubleVector P6 = DoubleVector.broadcast(S, 0.0001205529358693695);
  private static final DoubleVector P5 = DoubleVector.broadcast(S, -0.0008548325929766244);
  private static final DoubleVector P4 = DoubleVector.broadcast(S, 0.005223977606130842);
  private static final DoubleVector P3 = DoubleVector.broadcast(S, -0.026866170643113415);
  private static final DoubleVector P2 = DoubleVector.broadcast(S, 0.112837916709442);
  private static final DoubleVector P1 = DoubleVector.broadcast(S, -0.3761263890318352);
  private static final DoubleVector P0 = DoubleVector.broadcast(S, 0.12837916709551256);
  private static final DoubleVector Q17 = DoubleVector.broadcast(S, -4.928642804213209e-12);
  private static final DoubleVector Q16 = DoubleVector.broadcast(S, 1.2071038533935366e-10);
  private static final DoubleVector Q15 = DoubleVector.broadcast(S, -1.3326227617294533e-09);
  private static final DoubleVector Q14 = DoubleVector.broadcast(S, 8.597171866798045e-09);
  private static final DoubleVector Q13 = DoubleVector.broadcast(S, -3.3692373748702326e-08);
  private static final DoubleVector Q12 = DoubleVector.broadcast(S, 5.882054623980884e-08);
  private static final DoubleVector Q11 = DoubleVector.broadcast(S, 2.032468213734914e-07);
  private static final DoubleVector Q10 = DoubleVector.broadcast(S, -2.1297276099462046e-06);
  private static final DoubleVector Q9 = DoubleVector.broadcast(S, 9.669083453328764e-06);
  private static final DoubleVector Q8 = DoubleVector.broadcast(S, -2.719723661828275e-05);
  private static final DoubleVector Q7 = DoubleVector.broadcast(S, 2.6295379907149408e-05);
  private static final DoubleVector Q6 = DoubleVector.broadcast(S, 0.0002373167987512682);
  private static final DoubleVector Q5 = DoubleVector.broadcast(S, -0.001977901310974629);
  private static final DoubleVector Q4 = DoubleVector.broadcast(S, 0.010033825195171011);
  private static final DoubleVector Q3 = DoubleVector.broadcast(S, -0.04156109802668492);
  private static final DoubleVector Q2 = DoubleVector.broadcast(S, -0.8431072563593301);
  private static final DoubleVector Q1 = DoubleVector.broadcast(S, -2.6389675142347775);
  private static final DoubleVector Q0 = DoubleVector.broadcast(S, -1.8496055099332482);
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
  private static final DoubleVector LIMIT = DoubleVector.broadcast(S, 6);
  private static final DoubleVector LOG2E = DoubleVector.broadcast(S, 1.4426950408889634);
  private static final DoubleVector MAGIC = DoubleVector.broadcast(S, 0x1.8p52);
  private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(S, -0x1.62e42fee00000p-1);
  private static final DoubleVector LN2_LOW = DoubleVector.broadcast(S, -0x1.a39ef35793c76p-33);
  private static final LongVector MAGIC_BITS = MAGIC.reinterpretAsLongs();
  private static final LongVector BIAS = LongVector.broadcast(MAGIC_BITS.species(), 1023);

  private ErfF64() {}

  /** y = erf x; returns how many elements it has done. */
  static int erf(double[] from, int xo, double[] y, int yo, int length) {
    int bound = S.loopBound(length);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      DoubleVector a = x.abs();
      DoubleVector z = x.mul(x);
      DoubleVector near = P11.fma(z, P10);
      near = near.fma(z, P9);
      near = near.fma(z, P8);
      near = near.fma(z, P7);
      near = near.fma(z, P6);
      near = near.fma(z, P5);
      near = near.fma(z, P4);
      near = near.fma(z, P3);
      near = near.fma(z, P2);
      near = near.fma(z, P1);
      near = near.fma(z, P0);
      near = near.fma(x, x);
      DoubleVector t = a.min(LIMIT).sub(ONE);
      DoubleVector q = Q17.fma(t, Q16);
      q = q.fma(t, Q15);
      q = q.fma(t, Q14);
      q = q.fma(t, Q13);
      q = q.fma(t, Q12);
      q = q.fma(t, Q11);
      q = q.fma(t, Q10);
      q = q.fma(t, Q9);
      q = q.fma(t, Q8);
      q = q.fma(t, Q7);
      q = q.fma(t, Q6);
      q = q.fma(t, Q5);
      q = q.fma(t, Q4);
      q = q.fma(t, Q3);
      q = q.fma(t, Q2);
      q = q.fma(t, Q1);
      q = q.fma(t, Q0);
      DoubleVector shifted = q.fma(LOG2E, MAGIC);
      DoubleVector n = shifted.sub(MAGIC);
      DoubleVector r = n.fma(LN2_HIGH, q);
      r = n.fma(LN2_LOW, r);
      DoubleVector p = E12.fma(r, E11);
      p = p.fma(r, E10);
      p = p.fma(r, E9);
      p = p.fma(r, E8);
      p = p.fma(r, E7);
      p = p.fma(r, E6);
      p = p.fma(r, E5);
      p = p.fma(r, E4);
      p = p.fma(r, E3);
      p = p.fma(r, E2);
      p = p.fma(r, ONE).fma(r, ONE);
      DoubleVector e =
          p.mul(
              shifted
                  .reinterpretAsLongs()
                  .sub(MAGIC_BITS)
                  .add(BIAS)
                  .lanewise(VectorOperators.LSHL, 52)
                  .reinterpretAsDoubles());
      ONE.sub(e)
          .reinterpretAsLongs()
          .or(x.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .blend(near, a.compare(VectorOperators.LT, ONE))
          .intoArray(y, yo + i);
    }
    return bound;
  }
}
