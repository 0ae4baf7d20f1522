package dev.autodiff.check;

import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run of a check: numerical derivatives of a function beside the gradients under test. */
final class Examination {
  private static final double STEEP = 64;

  private final Probe probe;
  private final List<String> names;
  private final Result result;
  private final Pullback gradients;
  private final Precision precision;
  private final Clues clues;
  private final GradientReport.Builder report;
  private final Differences differences;
  private final @Nullable SweepRounding rounding;

  /**
   * @param probe of the function whose differences are taken
   * @param result what the function computes
   * @param gradients under test, of numbers of the given precision
   * @param rounding of these gradients, if they are the engine's
   * @param clues to what may be wrong with them
   */
  Examination(
      Probe probe,
      List<String> names,
      Result result,
      Pullback gradients,
      @Nullable SweepRounding rounding,
      Precision precision,
      Clues clues,
      GradientReport.Builder report) {
    this.probe = probe;
    this.names = names;
    this.result = result;
    this.gradients = gradients;
    this.rounding = rounding;
    this.precision = precision;
    this.clues = clues;
    this.report = report;
    this.differences = new Differences(probe);
  }

  /** Compares every element of the Jacobian. */
  void elements() {
    int m = result.shape().size();
    double[][][] gradient = new double[m][][];
    for (int k = 0; k < m; k++) {
      gradient[k] = gradients.of(Directions.unit(m, k));
    }
    NumericDerivative[][] columns = differences.elements();
    double[] shares = new double[columns.length];
    double most = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = share(columns[i], probe.point.get(i).toDoubles());
      most = Math.max(most, shares[i]);
    }
    most = most > 0 ? most : 1;
    Map<Integer, List<double[][]>> roundings = new HashMap<>(); // by output
    for (int i = 0; i < columns.length; i++) {
      Shape shape = probe.point.get(i).shape();
      double[] x = probe.point.get(i).toDoubles();
      List<Comparison> block = new ArrayList<>();
      for (int k = 0; k < m; k++) {
        double scale = 0;
        for (NumericDerivative[] each : columns) {
          scale = Math.max(scale, largest(each, k));
        }
        double own = largest(columns[i], k);
        String by = result.element(k) + "/∂" + names.get(i);
        for (int j = 0; j < columns[i].length; j++) {
          String place = by + Probe.index(j, shape);
          double natural = natural(columns[i][j].size(k), x[j]);
          double rounded = natural(columns[i][j].rounding(k), x[j]);
          double part = Math.max(own, shares[i] * natural);
          double whole = Math.max(scale, most * natural);
          Judge judge = new Judge(precision, own, part, whole, natural, rounded, true);
          Comparison c = judge.compare(place, gradient[k][i][j], columns[i][j], k);
          if (c.isDoubtful()) {
            double[] v = Directions.unit(m, k);
            double[] u = Directions.unit(x.length, j);
            List<double[][]> samples = roundings.computeIfAbsent(k, row -> roundings(v));
            double ownRounding = SweepRounding.along(samples, i, u);
            c = judge.compare(place, gradient[k][i][j], ownRounding, columns[i][j], k);
            c = again(c, judge, ownRounding, columns[i][j].size(k), i, u, v);
          }
          report.see(c, scale);
          block.add(c);
        }
      }
      Remarks.of(block, result.shape(), names, i, clues, report);
    }
  }

  /**
   * How large the largest derivative by an input is, beside the {@link #natural} one; 0 if none is
   * seen.
   */
  private static double share(NumericDerivative[] columns, double[] x) {
    double share = 0;
    for (int j = 0; j < x.length; j++) {
      NumericDerivative d = columns[j];
      for (int k = 0; k < d.value.length; k++) {
        double v = Math.abs(d.value[k]);
        double natural = natural(d.size(k), x[j]);
        share = v > 4 * d.error[k] && natural > 0 ? Math.max(share, v / natural) : share;
      }
    }
    return Math.min(share, 1);
  }

  /** The derivative of a power of x that is of the size of y. */
  private static double natural(double y, double x) {
    double size = y / Math.max(Math.abs(x), 1);
    return Double.isFinite(size) ? size : 0;
  }

  /** The largest derivative of output {@code k} that is more than its error; 0 if none is. */
  private static double largest(NumericDerivative[] columns, int k) {
    double scale = 0;
    for (NumericDerivative d : columns) {
      double v = Math.abs(d.value[k]);
      scale = v > 4 * d.error[k] && Double.isFinite(v) ? Math.max(scale, v) : scale;
    }
    return scale;
  }

  /** Compares directional derivatives of combinations of outputs, for each input by itself. */
  void directions(int count, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] output = probe.graph().value().toDoubles();
    int inputs = probe.point.size();
    List<List<Comparison>> seen = new ArrayList<>();
    probe.point.forEach(x -> seen.add(new ArrayList<>()));
    boolean[] atKinks = new boolean[inputs];
    Map<Integer, double[][]> wrong = new TreeMap<>(); // an input's first direction that disagrees
    for (int r = 0; r < count; r++) {
      double[] v = Directions.across(rng, output);
      double[][] u = new double[inputs][];
      for (int i = 0; i < inputs; i++) {
        u[i] = Directions.along(rng, probe.point.get(i).toDoubles());
      }
      double[][] g = gradients.of(v);
      NumericDerivative[] numeric = differences.along(u, v);
      for (int i = 0; i < inputs; i++) {
        if (numeric[i].reason(0).equals(Optional.of(Reason.KINK))) {
          stepAside(i, u, v, numeric, atKinks);
        }
      }
      List<double[][]> samples = null; // of rounding, if anything is doubtful
      double[] scales = new double[inputs];
      double scale = 0;
      for (int i = 0; i < inputs; i++) {
        double s = Norm.ofProducts(u[i], g[i]);
        scales[i] = s > 4 * numeric[i].error[0] ? s : 0;
        scale = Math.max(scale, scales[i]);
      }
      for (int i = 0; i < inputs; i++) {
        double rounded = numeric[i].rounding(0);
        double natural = numeric[i].size(0);
        double whole = scale > 0 ? scale : natural;
        Judge judge = new Judge(precision, scales[i], scales[i], whole, natural, rounded, false);
        String place = "direction " + (r + 1) + " of " + names.get(i);
        double analytic = Probe.dot(u[i], g[i]);
        Comparison c = judge.compare(place, analytic, numeric[i], 0);
        if (c.isDoubtful()) {
          samples = samples == null ? roundings(v) : samples;
          double ownRounding = SweepRounding.along(samples, i, u[i]);
          c = judge.compare(place, analytic, ownRounding, numeric[i], 0);
          c = again(c, judge, ownRounding, numeric[i].size(0), i, u[i], v);
        }
        report.see(c, scale);
        seen.get(i).add(c);
        if (c.verdict() == Verdict.DISAGREE) {
          wrong.putIfAbsent(i, new double[][] {u[i], v});
        }
      }
    }
    for (int i = 0; i < inputs; i++) {
      double[][] uv = wrong.get(i);
      if (uv != null) {
        long times = seen.get(i).stream().filter(c -> c.verdict() == Verdict.DISAGREE).count();
        String found =
            times < count ? " (found in %s of %s directions)".formatted(times, count) : "";
        new ElementSearch(probe, differences, result, gradients, precision, i, uv[1])
            .report(uv[0], names.get(i), found, clues, report);
      }
      Remarks.vanishing(seen.get(i), names, i, report);
    }
  }

  private List<double[][]> roundings(double[] v) {
    return rounding == null ? List.of() : rounding.samples(v);
  }

  /**
   * Looks again with shorter steps, if a derivative as large as the one under test would not show
   * in those that were taken: over a step of more than a period, sin(10⁸x) is flat on average.
   *
   * @param size of the output
   */
  private Comparison again(
      Comparison first,
      Judge judge,
      double ownRounding,
      double size,
      int input,
      double[] u,
      double[] v) {
    double claimed = Math.abs(first.analytic());
    double fits = Math.scalb(0.25, Math.getExponent(size / claimed));
    boolean isSteep = claimed > STEEP * Math.abs(first.numeric()); // beside a large smooth term
    double[] steps = {fits, isSteep ? Differences.FIRST_STEP * 0x1p-20 : 0};
    Comparison last = first;
    for (double step : steps) {
      if (last.isDoubtful() && step > 0 && step < Differences.FIRST_STEP) {
        NumericDerivative d = differences.along(input, u, v, step);
        Comparison c = judge.compare(first.place(), first.analytic(), ownRounding, d, 0);
        double apart = Math.abs(c.numeric() - first.numeric());
        boolean isNearer = c.isOnlyNoisy() && c.difference() < apart / 4;
        boolean isBetter = c.verdict() == Verdict.AGREE || isNearer;
        last = isBetter && !d.isStill(0) ? c : last; // what does not move tells no more
      }
    }
    return last;
  }

  /** Leaves out the elements that are at a kink, if that leaves any. */
  private void stepAside(
      int input, double[][] u, double[] v, NumericDerivative[] numeric, boolean[] atKinks) {
    double[] rest = differences.withoutKinks(input, u[input]);
    int left = 0;
    for (double d : rest) {
      left += d == 0 ? 0 : 1;
    }
    if (left > 0 && left < rest.length) {
      if (!atKinks[input]) {
        report.leaveOut(
            "%d of the %d elements of %s are at a kink and were left out of the directions: move them to check them too"
                .formatted(rest.length - left, rest.length, names.get(input)));
      }
      atKinks[input] = true;
      u[input] = rest;
      numeric[input] = differences.along(input, rest, v);
    }
  }
}
