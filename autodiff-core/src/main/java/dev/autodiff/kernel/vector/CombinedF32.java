package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.TernaryKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops that do several operations in a pass, each rounded as it is alone: a pass over a tile costs
 * more than the arithmetic in it. As in {@link LoopsF32} each returns how many elements it has
 * done.
 */
final class CombinedF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);

  private CombinedF32() {}

  static int ternary(
      TernaryKernel k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] y,
      int yo,
      int n) {
    Loop.Ternary<float[]> loop =
        switch (k) {
          case SELECT -> CombinedF32::selectLoop;
          case MUL_ADD -> CombinedF32::mulAddLoop;
          case MUL_SUB -> CombinedF32::mulSubLoop;
          case SUB_MUL -> CombinedF32::subMulLoop;
          case CHAIN_ADD -> CombinedF32::chainAddLoop;
          case ADD_ADD -> CombinedF32::addAddLoop;
        };
    return loop.run(a, ao, b, bo, c, co, y, yo, n);
  }

  static int chainSigmoid(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.mul(b.mul(ONE.sub(b))).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  static int chainTanh(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.mul(ONE.sub(b.mul(b))).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int selectLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      c.blend(b, a.compare(VectorOperators.NE, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulAddLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      a.mul(b).add(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulSubLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      a.mul(b).sub(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int subMulLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      c.sub(a.mul(b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int chainAddLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      a.mul(b).blend(0, a.compare(VectorOperators.EQ, 0)).add(c).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int addAddLoop(
      float[] p, int ao, float[] q, int bo, float[] r, int co, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      FloatVector c = FloatVector.fromArray(S, r, co + i);
      a.add(b).add(c).intoArray(y, yo + i);
    }
    return bound;
  }
}
