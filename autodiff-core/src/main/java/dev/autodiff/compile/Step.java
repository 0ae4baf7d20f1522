package dev.autodiff.compile;

/**
 * A part of a program, bound to the places of its operands and result. Running it allocates
 * nothing.
 */
interface Step {
  /** Computes the result from what now lies in the operands' places. */
  void run();
}
