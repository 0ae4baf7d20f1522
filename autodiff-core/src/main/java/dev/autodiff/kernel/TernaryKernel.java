package dev.autodiff.kernel;

/**
 * The elementwise functions of three arguments that have a loop: a choice, and two operations in
 * one pass. Each of the two rounds, as it does alone.
 */
public enum TernaryKernel {
  /** a ≠ 0 ? b : c; the value not chosen is not used in arithmetic. */
  SELECT,
  /** a·b + c. */
  MUL_ADD,
  /** a·b − c. */
  MUL_SUB,
  /** c − a·b. */
  SUB_MUL,
  /** a·b + c, the product exactly 0 where a is 0. */
  CHAIN_ADD,
  /** a + b + c, from the left. */
  ADD_ADD
}
