package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.UnaryKernel;
import jdk.incubator.vector.DoubleVector;
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
final class LoopsF64 {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final DoubleVector ZERO = DoubleVector.broadcast(S, 0);
  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);
  private static final DoubleVector MINUS_ONE = DoubleVector.broadcast(S, -1);

  private LoopsF64() {}

  static int unary(UnaryKernel k, double[] x, int xo, double[] y, int yo, int n) {
    Loop.Unary<double[]> loop =
        switch (k) {
          case EXP -> ExponentialsF64::exp;
          case SIGMOID -> ExponentialsF64::sigmoid;
          case TANH -> ExponentialsF64::tanh;
          case ERF -> ErfF64::erf;
          case NEG -> LoopsF64::negLoop;
          case RECIPROCAL -> LoopsF64::reciprocalLoop;
          case SQUARE -> LoopsF64::squareLoop;
          case SQRT -> LoopsF64::sqrtLoop;
          case RELU -> LoopsF64::reluLoop;
          case HARDTANH -> LoopsF64::hardtanhLoop;
          case ABS -> LoopsF64::absLoop;
          case SIGN -> LoopsF64::signLoop;
          default -> Loop::none;
        };
    return loop.run(x, xo, y, yo, n);
  }

  static int binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    Loop.Binary<double[]> loop =
        switch (k) {
          case ADD -> LoopsF64::addLoop;
          case SUB -> LoopsF64::subLoop;
          case MUL -> LoopsF64::mulLoop;
          case DIV -> LoopsF64::divLoop;
          case CHAIN -> LoopsF64::chainLoop;
          case CHAIN_SIGMOID -> CombinedF64::chainSigmoid;
          case CHAIN_TANH -> CombinedF64::chainTanh;
          case MAXIMUM -> LoopsF64::maximumLoop;
          case MINIMUM -> LoopsF64::minimumLoop;
          case EQ -> LoopsF64::eqLoop;
          case NE -> LoopsF64::neLoop;
          case LT -> LoopsF64::ltLoop;
          case LE -> LoopsF64::leLoop;
          case GT -> LoopsF64::gtLoop;
          case GE -> LoopsF64::geLoop;
          default -> Loop::none;
        };
    return loop.run(a, ao, b, bo, y, yo, n);
  }

  private static int negLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.neg().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int reciprocalLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      ONE.div(x).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int squareLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.mul(x).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int sqrtLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.sqrt().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int reluLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.max(0).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int hardtanhLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.min(1).max(-1).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int absLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.abs().intoArray(y, yo + i);
    }
    return bound;
  }

  private static int signLoop(double[] from, int xo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(S, from, xo + i);
      x.blend(ONE, x.compare(VectorOperators.GT, ZERO))
          .blend(MINUS_ONE, x.compare(VectorOperators.LT, ZERO))
          .intoArray(y, yo + i);
    }
    return bound;
  }

  private static int addLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.add(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int subLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.sub(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int mulLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.mul(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int divLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.div(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int chainLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.mul(b).blend(0, a.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int maximumLoop(
      double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.max(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int minimumLoop(
      double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      a.min(b).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int eqLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.EQ, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int neLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.NE, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int ltLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.LT, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int leLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.LE, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int gtLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.GT, b)).intoArray(y, yo + i);
    }
    return bound;
  }

  private static int geLoop(double[] p, int ao, double[] q, int bo, double[] y, int yo, int n) {
    int bound = S.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, p, ao + i);
      DoubleVector b = DoubleVector.fromArray(S, q, bo + i);
      ZERO.blend(ONE, a.compare(VectorOperators.GE, b)).intoArray(y, yo + i);
    }
    return bound;
  }
}
