package dev.autodiff.kernel;

/** The elementwise functions of one argument that have a loop in {@link Elementwise}. */
public enum UnaryKernel {
  /** −x. */
  NEG,
  /** 1/x. */
  RECIPROCAL,
  /** x². */
  SQUARE,
  /** √x. */
  SQRT,
  /** eˣ. */
  EXP,
  /** ln x. */
  LOG,
  /** ln(1 + x), accurate near 0. */
  LOG1P,
  /** eˣ − 1, accurate near 0. */
  EXPM1,
  /** sin x. */
  SIN,
  /** cos x. */
  COS,
  /** tanh x. */
  TANH,
  /** 1/(1 + e⁻ˣ). */
  SIGMOID,
  /** ln(1 + eˣ). */
  SOFTPLUS,
  /** erf x = 2/√π ∫₀ˣ e^(−t²) dt. */
  ERF,
  /** max(x, 0). */
  RELU,
  /** x cut off below −1 and above 1. */
  HARDTANH,
  /** |x|. */
  ABS,
  /** −1, 0 or 1; NaN stays NaN. */
  SIGN,
  /** ⌊x⌋, the largest integer that is not above x. */
  FLOOR
}
