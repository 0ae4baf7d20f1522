package dev.autodiff.check;

/** Why numerical differences cannot decide about a gradient. */
public enum Reason {
  /** The slopes to the left and to the right differ, as for relu at 0. */
  KINK(
      "the slopes to both sides differ",
      "choose a point off the kink; at it, any number between the slopes is a subgradient"),
  /** The function jumps, as floor does at an integer. */
  JUMP("the function jumps", "choose a point off the jump"),
  /** The function or its slope is infinite or not a number, as 1/x at 0 or √x at 0. */
  NONFINITE(
      "the function or its slope is not finite",
      "choose a point where they are, such as a positive number for log"),
  /** Rounding in the function leaves too few digits of its differences. */
  NOISY(
      "rounding leaves too few digits",
      "choose a point where less cancels, or check a part of the function by itself"),
  /** Two evaluations at the same point differ. */
  NONDETERMINISTIC(
      "two evaluations at the same point differ",
      "give what is random the same seed each time, and switch dropout off"),
  /**
   * Every derivative is 0, as of sum(softmax(x)): a gradient wrong by any factor would pass. Also
   * if there is nothing to compare.
   */
  VACUOUS(
      "every derivative is 0, so a wrong factor would not be seen",
      "choose a point where one is not 0, or weigh the outputs differently");

  private final String words;

  private final String remedy;

  Reason(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  /** Returns what to do about it, in a clause. */
  public String remedy() {
    return remedy;
  }

  /** Returns the reason in words. */
  public String words() {
    return words;
  }
}
