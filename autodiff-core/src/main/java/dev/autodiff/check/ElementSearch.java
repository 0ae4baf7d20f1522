package dev.autodiff.check;

import dev.autodiff.array.Shape;
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
  private final Shape result;
  private final Pullback gradients;
  private final Precision precision;
  private final int input;
  private final double[] v;
  private final double[] x;
  private final double[] nearby;

  /**
   * @param v the combination of outputs whose derivative by the input was wrong
   */
  ElementSearch(
      Probe probe, Shape result, Pullback gradients, Precision precision, int input, double[] v) {
    this.probe = probe;
    this.result = result;
    this.gradients = gradients;
    this.precision = precision;
    this.input = input;
    this.v = v;
    this.x = probe.point.get(input).toDoubles();
    this.nearby = Directions.nearby(new SplittableRandom(1), x);
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
    double[] noise = noise(v);
    int element = element(u, g, noise);
    Comparison worst = output(element, name);
    if (worst.verdict() == Verdict.DISAGREE) {
      report.see(worst, 0);
      report.explain(worst, explanation(element, clues) + found);
    }
  }

  private int element(double[] u, double[] g, double[] noise) {
    int from = 0;
    int to = u.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      Comparison first = compare(part(u, from, middle), v, Examination.FIRST_STEP, g, noise);
      Comparison second = compare(part(u, middle, to), v, Examination.FIRST_STEP, g, noise);
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

  private double[] unit(int element) {
    double[] u = new double[x.length];
    u[element] = 1;
    return u;
  }

  /** The derivative of a combination of outputs along a direction. */
  private Comparison compare(
      double[] u, double[] weights, double step, double[] g, double[] noise) {
    Curve curve = probe.along(input, u, weights);
    double hidden = Roundoff.hidden(probe.graph());
    NumericDerivative d =
        NumericDerivative.of(curve, curve.at(0), step, noise, hidden, probe.epsilon);
    return Judge.compare("", Probe.dot(u, g), d, 0, precision, 0, false);
  }

  /** What rounding may do to a combination of outputs. */
  private double[] noise(double[] weights) {
    double[] noise = Noise.of(probe.along(input, nearby, weights), probe.epsilon);
    noise[0] = Math.max(noise[0], Roundoff.of(probe.graph(), weights));
    return noise;
  }

  /** The worst output's derivative by an element. */
  private Comparison output(int element, String name) {
    double step = Examination.firstStep(x[element]);
    double hidden = Roundoff.hidden(probe.graph());
    Curve curve = probe.along(input, unit(element));
    double[] noise = Noise.of(probe.along(input, nearby), probe.epsilon);
    NumericDerivative d =
        NumericDerivative.of(curve, curve.at(0), step, noise, hidden, probe.epsilon);
    int from = 0;
    int to = v.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      boolean left = excess(from, middle, element, d) >= excess(middle, to, element, d);
      from = left ? from : middle;
      to = left ? middle : to;
    }
    double[] one = new double[v.length];
    one[from] = 1;
    Curve single = probe.along(input, unit(element), one);
    NumericDerivative worst =
        NumericDerivative.of(single, single.at(0), step, noise(one), hidden, probe.epsilon);
    double analytic = gradients.of(part(v, from, from + 1))[input][element] / v[from];
    String y = "∂y" + Probe.index(from, result);
    String by = "/∂" + name + Probe.index(element, probe.point.get(input).shape());
    return Judge.compare(y + by, analytic, worst, 0, precision, 0, true);
  }

  /** How far the derivative of some of the outputs is off, in units of what is tolerated. */
  private double excess(int from, int to, int element, NumericDerivative d) {
    double numeric = 0;
    double tolerance = 0;
    for (int k = from; k < to; k++) {
      if (!Double.isNaN(d.value[k])) {
        numeric += v[k] * d.value[k];
        tolerance +=
            Math.abs(v[k]) * (4 * d.error[k] + precision.rounding() * Math.abs(d.value[k]));
      }
    }
    double apart = Math.abs(gradients.of(part(v, from, to))[input][element] - numeric);
    return apart == 0 ? 0 : Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart / tolerance;
  }

  /** What the derivatives by some elements look like, or by all if they are few. */
  private String explanation(int element, Clues clues) {
    double[] weights = v.length == 1 ? new double[] {1} : v;
    double[] g = gradients.of(weights)[input];
    double[] noise = noise(weights);
    IntStream some =
        IntStream.concat(
            IntStream.of(element), new SplittableRandom(1).ints(SAMPLE - 1, 0, x.length));
    int[] chosen =
        x.length <= SAMPLE ? IntStream.range(0, x.length).toArray() : some.distinct().toArray();
    List<Comparison> r = new ArrayList<>();
    for (int j : chosen) {
      r.add(compare(unit(j), weights, Examination.firstStep(x[j]), g, noise));
    }
    return Explanation.of(r, chosen, probe.point.get(input).shape(), clues, input);
  }
}
