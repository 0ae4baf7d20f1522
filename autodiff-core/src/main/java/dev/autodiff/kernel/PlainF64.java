package dev.autodiff.kernel;

/**
 * Plain loops over {@code double[]} that the JIT compiler vectorises. {@link PlainF32} is its twin.
 */
final class PlainF64 {
  private PlainF64() {}

  static void unary(UnaryKernel k, double[] x, int xo, double[] y, int yo, int n) {
    switch (k) {
      case NEG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = -x[xo + i];
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = 1 / x[xo + i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = x[xo + i] * x[xo + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.sqrt(x[xo + i]);
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = ScalarMath.exp(x[xo + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.log(x[xo + i]);
        }
      }
      case LOG1P -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.log1p(x[xo + i]);
        }
      }
      case EXPM1 -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.expm1(x[xo + i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.sin(x[xo + i]);
        }
      }
      case COS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.cos(x[xo + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = ScalarMath.tanh(x[xo + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = ScalarMath.sigmoid(x[xo + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = ScalarMath.softplus(x[xo + i]);
        }
      }
      case ERF -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Erf.erf(x[xo + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(x[xo + i], 0);
        }
      }
      case HARDTANH -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(-1, Math.min(1, x[xo + i]));
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.abs(x[xo + i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.signum(x[xo + i]);
        }
      }
      case FLOOR -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.floor(x[xo + i]);
        }
      }
    }
  }

  static void binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    switch (k) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b[bo + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] - b[bo + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] / b[bo + i];
        }
      }
      case CHAIN -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] == 0 ? 0 : a[ao + i] * b[bo + i];
        }
      }
      case CHAIN_SIGMOID -> {
        for (int i = 0; i < n; i++) {
          double p = a[ao + i];
          double s = b[bo + i];
          y[yo + i] = p == 0 ? 0 : p * (s * (1 - s));
        }
      }
      case CHAIN_TANH -> {
        for (int i = 0; i < n; i++) {
          double p = a[ao + i];
          double t = b[bo + i];
          y[yo + i] = p == 0 ? 0 : p * (1 - t * t);
        }
      }
      case POW -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.pow(a[ao + i], b[bo + i]);
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.max(a[ao + i], b[bo + i]);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.min(a[ao + i], b[bo + i]);
        }
      }
      case EQ -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] == b[bo + i] ? 1 : 0;
        }
      }
      case NE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] != b[bo + i] ? 1 : 0;
        }
      }
      case LT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] < b[bo + i] ? 1 : 0;
        }
      }
      case LE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] <= b[bo + i] ? 1 : 0;
        }
      }
      case GT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] > b[bo + i] ? 1 : 0;
        }
      }
      case GE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] >= b[bo + i] ? 1 : 0;
        }
      }
    }
  }

  static void ternary(
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
    switch (k) {
      case SELECT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] != 0 ? b[bo + i] : c[co + i];
        }
      }
      case MUL_ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i] + c[co + i];
        }
      }
      case MUL_SUB -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i] - c[co + i];
        }
      }
      case SUB_MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] - a[ao + i] * b[bo + i];
        }
      }
      case CHAIN_ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = (a[ao + i] == 0 ? 0 : a[ao + i] * b[bo + i]) + c[co + i];
        }
      }
      case ADD_ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b[bo + i] + c[co + i];
        }
      }
    }
  }

  /**
   * Sums pairwise: blocks of 128 in four interleaved sums, then a balanced tree; the error grows
   * with log n.
   */
  static double sum(double[] x, int from, int n) {
    if (n > 128) {
      int half = (n / 2) & ~127;
      half = half == 0 ? 128 : half;
      return sum(x, from, half) + sum(x, from + half, n - half);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[from + i];
      s1 += x[from + i + 1];
      s2 += x[from + i + 2];
      s3 += x[from + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[from + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double max(double[] x, int from, int n) {
    double m = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      m = Math.max(m, x[from + i]);
    }
    return m;
  }

  static double min(double[] x, int from, int n) {
    double m = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      m = Math.min(m, x[from + i]);
    }
    return m;
  }

  static double expSum(double[] x, int xo, double shift, double[] y, int yo, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      double e = ScalarMath.exp(x[xo + i] - shift);
      y[yo + i] = e;
      s += e;
    }
    return s;
  }

  static void scale(double[] x, int xo, int n, double c) {
    for (int i = 0; i < n; i++) {
      x[xo + i] *= c;
    }
  }
}
