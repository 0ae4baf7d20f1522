package dev.autodiff.examples.checkers;

import java.util.Set;

/**
 * Where a fault is.
 *
 * @param elements what it changes, in the words of a report; empty if that changes from call to
 *     call
 * @param operation how the label of its operation ends; empty if it is not in an operation
 */
record Location(Set<String> elements, String operation) {
  static final Location UNKNOWN = new Location(Set.of(), "");

  boolean isRightElement(Outcome outcome) {
    return outcome.place().map(elements::contains).orElse(false);
  }

  boolean isRightOperation(Outcome outcome) {
    return outcome.node().map(node -> node.endsWith(operation)).orElse(false);
  }

  /** Returns whether an outcome names an element or an operation that is right. */
  boolean isMisplaced(Outcome outcome) {
    return (!elements.isEmpty() && outcome.place().isPresent() && !isRightElement(outcome))
        || (!operation.isEmpty() && outcome.node().isPresent() && !isRightOperation(outcome));
  }
}
