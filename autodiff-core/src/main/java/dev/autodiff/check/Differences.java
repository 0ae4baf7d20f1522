package dev.autodiff.check;

import dev.autodiff.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Numerical derivatives of a function at a point, with what is known of its rounding. */
final class Differences {
  static final double FIRST_STEP = 0x1p-3; // relative to what is moved

  private static final double TINY = 0x1p-30;
  private static final int MOST_TRIALS = 400;

  private final Probe probe;
  private final Roundoff roundoff;
  private final double epsilon;
  private final List<Surroundings> inputs = new ArrayList<>();

  Differences(Probe probe) {
    this.probe = probe;
    this.roundoff = new Roundoff(probe.graph());
    this.epsilon = Roundoff.epsilon(probe.graph());
    SplittableRandom rng = new SplittableRandom(1);
    for (int i = 0; i < probe.point.size(); i++) {
      inputs.add(new Surroundings(i, rng));
    }
  }

  /** The derivative of one combination of the outputs, ⟨v, y⟩, as an input moves along u. */
  NumericDerivative along(int input, double[] u, double[] v) {
    return along(input, u, v, roundoff.errors(v), FIRST_STEP);
  }

  /** The same, beginning at another step than by default. */
  NumericDerivative along(int input, double[] u, double[] v, double firstStep) {
    return along(input, u, v, roundoff.errors(v), firstStep);
  }

  /** The derivatives of one combination of the outputs, each input moving along a direction. */
  NumericDerivative[] along(double[][] u, double[] v) {
    double[][] errors = roundoff.errors(v);
    NumericDerivative[] r = new NumericDerivative[u.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = along(i, u[i], v, errors, FIRST_STEP);
    }
    return r;
  }

  /**
   * The part of a direction that can be moved a little without leaving the branches taken at the
   * point: elements that are at a kink stay where they are.
   */
  double[] withoutKinks(int input, double[] u) {
    double[] kept = new double[u.length];
    keep(input, u, 0, u.length, probe.branches(), kept, new int[] {MOST_TRIALS});
    return kept;
  }

  private void keep(
      int input, double[] u, int from, int to, long branches, double[] kept, int[] trialsLeft) {
    if (--trialsLeft[0] < 0) {
      return;
    }
    double[] part = new double[u.length];
    System.arraycopy(u, from, part, from, to - from);
    Curve curve = probe.along(input, part);
    if (curve.at(TINY).branches == branches && curve.at(-TINY).branches == branches) {
      System.arraycopy(u, from, kept, from, to - from);
    } else if (to - from > 1) {
      int middle = (from + to) >>> 1;
      keep(input, u, from, middle, branches, kept, trialsLeft);
      keep(input, u, middle, to, branches, kept, trialsLeft);
    }
  }

  /** The derivative of one combination of the outputs by an element. */
  NumericDerivative element(int input, int element, double[] v) {
    double[] x = probe.point.get(input).toDoubles();
    return along(
        input, Directions.unit(x.length, element), v, roundoff.errors(v), firstStep(x[element]));
  }

  private NumericDerivative along(
      int input, double[] u, double[] v, double[][] errors, double firstStep) {
    Surroundings near = inputs.get(input);
    Norm measured = new Norm();
    for (int k = 0; k < v.length; k++) {
      measured.add(near.outputMoves[k] ? v[k] * near.noise[k] : 0);
    }
    double[] noise = {Math.max(measured.value(), Roundoff.bound(errors, near.moves))};
    double[] hidden = {Roundoff.bound(errors)};
    Curve curve = probe.along(input, u, v);
    double[] size = {Norm.sumOfSizes(v, near.size)};
    Rounding rounding = new Rounding(noise, hidden, size, epsilon);
    return NumericDerivative.of(curve, curve.at(0), firstStep, rounding);
  }

  /** The derivatives of every output by every element of every input. */
  NumericDerivative[][] elements() {
    int m = probe.graph().shape().size();
    double[][] noise = new double[inputs.size()][m];
    double[] hidden = new double[m];
    for (int k = 0; k < m; k++) {
      double[][] errors = roundoff.errors(Directions.unit(m, k));
      hidden[k] = Roundoff.bound(errors);
      for (int i = 0; i < noise.length; i++) {
        Surroundings near = inputs.get(i);
        noise[i][k] = Math.max(near.noise[k], Roundoff.bound(errors, near.moves));
      }
    }
    NumericDerivative[][] r = new NumericDerivative[noise.length][];
    for (int i = 0; i < r.length; i++) {
      double[] x = probe.point.get(i).toDoubles();
      r[i] = new NumericDerivative[x.length];
      Curve.Point centre = null;
      for (int j = 0; j < x.length; j++) {
        Curve curve = probe.along(i, Directions.unit(x.length, j));
        centre = centre == null ? curve.at(0) : centre;
        Rounding rounding = new Rounding(noise[i], hidden, inputs.get(i).size, epsilon);
        r[i][j] = NumericDerivative.of(curve, centre, firstStep(x[j]), rounding);
      }
    }
    return r;
  }

  /** The first step for an element: a power of two near ⅛ of it, or of ¼ if it is smaller. */
  private static double firstStep(double x) {
    double size = Math.max(Math.abs(x), 0.25);
    return Double.isFinite(size) ? Math.scalb(FIRST_STEP, Math.getExponent(size)) : FIRST_STEP;
  }

  /** What evaluations near the point tell about the function as one input moves. */
  private final class Surroundings {
    final double[] noise; // of each output
    final double[] size; // of each output; where it is 0, of the same some way off
    final boolean[] outputMoves;
    final boolean[][] moves; // of each node

    Surroundings(int input, SplittableRandom rng) {
      long seed = rng.nextLong(); // points are drawn together along one line
      long other = rng.nextLong(); // and along another, for on one all may be rounded alike
      List<Tensor> nearby = probe.nearby(input, seed, 0);
      List<Tensor> away = probe.away(input, rng);
      noise = Noise.of(k -> k == 0 ? nearby : probe.nearby(input, seed, k), probe.epsilon);
      double[] again = Noise.of(k -> probe.nearby(input, other, k), probe.epsilon);
      Arrays.setAll(noise, k -> Math.max(noise[k], again[k]));
      moves = roundoff.moved(nearby.get(0), away);
      double[] near = nearby.get(0).value().toDoubles();
      outputMoves = new boolean[near.length];
      double[] there = new double[near.length];
      for (Tensor y : away) {
        double[] far = y.value().toDoubles();
        for (int k = 0; k < near.length; k++) {
          outputMoves[k] |= near[k] != far[k];
          there[k] = Math.max(there[k], Math.abs(far[k]));
        }
      }
      size = probe.graph().value().toDoubles();
      for (int k = 0; k < size.length; k++) {
        size[k] = size[k] == 0 ? there[k] : Math.abs(size[k]);
      }
    }
  }
}
