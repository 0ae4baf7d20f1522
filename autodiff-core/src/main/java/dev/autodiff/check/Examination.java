package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One run of a check: numerical derivatives of a function beside the gradients under test. */
final class Examination {
  static final double FIRST_STEP = 0x1p-3; // relative to what is moved

  private final Probe probe;
  private final List<String> names;
  private final Shape result;
  private final Pullback gradients;
  private final Precision precision;
  private final Clues clues;
  private final GradientReport.Builder report;

  /**
   * @param probe of the function whose differences are taken
   * @param result shape of its values
   * @param gradients under test, of numbers of the given precision
   * @param clues to what may be wrong with them
   */
  Examination(
      Probe probe,
      List<String> names,
      Shape result,
      Pullback gradients,
      Precision precision,
      Clues clues,
      GradientReport.Builder report) {
    this.probe = probe;
    this.names = names;
    this.result = result;
    this.gradients = gradients;
    this.precision = precision;
    this.clues = clues;
    this.report = report;
  }

  /** Compares every element of the Jacobian. */
  void elements(long seed) {
    int m = result.size();
    SplittableRandom rng = new SplittableRandom(seed);
    double hidden = Roundoff.hidden(probe.graph());
    double[][][] rows = new double[m][][];
    double[] roundoff = new double[m];
    Tensor y = probe.graph();
    for (int k = 0; k < m; k++) {
      double[] unit = new double[m];
      unit[k] = 1;
      rows[k] = gradients.of(unit);
      roundoff[k] = Roundoff.of(y, unit);
    }
    for (int i = 0; i < probe.point.size(); i++) {
      NdArray x = probe.point.get(i);
      double[] values = x.toDoubles();
      double[] noise = Noise.of(probe.along(i, Directions.nearby(rng, values)), probe.epsilon);
      for (int k = 0; k < m; k++) {
        noise[k] = Math.max(noise[k], roundoff[k]);
      }
      NumericDerivative[] columns = new NumericDerivative[values.length];
      Curve.Point centre = null;
      for (int j = 0; j < values.length; j++) {
        double[] unit = new double[values.length];
        unit[j] = 1;
        Curve curve = probe.along(i, unit);
        centre = centre == null ? curve.at(0) : centre;
        columns[j] =
            NumericDerivative.of(curve, centre, firstStep(values[j]), noise, hidden, probe.epsilon);
      }
      List<Comparison> block = new ArrayList<>();
      for (int k = 0; k < m; k++) {
        double scale = largest(columns, k);
        String by = "∂y" + Probe.index(k, result) + "/∂" + names.get(i);
        for (int j = 0; j < columns.length; j++) {
          Comparison c =
              Judge.compare(
                  by + Probe.index(j, x.shape()),
                  rows[k][i][j],
                  columns[j],
                  k,
                  precision,
                  scale,
                  true);
          report.see(c, scale);
          block.add(c);
        }
      }
      Remarks.of(block, result, names, i, clues, report);
    }
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
    double hidden = Roundoff.hidden(probe.graph());
    double[] output = probe.graph().value().toDoubles();
    List<List<Comparison>> seen = new ArrayList<>();
    Map<Integer, double[][]> wrong = new TreeMap<>(); // an input's first direction that disagrees
    for (int r = 0; r < count; r++) {
      double[] v = Directions.across(rng, output);
      double[][] g = gradients.of(v);
      double roundoff = Roundoff.of(probe.graph(), v);
      for (int i = 0; i < probe.point.size(); i++) {
        double[] u = Directions.along(rng, probe.point.get(i).toDoubles());
        Curve curve = probe.along(i, u, v);
        double[] noise =
            Noise.of(
                probe.along(i, Directions.nearby(rng, probe.point.get(i).toDoubles()), v),
                probe.epsilon);
        noise[0] = Math.max(noise[0], roundoff);
        Curve.Point centre = curve.at(0);
        NumericDerivative d =
            NumericDerivative.of(curve, centre, FIRST_STEP, noise, hidden, probe.epsilon);
        double square = 0;
        for (int j = 0; j < u.length; j++) {
          square += g[i][j] * g[i][j] * u[j] * u[j];
        }
        double scale = Double.isFinite(square) ? Math.sqrt(square) : 0;
        scale = scale > 4 * d.error[0] ? scale : 0;
        Comparison c =
            Judge.compare(
                "direction " + (r + 1) + " of " + names.get(i),
                Probe.dot(u, g[i]),
                d,
                0,
                precision,
                scale,
                false);
        report.see(c, scale);
        if (r == 0) {
          seen.add(new ArrayList<>());
        }
        seen.get(i).add(c);
        if (c.verdict() == Verdict.DISAGREE) {
          wrong.putIfAbsent(i, new double[][] {u, v});
        }
      }
    }
    for (int i = 0; i < seen.size(); i++) {
      double[][] uv = wrong.get(i);
      if (uv != null) {
        long times = seen.get(i).stream().filter(c -> c.verdict() == Verdict.DISAGREE).count();
        String found =
            times < count ? " (found in %s of %s directions)".formatted(times, count) : "";
        new ElementSearch(probe, result, gradients, precision, i, uv[1])
            .report(uv[0], names.get(i), found, clues, report);
      }
      Remarks.vanishing(seen.get(i), names, i, report);
    }
  }

  /** The first step for an element: a power of two near ⅛ of it, or of ¼ if it is smaller. */
  static double firstStep(double x) {
    double size = Math.max(Math.abs(x), 0.25);
    return Double.isFinite(size) ? Math.scalb(FIRST_STEP, Math.getExponent(size)) : FIRST_STEP;
  }
}
