package dev.autodiff.kernel;

/** The reductions that have a loop in {@link Reduce}. */
public enum ReduceKernel {
  /** Σ, pairwise along rows. */
  SUM,
  /** The largest; NaN if any is; −∞ of nothing. */
  MAX,
  /** The smallest; NaN if any is; +∞ of nothing. */
  MIN
}
