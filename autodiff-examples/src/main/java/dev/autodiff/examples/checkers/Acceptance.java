package dev.autodiff.examples.checkers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What our rule must reach. */
final class Acceptance {
  private static final double FOUND = 0.999;
  private static final double UNDECIDED = 0.02;
  private static final double RIGHT_ELEMENT = 0.99;
  private static final double RIGHT_NODE = 0.95;

  private Acceptance() {}

  /** Returns what was not reached; empty if everything was. */
  static List<String> failures(List<Summary> own, List<Summary> others) {
    List<String> r = new ArrayList<>();
    for (Summary s : own) {
      require(r, s.found() >= FOUND, s, "found only %.5f of the faults", s.found());
      double edges = s.foundAtExtremes();
      require(r, !(edges < FOUND), s, "found only %.5f of the faults at edges", edges);
      double kinks = s.foundAtKinks();
      require(r, !(kinks < FOUND), s, "found only %.5f of the faults at kinks", kinks);
      require(
          r, s.allAlarms() == 0, s, "%.0f false alarms in elements", (double) s.elementAlarms());
      require(r, s.undecidedElements() <= UNDECIDED, s, "left %.4f open", s.undecidedElements());
      require(r, s.rightElement() >= RIGHT_ELEMENT, s, "right element %.4f", s.rightElement());
      require(r, s.rightNode() >= RIGHT_NODE, s, "right operation %.4f", s.rightNode());
      for (Summary other : others) {
        require(r, other.isNowhereBetterThan(s), s, "is not everywhere as good as " + other.rule());
        require(r, other.isWorseThan(s), s, "is not better than " + other.rule());
      }
    }
    return r;
  }

  private static void require(
      List<String> to, boolean holds, Summary s, String text, double value) {
    if (!holds) {
      to.add(s.rule() + ": " + String.format(Locale.ROOT, text, value));
    }
  }

  private static void require(List<String> to, boolean holds, Summary s, String text) {
    if (!holds) {
      to.add(s.rule() + ": " + text);
    }
  }
}
