package dev.autodiff.op;

import dev.autodiff.kernel.UnaryKernel;

/**
 * Roots, exponentials, logarithms, trigonometric and sigmoid functions, elementwise and smooth on
 * their domains.
 *
 * @param <T> the kind of value
 */
public interface Transcendental<T extends Expr<T>> extends Node<T> {

  /** Square root √x; derivative 1/(2√x), +∞ at 0. Domain: x ≥ 0, NaN below. */
  default T sqrt() {
    return apply(Ops.SQRT);
  }

  /** Exponential eˣ; derivative eˣ. */
  default T exp() {
    return apply(Ops.EXP);
  }

  /**
   * Natural logarithm ln x; derivative 1/x, +∞ at 0. Domain: x ≥ 0; value and derivative are NaN
   * below.
   */
  default T log() {
    return apply(Ops.LOG);
  }

  /**
   * ln(1 + x), accurate near 0; derivative 1/(1 + x). Domain: x ≥ −1; value and derivative are NaN
   * below.
   */
  default T log1p() {
    return apply(Ops.LOG1P);
  }

  /** eˣ − 1, accurate near 0; derivative eˣ. */
  default T expm1() {
    return apply(Ops.EXPM1);
  }

  /** Sine of an angle in radians; derivative cos x. */
  default T sin() {
    return apply(Ops.SIN);
  }

  /** Cosine of an angle in radians; derivative −sin x. */
  default T cos() {
    return apply(Ops.COS);
  }

  /** Hyperbolic tangent (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ); derivative 1 − tanh²x. */
  default T tanh() {
    return apply(Ops.TANH);
  }

  /**
   * Logistic sigmoid σ(x) = 1/(1 + e⁻ˣ); derivative σ(1 − σ). Exact limits 0 and 1 in saturation.
   */
  default T sigmoid() {
    return apply(Ops.SIGMOID);
  }

  /** Softplus ln(1 + eˣ), without overflow; derivative σ(x). */
  default T softplus() {
    return apply(Ops.SOFTPLUS);
  }

  /**
   * Error function erf x = 2/√π ∫₀ˣ e^(−t²) dt; derivative 2/√π·e^(−x²). Odd, from −1 to 1, and
   * exactly ±1 far out: from |x| = 6 on, 4 in float32.
   *
   * @see <a href="https://dlmf.nist.gov/7.2">NIST Digital Library of Mathematical Functions,
   *     7.2</a>
   */
  default T erf() {
    return apply(Ops.ERF);
  }

  /**
   * Gaussian error linear unit x·Φ(x) = ½x(1 + erf(x/√2)), where Φ is the distribution function of
   * the standard normal distribution; derivative Φ(x) + x·φ(x) with φ(x) = e^(−x²/2)/√(2π). The
   * exact form, not the one by tanh; its absolute error is some |x|·ε. NaN at −∞, which is −∞·0.
   *
   * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel (2016)</a>
   */
  default T gelu() {
    return self().mul(0.5).mul(self().mul(Math.sqrt(0.5)).erf().add(1));
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    static final Op SQRT =
        new UnaryOp("sqrt", UnaryKernel.SQRT, Domain.POSITIVE) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y.reciprocal().mul(0.5);
          }
        };

    static final Op EXP =
        new UnaryOp("exp", UnaryKernel.EXP) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y;
          }
        };

    static final Op LOG =
        new UnaryOp("log", UnaryKernel.LOG, Domain.POSITIVE) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.lt(0).where(x.filled(Double.NaN), x.reciprocal());
          }
        };

    static final Op LOG1P =
        new UnaryOp("log1p", UnaryKernel.LOG1P, Domain.ABOVE_MINUS_ONE) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.lt(-1).where(x.filled(Double.NaN), x.add(1).reciprocal());
          }
        };

    static final Op EXPM1 =
        new UnaryOp("expm1", UnaryKernel.EXPM1) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.exp();
          }
        };

    static final Op SIN =
        new UnaryOp("sin", UnaryKernel.SIN) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.cos();
          }
        };

    static final Op COS =
        new UnaryOp("cos", UnaryKernel.COS) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.sin().neg();
          }
        };

    static final Op TANH =
        new UnaryOp("tanh", UnaryKernel.TANH) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y.square().neg().add(1);
          }
        };

    static final Op SIGMOID =
        new UnaryOp("sigmoid", UnaryKernel.SIGMOID) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y.mul(y.neg().add(1));
          }
        };

    static final Op SOFTPLUS =
        new UnaryOp("softplus", UnaryKernel.SOFTPLUS) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.sigmoid();
          }
        };

    static final Op ERF =
        new UnaryOp("erf", UnaryKernel.ERF) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.square().neg().exp().mul(2 / Math.sqrt(Math.PI));
          }
        };
  }
}
