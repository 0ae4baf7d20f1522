package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What must hold between derivatives of one graph, whatever the function: no differences taken. */
final class Consistency {
  private static final String CONTRADICTION = "the gradient contradicts itself";
  private static final double ROUNDINGS = 0x1p14;
  private static final double FEW = 64; // between modes
  private static final double CANCELLED = 8; // forward mode may round more than reverse
  private static final double[] FACTORS = {-1024, 0x1p-20, 0x1p30, 1, -2, 0x1p9, 0.5};
  private static final double[] MILD = {1, -2, 0.5, 8}; // float32 soon runs out of exponents

  private final Tensor y;
  private final List<Tensor> leaves;
  private final List<String> names;
  private final double epsilon;
  private final double[] v;
  private final SplittableRandom rng;
  private final GradientReport.Builder report;

  private Consistency(
      Tensor y, List<Tensor> leaves, List<String> names, long seed, GradientReport.Builder report) {
    this.y = y;
    this.leaves = leaves;
    this.names = names;
    this.epsilon = Roundoff.epsilon(y);
    this.rng = new SplittableRandom(seed);
    this.v = Directions.across(rng, y.value().toDoubles());
    this.report = report;
  }

  /**
   * Checks the gradients of a differentiator, and forward mode too if it is the engine's.
   *
   * @param point the values that the leaves had before any gradient was taken
   */
  static void of(
      Tensor y,
      List<Tensor> leaves,
      List<NdArray> point,
      List<String> names,
      GradientCheck.Options options,
      GradientReport.Builder report) {
    Consistency c = new Consistency(y, leaves, names, options.seed(), report);
    Pullback gradients = Pullback.of(options.differentiator(), y, leaves);
    double[][] g = gradients.of(c.v);
    c.untouched(point);
    c.linear(gradients, g);
    if (options.differentiator() == Differentiator.ENGINE && !report.disagrees()) {
      c.modes(g);
    }
  }

  /** No rule may write to the numbers it was given. */
  private void untouched(List<NdArray> point) {
    for (int i = 0; i < leaves.size(); i++) {
      double[] before = point.get(i).toDoubles();
      double[] after = leaves.get(i).value().toDoubles();
      int at = Arrays.mismatch(before, after);
      if (at >= 0 && !report.disagrees()) {
        String place = names.get(i) + Probe.index(at, point.get(i).shape());
        see(
            place + " after its gradient was taken",
            after[at],
            before[at],
            0,
            0,
            "an input was changed");
        report.remark("taking the gradient changes the values of " + names.get(i));
      }
    }
  }

  /** Gradients are linear in the cotangent that arrives: Jᵀ(c·v) = c·Jᵀv. */
  private void linear(Pullback gradients, double[][] g) {
    double[] factors = epsilon > 0x1p-52 ? MILD : FACTORS;
    for (int i = 0; i < factors.length && !report.disagrees(); i++) {
      linear(gradients, g, factors[i]);
    }
  }

  private void linear(Pullback gradients, double[][] once, double factor) {
    double[] scaled = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      scaled[k] = factor * v[k];
    }
    double[][] twice = gradients.of(scaled);
    for (int i = 0; i < once.length; i++) {
      double size = 0;
      double furthest = 0;
      int at = 0;
      for (int j = 0; j < once[i].length; j++) {
        double other = twice[i][j] / factor;
        size = Math.max(size, Math.max(Math.abs(once[i][j]), Math.abs(other)));
        double apart = Math.abs(other - once[i][j]);
        if (apart > furthest) {
          furthest = apart;
          at = j;
        }
      }
      double allowed = ROUNDINGS * epsilon * size;
      boolean inRange = isOrdinary(size) && isFinite(twice[i]);
      if (furthest > allowed && inRange) {
        String place = "∂⟨v, y⟩/∂" + names.get(i) + Probe.index(at, leaves.get(i).shape());
        see(place, twice[i][at] / factor, once[i][at], allowed, size, CONTRADICTION);
        report.remark(
            "the gradient by %s is not linear in the cotangent that arrives (here for v·%s, divided by that, and for v), or not the same twice"
                .formatted(names.get(i), Comparison.number(factor, 5)));
      }
    }
  }

  /** Whether factors cannot make numbers of this size run out of exponents. */
  private boolean isOrdinary(double size) {
    int range = epsilon > 0x1p-52 ? 60 : 300;
    return Math.abs(Math.getExponent(size)) < range;
  }

  private static boolean isFinite(double[] g) {
    return Arrays.stream(g).allMatch(Double::isFinite);
  }

  /** Forward and reverse mode are adjoint: ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩. */
  private void modes(double[][] g) {
    double rounded = Roundoff.bound(new Roundoff(y).errors(v)) / epsilon;
    double furthest = 0;
    for (int i = 0; i < leaves.size(); i++) {
      NdArray x = leaves.get(i).value();
      double[] u = Directions.along(rng, x.toDoubles());
      Tensor direction = Tensor.of(Probe.array(u, x));
      double[] jv = Autodiff.pushforward(y, leaves.get(i), direction).value().toDoubles();
      double size =
          Norm.sumOfSizes(v, jv)
              + Norm.sumOfSizes(u, g[i])
              + Norm.sumOfSizes(v, y.value().toDoubles())
              + rounded;
      if (isOrdinary(size)) {
        double forward = Probe.dot(v, jv);
        double reverse = Probe.dot(u, g[i]);
        double gap = Math.abs(forward - reverse) / (epsilon * size);
        if (gap > FEW) { // do the terms of either cancel?
          double lost = SweepRounding.along(new SweepRounding(y, leaves).samples(v), i, u);
          gap = Math.max(0, gap - CANCELLED * lost / (epsilon * size));
        }
        furthest = Math.max(furthest, gap);
        if (gap > FEW) {
          see(
              "∂⟨v, y⟩/∂" + names.get(i) + "·u",
              reverse,
              forward,
              FEW * epsilon * size,
              size,
              CONTRADICTION);
          report.remark(
              "reverse mode and (numeric) forward mode differ by %s: one of an operation's vjp and jvp is wrong"
                  .formatted(names.get(i)));
        }
      }
    }
    report.forward(furthest);
  }

  private void see(
      String place, double one, double other, double tolerance, double scale, String words) {
    Comparison c = Comparison.wrong(place, one, other, tolerance);
    report.seeBesides(c, scale, words);
  }
}
