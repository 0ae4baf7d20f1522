package dev.autodiff.formula;

import java.util.Map;

/** What to write instead of words that books or other languages use. */
final class Hints {
  private static final String WHERE = "A choice is where(condition, a, b).";
  private static final String RANDOM =
      "Random numbers are values of names, and no part of a formula.";

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("ln", "The natural logarithm is log(x)."),
          Map.entry("log2", "It is log(x)/log(2)."),
          Map.entry("log10", "It is log(x)/log(10)."),
          Map.entry("if", WHERE),
          Map.entry("ifelse", WHERE),
          Map.entry("σ", "It is sigmoid(x)."),
          Map.entry("norm", "It is sqrt(sum(x^2))."),
          Map.entry("var", "It is mean((x - mean(x))^2)."),
          Map.entry("std", "It is sqrt(mean((x - mean(x))^2))."),
          Map.entry("dot", "The product of two vectors is u@v."),
          Map.entry("trace", "The trace of A.T@B is sum(A*B)."),
          Map.entry("tr", "The trace of A.T@B is sum(A*B)."),
          Map.entry("diag", "diag(v)@A is reshape(v, -1, 1)*A, and A@diag(v) is A*v."),
          Map.entry("ones", "Numbers broadcast: 1 will do, or 0*x + 1."),
          Map.entry("zeros", "Numbers broadcast: 0 will do, or 0*x."),
          Map.entry("random", RANDOM),
          Map.entry("rand", RANDOM),
          Map.entry("randn", RANDOM));

  private static final Map<String, String> NAMES =
      Map.of(
          "T", "A transpose is written W.T.",
          "e", "e^x is exp(x), and e is exp(1).",
          "inf", "Infinity is no number of a formula.");

  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "max", "The larger of two is maximum(a, b).",
          "min", "The smaller of two is minimum(a, b).",
          "pick", "Labels are whole numbers, one for each row.",
          "oneHot", "Labels are whole numbers.",
          "gatherRows", "Indices are whole numbers.");

  private Hints() {}

  /** A remedy for an unknown function after a blank; empty if there is none. */
  static String function(String name) {
    return find(FUNCTIONS, name);
  }

  /** A remedy for an unknown name after a blank; empty if there is none. */
  static String name(String name) {
    return find(NAMES, name);
  }

  /** A remedy for wrong arguments of a function after a blank; empty if there is none. */
  static String arguments(String function) {
    return find(ARGUMENTS, function);
  }

  private static String find(Map<String, String> hints, String word) {
    String hint = hints.get(word);
    return hint == null ? "" : " " + hint;
  }
}
