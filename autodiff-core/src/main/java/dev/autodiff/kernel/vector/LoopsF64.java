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
    return switch (k) {
      case EXP -> ExponentialsF64.exp(x, xo, y, yo, n);
      case SIGMOID -> ExponentialsF64.sigmoid(x, xo, y, yo, n);
      case TANH -> ExponentialsF64.tanh(x, xo, y, yo, n);
      case ERF -> ErfF64.erf(x, xo, y, yo, n);
      case NEG -> negLoop(x, xo, y, yo, n);
      case RECIPROCAL -> reciprocalLoop(x, xo, y, yo, n);
      case SQUARE -> squareLoop(x, xo, y, yo, n);
      case SQRT -> sqrtLoop(x, xo, y, yo, n);
      case RELU -> reluLoop(x, xo, y, yo, n);
      case HARDTANH -> hardtanhLoop(x, xo, y, yo, n);
      case ABS -> absLoop(x, xo, y, yo, n);
      case SIGN -> signLoop(x, xo, y, yo, n);
      default -> 0;
    };
  }

  static int binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    return switch (k) {
      case ADD -> addLoop(a, ao, b, bo, y, yo, n);
      case SUB -> subLoop(a, ao, b, bo, y, yo, n);
      case MUL -> mulLoop(a, ao, b, bo, y, yo, n);
      case DIV -> divLoop(a, ao, b, bo, y, yo, n);
      case CHAIN -> chainLoop(a, ao, b, bo, y, yo, n);
      case CHAIN_SIGMOID -> CombinedF64.chainSigmoid(a, ao, b, bo, y, yo, n);
      case CHAIN_TANH -> CombinedF64.chainTanh(a, ao, b, bo, y, yo, n);
      case MAXIMUM -> maximumLoop(a, ao, b, bo, y, yo, n);
      case MINIMUM -> minimumLoop(a, ao, b, bo, y, yo, n);
      case EQ -> eqLoop(a, ao, b, bo, y, yo, n);
      case NE -> neLoop(a, ao, b, bo, y, yo, n);
      case LT -> ltLoop(a, ao, b, bo, y, yo, n);
      case LE -> leLoop(a, ao, b, bo, y, yo, n);
      case GT -> gtLoop(a, ao, b, bo, y, yo, n);
      case GE -> geLoop(a, ao, b, bo, y, yo, n);
      default -> 0;
    };
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
