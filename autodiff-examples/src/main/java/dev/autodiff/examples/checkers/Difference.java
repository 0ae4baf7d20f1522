package dev.autodiff.examples.checkers;

import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** By how much, and where, a Jacobian differs from the right one. */
final class Difference {
  private final double[][] right;
  private final double[][] wrong;

  Difference(double[][] right, double[][] wrong) {
    this.right = right;
    this.wrong = wrong;
  }

  /** Returns max|ΔJ|/max|J|; infinite if ΔJ has anything that is not a finite number. */
  double relativeSize() {
    double largest = 0;
    double furthest = 0;
    for (int k = 0; k < right.length; k++) {
      for (int j = 0; j < right[k].length; j++) {
        largest = Math.max(largest, Math.abs(right[k][j]));
        if (differs(k, j)) {
          double gap = Math.abs(right[k][j] - wrong[k][j]);
          furthest = Double.isFinite(gap) ? Math.max(furthest, gap) : Double.POSITIVE_INFINITY;
        }
      }
    }
    return furthest == 0 ? 0 : furthest / largest;
  }

  private boolean differs(int k, int j) {
    return Double.compare(right[k][j], wrong[k][j]) != 0 && right[k][j] != wrong[k][j];
  }

  /**
   * Returns whether no value shows a difference: to first order, moving an input by all its size,
   * or by 1, moves no output by more than the spacing of numbers there.
   */
  boolean isBelowRounding(double[] y, double[] x) {
    for (int k = 0; k < right.length; k++) {
      for (int j = 0; j < right[k].length; j++) {
        double moved = Math.abs((right[k][j] - wrong[k][j]) * Math.max(Math.abs(x[j]), 1));
        if (differs(k, j) && !(moved <= Math.ulp(y[k]))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns whether nothing but rounding is left: |J·x| below 10⁻¹²·|y| everywhere. */
  static boolean isZero(double[][] jacobian, double[] y, double[] x) {
    for (int k = 0; k < y.length; k++) {
      for (int j = 0; j < x.length; j++) {
        if (!(Math.abs(jacobian[k][j] * x[j]) <= 1e-12 * Math.abs(y[k]))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Returns the places of wrong elements in the words of a report, such as {@code ∂y[0]/∂x[1]}.
   *
   * <p>Where the faulty rule is not linear in the incoming gradient, it depends on the combination
   * of results which elements are wrong; then those count as well that are wrong for a random one.
   */
  Set<String> places(Checked truth, Checked faulty) {
    boolean[] wrongInputs = wrongInputs(truth, faulty);
    Set<String> places = new HashSet<>();
    for (int k = 0; k < right.length; k++) {
      String y = index(k, truth.result().shape());
      int from = 0;
      for (int i = 0; i < truth.point().size(); i++) {
        String x = truth.point().size() == 1 ? "x" : "x" + i;
        Shape shape = truth.point().get(i).shape();
        for (int j = 0; j < shape.size(); j++) {
          if (differs(k, from + j) || wrongInputs[from + j]) {
            places.add("∂y" + y + "/∂" + x + index(j, shape));
            places.add("∂⟨v, y⟩/∂" + x + index(j, shape));
          }
        }
        from += shape.size();
      }
    }
    return places;
  }

  /** Returns which inputs get a wrong derivative that is not in the Jacobian: none if linear. */
  private boolean[] wrongInputs(Checked truth, Checked faulty) {
    SplittableRandom rng = new SplittableRandom(1);
    double[] y = truth.value();
    double[] v = new double[y.length];
    for (int k = 0; k < v.length; k++) {
      double sign = rng.nextBoolean() ? 1 : -1;
      v[k] = sign * (1 + rng.nextDouble()) / Math.max(Math.abs(y[k]), 1e-3);
    }
    double[] expected = truth.pull(v);
    double[] actual = faulty.pull(v);
    boolean[] isWrong = new boolean[expected.length];
    boolean isLinear = true;
    for (int j = 0; j < isWrong.length; j++) {
      isWrong[j] = !(Math.abs(expected[j] - actual[j]) <= 1e-12 * Math.abs(expected[j]));
      double sum = 0;
      for (int k = 0; k < v.length; k++) {
        sum += v[k] * wrong[k][j];
      }
      isLinear &= Math.abs(sum - actual[j]) <= 1e-9 * (Math.abs(sum) + Math.abs(expected[j]));
    }
    return isLinear ? new boolean[isWrong.length] : isWrong;
  }

  private static String index(int flat, Shape shape) {
    return shape.rank() == 0 ? "" : Arrays.toString(shape.index(flat));
  }
}
