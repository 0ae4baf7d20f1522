package dev.autodiff.examples.checkers;

import java.util.ArrayList;
import java.util.List;

/**
 * One rule in numbers.
 *
 * @param rule its name
 * @param faults number of wrong gradients at ordinary points, of relative size 10⁻⁶ or more
 * @param found share of them that was found
 * @param foundAtExtremes the same share for saturated points and those at edges
 * @param foundAtKinks the same share for points on kinks
 * @param foundOfSecondOrder the same share for second derivatives
 * @param smallestFactor k of the smallest ×(1 + 10⁻ᵏ) found in 99 % of the cases
 * @param alarms share of right gradients at ordinary points that was called wrong
 * @param alarmsAtExtremes the same for saturated points and those at edges
 * @param alarmsAtKinks the same for points on kinks
 * @param undecided share of right gradients at ordinary points that was left open
 * @param undecidedAtExtremes the same for saturated points and those at edges
 * @param alarmsAtZero share of right gradients of 0 that was called wrong
 * @param undecidedAtZero share of right gradients of 0 that was left open
 * @param undecidedElements share of the comparisons away from kinks, but not of gradients of 0,
 *     left open
 * @param elements number of comparisons of right gradients
 * @param elementAlarms how many of them were called wrong
 * @param evaluationsPerElement evaluations of the function for each element of the Jacobian
 * @param rightElement share of the places named that are wrong elements
 * @param rightNode share of the faults found for which the wrong operation was named
 */
record Summary(
    String rule,
    long faults,
    double found,
    double foundAtExtremes,
    double foundAtKinks,
    double foundOfSecondOrder,
    int smallestFactor,
    double alarms,
    double alarmsAtExtremes,
    double alarmsAtKinks,
    double undecided,
    double undecidedAtExtremes,
    double alarmsAtZero,
    double undecidedAtZero,
    double undecidedElements,
    long elements,
    long elementAlarms,
    double evaluationsPerElement,
    double rightElement,
    double rightNode) {

  static List<Summary> of(List<Rule> rules, List<Tally> tallies) {
    List<Summary> r = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      r.add(of(rules.get(i).name(), tallies.get(i)));
    }
    return r;
  }

  private static Summary of(String rule, Tally t) {
    Found faults = t.faults(Region.ORDINARY);
    long elements = t.zero.elements;
    long elementAlarms = t.zero.elementAlarms;
    for (Region region : Region.values()) {
      elements += t.right(region).elements;
      elementAlarms += t.right(region).elementAlarms;
    }
    return new Summary(
        rule,
        faults.cases,
        faults.rate(),
        t.faults(Region.EXTREME).rate(),
        t.faults(Region.KINK).rate(),
        t.secondOrder.rate(),
        t.smallestFactor(),
        t.right(Region.ORDINARY).alarmRate(),
        t.right(Region.EXTREME).alarmRate(),
        t.right(Region.KINK).alarmRate(),
        t.right(Region.ORDINARY).undecidedRate(),
        t.right(Region.EXTREME).undecidedRate(),
        t.zero.alarmRate(),
        t.zero.undecidedRate(),
        undecidedElements(t),
        elements,
        elementAlarms,
        t.evaluationsPerElement(),
        faults.shareOfRightElements(),
        faults.shareOfRightNodes());
  }

  private static double undecidedElements(Tally t) {
    Right ordinary = t.right(Region.ORDINARY);
    Right extreme = t.right(Region.EXTREME);
    double elements = ordinary.elements + extreme.elements;
    return (ordinary.elementsUndecided + extreme.elementsUndecided) / elements;
  }

  double allAlarms() {
    return alarms + alarmsAtExtremes + alarmsAtKinks + alarmsAtZero;
  }

  /** Returns the share of right gradients at ordinary points that the rule calls right. */
  double confirmed() {
    return 1 - alarms - undecided;
  }

  /** Returns the same for saturated points and those at edges. */
  double confirmedAtExtremes() {
    return 1 - alarmsAtExtremes - undecidedAtExtremes;
  }

  /**
   * Returns whether this rule finds no more, confirms no more, and raises no fewer false alarms
   * than another, at any kind of points.
   */
  boolean isNowhereBetterThan(Summary other) {
    return found <= other.found
        && foundAtExtremes <= other.foundAtExtremes
        && foundAtKinks <= other.foundAtKinks
        && foundOfSecondOrder <= other.foundOfSecondOrder
        && smallestFactor <= other.smallestFactor
        && confirmed() <= other.confirmed()
        && confirmedAtExtremes() <= other.confirmedAtExtremes()
        && alarms >= other.alarms
        && alarmsAtExtremes >= other.alarmsAtExtremes
        && alarmsAtKinks >= other.alarmsAtKinks
        && alarmsAtZero >= other.alarmsAtZero;
  }

  /** Returns whether this rule finds less than another or raises more false alarms. */
  boolean isWorseThan(Summary other) {
    return found < other.found || allAlarms() > other.allAlarms();
  }
}
