package dev.autodiff.examples.checkers;

import dev.autodiff.check.Differentiator;
import java.util.List;

/** A way to check a gradient. */
interface Rule {
  String name();

  /**
   * Checks the gradient that {@code differentiator} finds.
   *
   * @param seed of what is random in the rule
   */
  Outcome check(Case subject, Differentiator differentiator, long seed);

  /** How many of the list are ours. */
  int OWN = 2;

  /** Returns all of them, ours first. */
  static List<Rule> list() {
    return List.of(
        new OwnRule("ours, every element", at -> at.full()),
        new OwnRule("ours, directions", at -> at.directions(4, 1)),
        new TorchSlow(),
        new TorchFast(),
        new JaxRule(),
        new AutogradRule());
  }
}
