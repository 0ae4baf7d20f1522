package dev.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds an element at fault after a direction disagreed: halves the direction and follows the half
 * that is further off, then does the same with the outputs.
 */
final class ElementSearch {
  private static final int SAMPLE = 32; // elements that tell what the fault looks like

  private final Probe probe;
  private final Differences differences;
  private final Result result;
  private final Pullback gradients;
  private final Precision precision;
  private final int input;
  private final double[] v;
  private final double[] x;

  /**
   * @param v the combination of outputs whose derivative by the input was wrong
   */
  ElementSearch(
      Probe probe,
      Differences differences,
      Result result,
      Pullback gradients,
      Precision precision,
      int input,
      double[] v) {
    this.probe = probe;
    this.differences = differences;
    this.result = result;
    this.gradients = gradients;
    this.precision = precision;
    this.input = input;
    this.v = v;
    this.x = probe.point.get(input).toDoubles();
  }

  /**
   * Reports an element at fault, if a single one can be seen to be.
   *
   * @param u the direction that disagreed
   * @param name of the input
   * @param found in how many directions, in words
   */
  void report(double[] u, String name, String found, Clues clues, GradientReport.Builder report) {
    double[] g = gradients.of(v)[input];
    int element = element(u, g);
    Comparison worst = output(element, name);
    if (worst.verdict() == Verdict.DISAGREE) {
      report.locate(worst);
      report.explain(worst, explanation(element, clues) + found);
    }
  }

  private int element(double[] u, double[] g) {
    int from = 0;
    int to = u.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      Comparison first = compare(part(u, from, middle), g);
      Comparison second = compare(part(u, middle, to), g);
      boolean left = !GradientReport.Builder.isWorse(second, first);
      from = left ? from : middle;
      to = left ? middle : to;
    }
    return from;
  }

  private static double[] part(double[] u, int from, int to) {
    double[] r = new double[u.length];
    System.arraycopy(u, from, r, from, to - from);
    return r;
  }

  private Comparison compare(double[] u, double[] g) {
    return compare("", Probe.dot(u, g), differences.along(input, u, v), false);
  }

  private Comparison compare(
      String place, double analytic, NumericDerivative d, boolean singleElement) {
    return Judge.compareOne(precision, place, analytic, d, singleElement);
  }

  /** The worst output's derivative by an element. */
  private Comparison output(int element, String name) {
    int from = 0;
    int to = v.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      boolean left = excess(from, middle, element) >= excess(middle, to, element);
      from = left ? from : middle;
      to = left ? middle : to;
    }
    double[] one = Directions.unit(v.length, from);
    double analytic = gradients.of(part(v, from, from + 1))[input][element] / v[from];
    String y = result.element(from);
    String by = "/∂" + name + Probe.index(element, probe.point.get(input).shape());
    return compare(y + by, analytic, differences.element(input, element, one), true);
  }

  /** How far the derivative of some of the outputs is off, in units of what is tolerated. */
  private double excess(int from, int to, int element) {
    double[] weights = part(v, from, to);
    double analytic = gradients.of(weights)[input][element];
    return GradientReport.Builder.excess(
        compare("", analytic, differences.element(input, element, weights), true));
  }

  /** What the derivatives by some elements look like, or by all if they are few. */
  private String explanation(int element, Clues clues) {
    double[] weights = v.length == 1 ? new double[] {1} : v;
    double[] g = gradients.of(weights)[input];
    IntStream some =
        IntStream.concat(
            IntStream.of(element), new SplittableRandom(1).ints(SAMPLE - 1, 0, x.length));
    int[] chosen =
        x.length <= SAMPLE ? IntStream.range(0, x.length).toArray() : some.distinct().toArray();
    List<Comparison> r = new ArrayList<>();
    for (int j : chosen) {
      r.add(compare("", g[j], differences.element(input, j, weights), true));
    }
    return Explanation.of(r, chosen, probe.point.get(input).shape(), clues, input);
  }
}
