package dev.autodiff.examples.checkers;

import dev.autodiff.check.Verdict;

/** What a rule said about gradients that are right. */
final class Right {
  long checks;
  long alarms;
  long undecided;
  long elements;
  long elementAlarms;
  long elementsUndecided;

  void see(Outcome outcome) {
    checks++;
    alarms += outcome.verdict() == Verdict.DISAGREE ? 1 : 0;
    undecided += outcome.verdict() == Verdict.INCONCLUSIVE ? 1 : 0;
    elements += outcome.elements();
    elementAlarms += outcome.disagreeing();
    elementsUndecided += outcome.inconclusive();
  }

  void add(Right other) {
    checks += other.checks;
    alarms += other.alarms;
    undecided += other.undecided;
    elements += other.elements;
    elementAlarms += other.elementAlarms;
    elementsUndecided += other.elementsUndecided;
  }

  double alarmRate() {
    return checks == 0 ? 0 : (double) alarms / checks;
  }

  double undecidedRate() {
    return checks == 0 ? 0 : (double) undecided / checks;
  }
}
