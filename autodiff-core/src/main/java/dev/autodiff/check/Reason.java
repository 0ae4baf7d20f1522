package dev.autodiff.check;

/** Why numerical differences cannot decide about a gradient. */
public enum Reason {
  /** The slopes to the left and to the right differ, as for relu at 0. */
  KINK("the slopes to both sides differ"),
  /** The function jumps, as floor does at an integer. */
  JUMP("the function jumps"),
  /** The function or its slope is infinite or not a number, as 1/x at 0 or √x at 0. */
  NONFINITE("the function or its slope is not finite"),
  /** Rounding in the function leaves too few digits of its differences. */
  NOISY("rounding leaves too few digits"),
  /** Two evaluations at the same point differ. */
  NONDETERMINISTIC("two evaluations at the same point differ"),
  /**
   * Every derivative is 0, as of sum(softmax(x)): a gradient wrong by any factor would pass. Also
   * if there is nothing to compare.
   */
  VACUOUS("every derivative is 0, so a wrong factor would not be seen");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** Returns the reason in words. */
  public String words() {
    return words;
  }
}
