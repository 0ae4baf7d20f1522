package dev.autodiff.testkit;

/** That an operation breaks one rule of its contract. */
final class BrokenRule extends AssertionError {
  private static final long serialVersionUID = 1;

  /** The rule, and in what way it is broken where there are several. */
  final String kind;

  private final String rule;
  private final String what;

  BrokenRule(String rule, String how, String what) {
    super("the rule '" + rule + "' is broken: " + what);
    this.kind = rule + how;
    this.rule = rule;
    this.what = what;
  }

  String words(String name, String inputs, boolean first) {
    return name + " breaks the rule '" + rule + (first ? "'" + inputs : "' too") + "\n  " + what;
  }
}
