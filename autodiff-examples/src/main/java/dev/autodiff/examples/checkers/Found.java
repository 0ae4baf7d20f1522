package dev.autodiff.examples.checkers;

import dev.autodiff.check.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How often a rule found a fault, and its place. */
final class Found {
  long cases;
  long detected;
  long undecided;
  long placed;
  long withElement;
  long rightElement;
  long nodeNamed;
  long rightNode;
  long inOperation;
  private int missedInARow;
  private boolean wasFound;
  private final List<Integer> tries = new ArrayList<>();

  /** Adds an outcome on a gradient that is wrong. */
  void see(Outcome outcome, Location location) {
    cases++;
    if (!outcome.detects()) {
      undecided += outcome.verdict() == Verdict.INCONCLUSIVE ? 1 : 0;
      missedInARow++;
      return;
    }
    detected++;
    placed += outcome.place().isPresent() ? 1 : 0;
    if (!location.elements().isEmpty()) {
      withElement++;
      rightElement += location.isRightElement(outcome) ? 1 : 0;
    }
    nodeNamed += outcome.node().isPresent() ? 1 : 0;
    if (!location.operation().isEmpty()) {
      inOperation++;
      rightNode += location.isRightOperation(outcome) ? 1 : 0;
    }
    if (!wasFound) {
      tries.add(missedInARow + 1);
      wasFound = true;
    }
  }

  void add(Found other) {
    cases += other.cases;
    detected += other.detected;
    undecided += other.undecided;
    placed += other.placed;
    withElement += other.withElement;
    rightElement += other.rightElement;
    nodeNamed += other.nodeNamed;
    rightNode += other.rightNode;
    inOperation += other.inOperation;
    tries.addAll(other.tries);
  }

  double rate() {
    return cases == 0 ? Double.NaN : (double) detected / cases;
  }

  /** Returns the share of detected faults of which a wrong element was named; NaN if none was. */
  double shareOfRightElements() {
    return placed == 0 ? Double.NaN : (double) rightElement / withElement;
  }

  /** Returns the share of detected faults of which the operation was named; NaN if none was. */
  double shareOfRightNodes() {
    return nodeNamed == 0 ? Double.NaN : (double) rightNode / inOperation;
  }

  /** Returns how many points it took, as a rule, until the fault of a function was found. */
  double medianTries() {
    if (tries.isEmpty()) {
      return Double.NaN;
    }
    List<Integer> sorted = new ArrayList<>(tries);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
