package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.Shape;
import java.util.List;
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
  private final Roundoff roundoff;
  private final double hidden;

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
    this.roundoff = new Roundoff(probe.graph());
    this.hidden = Roundoff.hidden(probe.graph());
  }

  /** Compares every element of the Jacobian. */
  void elements(long seed) {
    int m = result.size();
    int inputs = probe.point.size();
    double[][] rows = new double[m][];
    double[][][] gradient = new double[m][][];
    double[][][] rounding = new double[m][][];
    for (int k = 0; k < m; k++) {
      rows[k] = new double[m];
      rows[k][k] = 1;
      gradient[k] = gradients.of(rows[k]);
      rounding[k] = roundoff.errors(rows[k]);
    }
    SplittableRandom rng = new SplittableRandom(seed);
    NumericDerivative[][] columns = new NumericDerivative[inputs][];
    for (int i = 0; i < inputs; i++) {
      List<Tensor> nearby = probe.nearby(i, rng);
      boolean[][] moved = roundoff.moved(nearby.get(0), probe.away(i, rng));
      double[] noise = Noise.of(nearby, probe.epsilon);
      for (int k = 0; k < m; k++) {
        noise[k] = Math.max(noise[k], Roundoff.bound(rounding[k], moved));
      }
      columns[i] = columns(i, noise);
    }
    for (int i = 0; i < inputs; i++) {
      Shape shape = probe.point.get(i).shape();
      for (int k = 0; k < m; k++) {
        double scale = 0;
        for (NumericDerivative[] block : columns) {
          scale = Math.max(scale, largest(block, k));
        }
        Judge judge = new Judge(precision, largest(columns[i], k), scale, true);
        String by = "∂y" + Probe.index(k, result) + "/∂" + names.get(i);
        for (int j = 0; j < columns[i].length; j++) {
          String place = by + Probe.index(j, shape);
          report.see(judge.compare(place, gradient[k][i][j], columns[i][j], k), scale);
        }
      }
    }
  }

  /** The derivatives of all outputs by each element of an input. */
  private NumericDerivative[] columns(int input, double[] noise) {
    double[] values = probe.point.get(input).toDoubles();
    NumericDerivative[] columns = new NumericDerivative[values.length];
    Curve.Point centre = null;
    for (int j = 0; j < values.length; j++) {
      double[] unit = new double[values.length];
      unit[j] = 1;
      Curve curve = probe.along(input, unit);
      centre = centre == null ? curve.at(0) : centre;
      columns[j] =
          NumericDerivative.of(curve, centre, firstStep(values[j]), noise, hidden, probe.epsilon);
    }
    return columns;
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
    int inputs = probe.point.size();
    double[] output = probe.graph().value().toDoubles();
    double[][] noise = new double[inputs][];
    boolean[][][] moved = new boolean[inputs][][];
    for (int i = 0; i < inputs; i++) {
      List<Tensor> nearby = probe.nearby(i, rng);
      Tensor away = probe.away(i, rng);
      moved[i] = roundoff.moved(nearby.get(0), away);
      noise[i] = Noise.of(nearby, probe.epsilon);
      double[] near = nearby.get(0).value().toDoubles();
      double[] far = away.value().toDoubles();
      for (int k = 0; k < output.length; k++) {
        boolean still = near[k] == far[k];
        noise[i][k] = still ? 0 : noise[i][k];
      }
    }
    for (int r = 0; r < count; r++) {
      double[] v = Directions.across(rng, output);
      double[][] g = gradients.of(v);
      double[][] rounding = roundoff.errors(v);
      NumericDerivative[] derivatives = new NumericDerivative[inputs];
      double[] along = new double[inputs];
      double[] scales = new double[inputs];
      double scale = 0;
      for (int i = 0; i < inputs; i++) {
        double[] u = Directions.along(rng, probe.point.get(i).toDoubles());
        double[] error = {Math.max(norm(v, noise[i]), Roundoff.bound(rounding, moved[i]))};
        Curve curve = probe.along(i, u, v);
        derivatives[i] =
            NumericDerivative.of(curve, curve.at(0), FIRST_STEP, error, hidden, probe.epsilon);
        along[i] = Probe.dot(u, g[i]);
        scales[i] = norm(u, g[i]);
        scales[i] = scales[i] > 4 * derivatives[i].error[0] ? scales[i] : 0;
        scale = Math.max(scale, scales[i]);
      }
      for (int i = 0; i < inputs; i++) {
        Judge judge = new Judge(precision, scales[i], scale, false);
        String place = "direction " + (r + 1) + " of " + names.get(i);
        report.see(judge.compare(place, along[i], derivatives[i], 0), scale);
      }
    }
  }

  /** √Σ(aᵢ·bᵢ)²; 0 if that is not finite. */
  private static double norm(double[] a, double[] b) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += a[i] * b[i] * a[i] * b[i];
    }
    return Double.isFinite(square) ? Math.sqrt(square) : 0;
  }

  /** The first step for an element: a power of two near ⅛ of it, or of ¼ if it is smaller. */
  private static double firstStep(double x) {
    double size = Math.max(Math.abs(x), 0.25);
    return Double.isFinite(size) ? Math.scalb(FIRST_STEP, Math.getExponent(size)) : FIRST_STEP;
  }
}
