package dev.autodiff.kernel;

/**
 * A number of about 106 bits as an unevaluated sum of two doubles, and the exponential and error
 * functions in it: the reference that float64 kernels are measured against.
 *
 * @param hi the number rounded to double
 * @param lo the rest
 */
record Precise(double hi, double lo) {
  private static final Precise LN2 = new Precise(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
  private static final Precise ONE = new Precise(1, 0);
  private static final Precise TWO_OVER_ROOT_PI =
      new Precise(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56);

  private static Precise of(double a, double b) { // exact if |a| ≥ |b|
    double s = a + b;
    return new Precise(s, b - (s - a));
  }

  private Precise plus(Precise o) {
    double s = hi + o.hi;
    double v = s - hi;
    double rest = (hi - (s - v)) + (o.hi - v);
    return of(s, rest + lo + o.lo);
  }

  private Precise times(Precise o) {
    double p = hi * o.hi;
    return of(p, Math.fma(hi, o.hi, -p) + hi * o.lo + lo * o.hi);
  }

  private Precise over(Precise o) {
    double q = hi / o.hi;
    Precise rest = plus(o.times(new Precise(-q, 0)));
    return of(q, (rest.hi + rest.lo) / o.hi);
  }

  static Precise exp(Precise x) {
    double n = Math.rint(x.hi / LN2.hi);
    Precise r = x.plus(LN2.times(new Precise(-n, 0)));
    Precise sum = ONE;
    for (int k = 26; k > 0; k--) {
      sum = ONE.plus(r.times(sum).over(new Precise(k, 0)));
    }
    return new Precise(Math.scalb(sum.hi, (int) n), Math.scalb(sum.lo, (int) n));
  }

  static Precise exp(double x) {
    return exp(new Precise(x, 0));
  }

  static Precise sigmoid(double x) {
    return ONE.over(ONE.plus(exp(-x)));
  }

  static Precise tanh(double x) {
    Precise e = exp(2 * x);
    return e.plus(new Precise(-1, 0)).over(e.plus(ONE));
  }

  /** 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·5⋯(2n + 1)), whose terms all have the sign of x. */
  static Precise erf(double x) {
    Precise square = new Precise(x, 0).times(new Precise(x, 0));
    Precise term = new Precise(x, 0);
    Precise sum = term;
    for (int n = 1; Math.abs(term.hi) > 1e-33 * Math.abs(sum.hi); n++) {
      term = term.times(square).times(new Precise(2, 0)).over(new Precise(2 * n + 1, 0));
      sum = sum.plus(term);
    }
    return TWO_OVER_ROOT_PI.times(exp(new Precise(-square.hi, -square.lo))).times(sum);
  }

  /** Returns how far {@code y} is from this, in units in the last place of a float or double. */
  double ulps(double y, boolean single) {
    return Math.abs(y - hi - lo) / (single ? Math.ulp((float) hi) : Math.ulp(hi));
  }
}
