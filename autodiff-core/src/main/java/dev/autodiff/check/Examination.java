package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run of a check: numerical derivatives of a function beside the gradients under test. */
final class Examination {
  private static final double FIRST_STEP = 0x1p-3; // relative to what is moved

  private final Probe probe;
  private final List<String> names;
  private final Shape result;
  private final Pullback gradients;
  private final Precision precision;
  private final GradientReport.Builder report;

  /**
   * @param probe of the function whose differences are taken
   * @param result shape of its values
   * @param gradients under test, of numbers of the given precision
   */
  Examination(
      Probe probe,
      List<String> names,
      Shape result,
      Pullback gradients,
      Precision precision,
      GradientReport.Builder report) {
    this.probe = probe;
    this.names = names;
    this.result = result;
    this.gradients = gradients;
    this.precision = precision;
    this.report = report;
  }

  /** Compares every element of the Jacobian. */
  void elements(long seed) {
    int m = result.size();
    SplittableRandom rng = new SplittableRandom(seed);
    double[][][] rows = new double[m][][];
    for (int k = 0; k < m; k++) {
      double[] unit = new double[m];
      unit[k] = 1;
      rows[k] = gradients.of(unit);
    }
    for (int i = 0; i < probe.point.size(); i++) {
      NdArray x = probe.point.get(i);
      double[] values = x.toDoubles();
      double[] all = Directions.nearby(rng, values);
      double[] noise = Noise.of(probe.along(i, all), probe.epsilon);
      NumericDerivative[] columns = new NumericDerivative[values.length];
      Curve.Point centre = null;
      for (int j = 0; j < values.length; j++) {
        double[] unit = new double[values.length];
        unit[j] = 1;
        Curve curve = probe.along(i, unit);
        centre = centre == null ? curve.at(0) : centre;
        columns[j] =
            NumericDerivative.of(curve, centre, firstStep(values[j]), noise, probe.epsilon);
      }
      for (int k = 0; k < m; k++) {
        double scale = largest(columns, k);
        String y = "∂y" + Probe.index(k, result) + "/∂" + names.get(i);
        for (int j = 0; j < columns.length; j++) {
          Comparison c =
              Judge.compare(
                  y + Probe.index(j, x.shape()), rows[k][i][j], columns[j], k, precision, scale);
          report.see(c, scale);
        }
      }
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
    double[] output = probe.values();
    for (int r = 0; r < count; r++) {
      double[] v = Directions.across(rng, output);
      double[][] g = gradients.of(v);
      for (int i = 0; i < probe.point.size(); i++) {
        double[] u = Directions.along(rng, probe.point.get(i).toDoubles());
        Curve curve = probe.along(i, u, v);
        double[] noise =
            Noise.of(
                probe.along(i, Directions.nearby(rng, probe.point.get(i).toDoubles()), v),
                probe.epsilon);
        Curve.Point centre = curve.at(0);
        NumericDerivative d = NumericDerivative.of(curve, centre, FIRST_STEP, noise, probe.epsilon);
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
                scale);
        report.see(c, scale);
      }
    }
  }

  /** Compares forward with reverse mode, ⟨v, J·u⟩ with ⟨Jᵀ·v, u⟩, of one graph. */
  static void modes(
      Tensor y, List<Tensor> leaves, List<String> names, long seed, GradientReport.Builder report) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] v = Directions.across(rng, y.value().toDoubles());
    double[][] g = Pullback.of(Differentiator.ENGINE, y, leaves).of(v);
    double furthest = 0;
    for (int i = 0; i < leaves.size(); i++) {
      NdArray x = leaves.get(i).value();
      double[] u = Directions.along(rng, x.toDoubles());
      Tensor direction = Tensor.of(NdArray.wrap(u.clone(), x.shape()).cast(x.dtype()));
      double[] jv = Autodiff.pushforward(y, leaves.get(i), direction).value().toDoubles();
      double forward = Probe.dot(v, jv);
      double reverse = Probe.dot(u, g[i]);
      double size = absolute(v, jv) + absolute(u, g[i]) + absolute(v, y.value().toDoubles());
      double epsilon = y.dtype().epsilon();
      if (size > 0 && Double.isFinite(size)) {
        double gap = Math.abs(forward - reverse) / (epsilon * size);
        furthest = Math.max(furthest, gap);
        if (gap > 0x1p14) {
          report.see(
              new Comparison(
                  "reverse mode against forward mode (numeric), by " + names.get(i),
                  reverse,
                  forward,
                  epsilon * size,
                  0x1p14 * epsilon * size,
                  forward,
                  forward,
                  Verdict.DISAGREE,
                  Optional.empty()),
              size);
        }
      }
    }
    report.forward(furthest);
  }

  private static double absolute(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += Math.abs(a[i] * b[i]);
    }
    return s;
  }

  /** The first step for an element: a power of two near ⅛ of it, or of ¼ if it is smaller. */
  private static double firstStep(double x) {
    double size = Math.max(Math.abs(x), 0.25);
    return Double.isFinite(size) ? Math.scalb(FIRST_STEP, Math.getExponent(size)) : FIRST_STEP;
  }
}
