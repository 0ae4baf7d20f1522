package dev.autodiff.kernel;

/** The elementwise functions of two arguments that have a loop in {@link Elementwise}. */
public enum BinaryKernel {
  /** a + b. */
  ADD,
  /** a − b. */
  SUB,
  /** a·b. */
  MUL,
  /** a/b. */
  DIV,
  /** a·b, but exactly 0 where a is 0, even if b is not finite. */
  CHAIN,
  /** a·b(1 − b), but exactly 0 where a is 0: what b = sigmoid x does to a cotangent. */
  CHAIN_SIGMOID,
  /** a·(1 − b²), but exactly 0 where a is 0: what b = tanh x does to a cotangent. */
  CHAIN_TANH,
  /** a to the power b. */
  POW,
  /** The larger; NaN if either is. */
  MAXIMUM,
  /** The smaller; NaN if either is. */
  MINIMUM,
  /** 1 where a = b, else 0. */
  EQ,
  /** 1 where a ≠ b, else 0. */
  NE,
  /** 1 where a &lt; b, else 0. */
  LT,
  /** 1 where a ≤ b, else 0. */
  LE,
  /** 1 where a &gt; b, else 0. */
  GT,
  /** 1 where a ≥ b, else 0. */
  GE
}
