package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.UnaryKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise loops over whole vectors. Each returns how many elements it has done; the caller does
 * the rest, less than a vector, with the plain loops, which give the same bits. A kernel that is
 * not here does none.
 *
 * <p>No part of a loop is a method of its own: where the compiler does not inline it, vectors are
 * boxed.
 */
final class LoopsF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final FloatVector ZERO = FloatVector.broadcast(S, 0);
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);
  private static final FloatVector MINUS_ONE = FloatVector.broadcast(S, -1);

  private LoopsF32() {}

  static int unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n) {
    Loop.Unary<float[]> loop =
        switch (k) {
          case EXP -> ExponentialsF32::exp;
          case SIGMOID -> ExponentialsF32::sigmoid;
          case TANH -> ExponentialsF32::tanh;
          case ERF -> ErfF32::erf;
          case NEG -> LoopsF32::negLoop;
          case RECIPROCAL -> LoopsF32::reciprocalLoop;
          case SQUARE -> LoopsF32::squareLoop;
          case SQRT -> LoopsF32::sqrtLoop;
          case RELU -> LoopsF32::reluLoop;
          case HARDTANH -> LoopsF32::hardtanhLoop;
          case ABS -> LoopsF32::absLoop;
          case SIGN -> LoopsF32::signLoop;
          default -> Loop::none;
        };
    return loop.run(x, xo, y, yo, n);
  }

  static int binary(
      BinaryKernel k, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    Loop.Binary<float[]> loop =
        switch (k) {
          case ADD -> LoopsF32::addLoop;
          case SUB -> LoopsF32::subLoop;
          case MUL -> LoopsF32::mulLoop;
          case DIV -> LoopsF32::divLoop;
          case CHAIN -> LoopsF32::chainLoop;
          case CHAIN_SIGMOID -> CombinedF32::chainSigmoid;
          case CHAIN_TANH -> CombinedF32::chainTanh;
          case MAXIMUM -> LoopsF32::maximumLoop;
          case MINIMUM -> LoopsF32::minimumLoop;
          case EQ -> LoopsF32::eqLoop;
          case NE -> LoopsF32::neLoop;
          case LT -> LoopsF32::ltLoop;
          case LE -> LoopsF32::leLoop;
          case GT -> LoopsF32::gtLoop;
          case GE -> LoopsF32::geLoop;
          default -> Loop::none;
        };
    return loop.run(a, ao, b, bo, y, yo, n);
  }

  private static int negLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.neg().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int reciprocalLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      ONE.div(x).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int squareLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.mul(x).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int sqrtLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.sqrt().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int reluLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.max(0).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int hardtanhLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.min(1).max(-1).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int absLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.abs().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int signLoop(float[] from, int xo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, from, xo + i);
      x.blend(ONE, x.compare(VectorOperators.GT, ZERO))
          .blend(MINUS_ONE, x.compare(VectorOperators.LT, ZERO))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  private static int addLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.add(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int subLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.sub(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.mul(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int divLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.div(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int chainLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.mul(b).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int maximumLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.max(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int minimumLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      a.min(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int eqLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.EQ, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int neLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.NE, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int ltLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.LT, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int leLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.LE, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int gtLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.GT, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int geLoop(float[] p, int ao, float[] q, int bo, float[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, p, ao + i);
      FloatVector b = FloatVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.GE, b)).intoArray(y, yo + i);
    }
    return bound;
  }
}
