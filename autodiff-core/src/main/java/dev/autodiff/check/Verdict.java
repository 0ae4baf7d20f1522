package dev.autodiff.check;

/** What a comparison of a gradient with numerical differences says. */
public enum Verdict {
  /**
   * They differ by no more than the estimated error, and that is small enough to mean something.
   */
  AGREE,
  /** They differ by more than the errors explain. */
  DISAGREE,
  /** The numbers cannot decide; a {@link Reason} says why. */
  INCONCLUSIVE
}
