package dev.autodiff.examples.bench;

/** A workload made ready in one mode: what is timed, and what its first step gave. */
interface Step {
  /**
   * Does the whole work once, reading its loss and what else the workload says is read. Returns
   * something that depends on what was read.
   */
  double take();

  /** Returns the loss of the last step. */
  double loss();

  /** Returns the checksum of the gradient. To be called after the first step. */
  double gradientCheck();
}
