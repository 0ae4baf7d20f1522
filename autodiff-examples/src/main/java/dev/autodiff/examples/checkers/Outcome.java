package dev.autodiff.examples.checkers;

import dev.autodiff.check.Reason;
import dev.autodiff.check.Verdict;
import java.util.Optional;

/**
 * What a rule said about a gradient.
 *
 * @param verdict INCONCLUSIVE only from a rule that knows the word
 * @param evaluations number of evaluations of the function
 * @param elements number of comparisons
 * @param disagreeing how many of them disagree
 * @param inconclusive how many of them decide nothing
 * @param reason why the verdict is INCONCLUSIVE
 * @param apart the largest difference relative to the largest derivative of the same output; NaN
 *     from a rule that does not tell
 * @param place the element blamed, where the rule names one
 * @param node the operation blamed, where the rule names one
 */
record Outcome(
    Verdict verdict,
    int evaluations,
    int elements,
    int disagreeing,
    int inconclusive,
    Optional<Reason> reason,
    double apart,
    Optional<String> place,
    Optional<String> node) {

  /** The outcome of a rule that passes or fails as a whole. */
  static Outcome of(boolean passes, int evaluations, int elements) {
    return new Outcome(
        passes ? Verdict.AGREE : Verdict.DISAGREE,
        evaluations,
        elements,
        passes ? 0 : 1,
        0,
        Optional.empty(),
        Double.NaN,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the verdict, with the reason and the places that are named. */
  String words() {
    return verdict + reason.map(r -> " " + r).orElse("") + place.map(p -> " at " + p).orElse("");
  }

  /** Returns whether the gradient was found wrong; two results at one point count as wrong too. */
  boolean detects() {
    return verdict == Verdict.DISAGREE
        || reason.map(r -> r == Reason.NONDETERMINISTIC).orElse(false);
  }
}
