package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Differentiator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function at a point with all its inputs in one row of n numbers and its value in another of m;
 * counts evaluations.
 */
final class Checked {
  private final Case subject;
  private final Differentiator differentiator;
  private final double[] x;
  private final List<Tensor> leaves;
  private final Tensor y;
  private int evaluations;

  Checked(Case subject, Differentiator differentiator) {
    this.subject = subject;
    this.differentiator = differentiator;
    this.x = subject.point().stream().flatMapToDouble(a -> Arrays.stream(a.toDoubles())).toArray();
    this.leaves = subject.point().stream().map(Tensor::variable).toList();
    this.y = subject.function().apply(leaves);
    this.evaluations = 1;
  }

  int inputs() {
    return x.length;
  }

  int outputs() {
    return y.shape().size();
  }

  int evaluations() {
    return evaluations;
  }

  List<NdArray> point() {
    return subject.point();
  }

  NdArray result() {
    return y.value();
  }

  double[] at() {
    return x.clone();
  }

  /** Returns the value at the point, from the first evaluation. */
  double[] value() {
    return y.value().toDoubles();
  }

  /** Returns the value at x + t·u. */
  double[] value(double t, double[] u) {
    evaluations++;
    List<Tensor> at = new ArrayList<>();
    int from = 0;
    for (NdArray input : subject.point()) {
      double[] moved = new double[input.size()];
      for (int i = 0; i < moved.length; i++, from++) {
        moved[i] = x[from] + t * u[from];
      }
      at.add(Tensor.variable(NdArray.wrap(moved, input.shape())));
    }
    return subject.function().apply(at).value().toDoubles();
  }

  /** Returns the central difference (f(x + h·u) − f(x − h·u))/(2h). */
  double[] difference(double h, double[] u) {
    double[] plus = value(h, u);
    double[] minus = value(-h, u);
    for (int i = 0; i < plus.length; i++) {
      plus[i] = (plus[i] - minus[i]) / (2 * h);
    }
    return plus;
  }

  /** Returns the gradient of ⟨cotangent, y⟩, which is under test. */
  double[] pull(double[] cotangent) {
    NdArray seed = NdArray.wrap(cotangent.clone(), y.shape());
    return differentiator.gradients(y, seed, leaves).stream()
        .flatMapToDouble(a -> Arrays.stream(a.toDoubles()))
        .toArray();
  }

  /** Returns the Jacobian under test, row by row: m rows of n. */
  double[][] jacobian() {
    double[][] rows = new double[outputs()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = pull(unit(rows.length, k));
    }
    return rows;
  }

  static double[] unit(int n, int k) {
    double[] e = new double[n];
    e[k] = 1;
    return e;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
