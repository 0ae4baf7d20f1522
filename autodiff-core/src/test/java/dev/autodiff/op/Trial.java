package dev.autodiff.op;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Operation.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One case of one operation, with memory layouts for its inputs and random numbers to contract
 * derivatives with: u for the value and a direction for each input, whose elements are far from 0,
 * so that no element escapes.
 */
abstract class Trial {
  final Operation operation;
  final Sample sample;
  final Case at;
  final Draw rng;
  final List<Layout> layouts = new ArrayList<>();
  final List<double[]> directions = new ArrayList<>(); // one for each input
  final double[] cotangent;

  Trial(Operation operation, Sample sample, boolean smooth) {
    this.operation = operation;
    this.sample = sample;
    this.rng = new Draw(sample, smooth);
    this.at = operation.cases().apply(rng);
    for (Ref x : at.inputs) {
      layouts.add(rng.oneOf(Layout.values()));
      directions.add(rng.weights(x.size()));
    }
    this.cotangent = rng.weights(Ref.size(at.shape));
  }

  AssertionError broken(String rule, String what) {
    return new AssertionError(
        operation + " of " + at + " " + layouts + ", " + sample + ": " + rule + ": " + what);
  }

  void requireClose(String rule, double engine, double other, double allowed) {
    boolean same = Double.compare(engine, other) == 0;
    if (!same && !(Math.abs(engine - other) <= allowed)) {
      throw broken(
          rule, "engine " + engine + ", expected " + other + ", allowed difference " + allowed);
    }
  }

  static String place(int flat, int[] shape) {
    return Arrays.toString(Ref.index(flat, shape));
  }

  static double largest(double[] x) {
    return Arrays.stream(x).map(Math::abs).filter(Double::isFinite).max().orElse(0);
  }

  static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  static double absoluteDot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += Math.abs(a[i] * b[i]);
    }
    return s;
  }

  List<NdArray> arrays(List<Ref> inputs, DType dtype) {
    List<NdArray> r = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      r.add(layouts.get(i).of(inputs.get(i), dtype));
    }
    return r;
  }

  List<Tensor> variables(List<Ref> inputs, DType dtype) {
    return arrays(inputs, dtype).stream().map(Tensor::variable).toList();
  }

  /** Elements added up for one of the result, which is what rounding grows with. */
  double terms() {
    int n = at.inputs.stream().mapToInt(Ref::size).max().orElse(0);
    return 1 + n / Math.max(1.0, Ref.size(at.shape));
  }

  /** ⟨u, y⟩ with u a variable, so that also what a derivative does to a cotangent is recorded. */
  static Tensor contract(Tensor y, double[] u) {
    return y.mul(Tensor.variable(NdArray.wrap(u, y.shape()).cast(y.dtype()))).sum();
  }
}
