package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.TernaryKernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops that do several operations in a pass, each rounded as it is alone: a pass over a tile costs
 * more than the arithmetic in it. As in {@link LoopsF64} each returns how many elements it has
 * done.
 */
final class CombinedF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);

  private CombinedF64() {}

  static int ternary(
      TernaryKernel k,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] y,
      int yo,
      int n) {
    Loop.Ternary<double[]> loop =
        switch (k) {
          case SELECT -> CombinedF64::selectLoop;
          case MUL_ADD -> CombinedF64::mulAddLoop;
          case MUL_SUB -> CombinedF64::mulSubLoop;
          case SUB_MUL -> CombinedF64::subMulLoop;
          case CHAIN_ADD -> CombinedF64::chainAddLoop;
          case ADD_ADD -> CombinedF64::addAddLoop;
        };
    return loop.run(a, ao, b, bo, c, co, y, yo, n);
  }

  static int chainSigmoid(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.mul(b.mul(ONE.sub(b))).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  static int chainTanh(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.mul(ONE.sub(b.mul(b))).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int selectLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      c.blend(b, a.compare(VectorOperators.NE, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulAddLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      a.mul(b).add(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulSubLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      a.mul(b).sub(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int subMulLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      c.sub(a.mul(b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int chainAddLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      a.mul(b).blend(0, a.compare(VectorOperators.EQ, 0)).add(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int addAddLoop(
      double[] p, int ao, double[] q, int bo, double[] r, int co, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      DoubleVector c = DoubleVector.fromArray(S, r, co + i);
      a.add(b).add(c).intoArray(y, yo + i);
    }
    return bound;
  }
}
