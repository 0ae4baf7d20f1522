package dev.autodiff.op;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What holds for the derivatives of every operation. Of a tensor-valued f the scalar ⟨u, f(x)⟩ is
 * differentiated, of its gradient ⟨w, ∇⟩, and so on.
 */
final class DerivativeContract extends Trial {
  private static final double STEP = 0x1p-12;

  DerivativeContract(Operation operation, Sample sample) {
    super(operation, sample, true);
  }

  /**
   * ⟨u, y + ½y²⟩, so that also a linear y has a second derivative, through its adjoint's adjoint.
   */
  private Tensor curved(List<Tensor> x) {
    Tensor y = at.function.apply(x);
    return contract(y.add(y.square().mul(0.5)), cotangent);
  }

  /** The scalar that is differentiated for the derivative of the given order. */
  Tensor objective(List<Tensor> x, int order) {
    if (order == 1) {
      return contract(at.function.apply(x), cotangent);
    }
    Tensor below = order == 2 ? curved(x) : objective(x, order - 1);
    DifferentiableGradients g = Autodiff.differentiableGradients(below, x.toArray(new Tensor[0]));
    Tensor sum = null;
    for (int i = 0; i < x.size(); i++) {
      double[] w = directions.get(i).clone();
      for (int j = 0; j < w.length; j++) {
        w[j] = 1.5 * w[j] + order; // unlike the direction of the difference
      }
      Tensor part = contract(g.get(i), w);
      sum = sum == null ? part : sum.add(part);
    }
    if (sum == null) {
      throw new AssertionError("no inputs");
    }
    return sum;
  }

  /** The gradient of the derivative of order n − 1 is what differences of it give. */
  void derivative(int order) {
    List<Tensor> x = variables(at.inputs, DType.FLOAT64);
    Tensor y = objective(x, order);
    var g = Autodiff.gradients(y, x.toArray(new Tensor[0]));
    double along = 0;
    double scale = 1 + largest(y.value().toDoubles());
    for (int i = 0; i < x.size(); i++) {
      along += dot(g.get(i).toDoubles(), directions.get(i));
      scale += absoluteDot(g.get(i).toDoubles(), directions.get(i));
    }
    double allowed = scale * (1e-8 * Math.pow(30, order - 1) + 16 * at.epsilon / STEP);
    double numeric = difference(directions, order);
    if (!(Math.abs(along - numeric) <= allowed)) {
      blame(g, order);
      requireClose("derivative of order " + order, along, numeric, allowed);
    }
  }

  /** The central difference of fourth order, at a step where both its errors are below 10⁻⁹. */
  private double difference(List<double[]> v, int order) {
    double one = valueAt(STEP, v, order) - valueAt(-STEP, v, order);
    double two = valueAt(2 * STEP, v, order) - valueAt(-2 * STEP, v, order);
    return (8 * one - two) / (12 * STEP);
  }

  private double valueAt(double t, List<double[]> v, int order) {
    return objective(variables(at.moved(t, v), DType.FLOAT64), order).item();
  }

  /** Finds the element whose derivative is furthest off. */
  private void blame(dev.autodiff.Gradients g, int order) {
    double worst = -1;
    String what = "";
    for (int i = 0; i < at.inputs.size(); i++) {
      double[] engine = g.get(i).toDoubles();
      for (int j = 0; j < engine.length; j++) {
        List<double[]> unit = new ArrayList<>();
        for (Ref x : at.inputs) {
          unit.add(new double[x.size()]);
        }
        unit.get(i)[j] = 1;
        double numeric = difference(unit, order);
        double off = Math.abs(engine[j] - numeric);
        if (!(off <= worst)) {
          worst = off;
          what =
              "input "
                  + i
                  + " at "
                  + place(j, at.inputs.get(i).shape)
                  + " = "
                  + at.inputs.get(i).data[j]
                  + ": engine "
                  + engine[j]
                  + ", differences "
                  + numeric;
        }
      }
    }
    throw broken("derivative of order " + order, what);
  }

  /** Forward and reverse mode are adjoint: ⟨u, J·v⟩ = ⟨Jᵀ·u, v⟩, for f and for its gradient. */
  void adjoint(int order) {
    List<Tensor> x = variables(at.inputs, DType.FLOAT64);
    Tensor y = order == 1 ? at.function.apply(x) : objective(x, order);
    double[] u = order == 1 ? cotangent : new double[] {1};
    var g = Autodiff.gradients(contract(y, u), x.toArray(new Tensor[0]));
    double reverse = 0;
    double forward = 0;
    double scale = 1;
    for (int i = 0; i < x.size(); i++) {
      Tensor v = Tensor.of(NdArray.wrap(directions.get(i).clone(), x.get(i).shape()));
      double[] jv = Autodiff.pushforward(y, x.get(i), v).value().toDoubles();
      double[] gi = g.get(i).toDoubles();
      forward += dot(u, jv);
      reverse += dot(gi, directions.get(i));
      scale += absoluteDot(u, jv) + absoluteDot(gi, directions.get(i));
    }
    requireClose(
        "⟨u, J·v⟩ against ⟨Jᵀ·u, v⟩ of order " + order,
        forward,
        reverse,
        scale * (1024 * 0x1p-52 + 16 * at.epsilon));
  }

  /** Recording derivatives, to differentiate them again, does not change their values. */
  void recording() {
    List<Tensor> x = variables(at.inputs, DType.FLOAT64);
    Tensor[] targets = x.toArray(new Tensor[0]);
    Tensor y = contract(at.function.apply(x), cotangent);
    var plain = Autodiff.gradients(y, targets);
    var recorded = Autodiff.differentiableGradients(y, targets);
    for (int i = 0; i < targets.length; i++) {
      if (!plain.get(i).equals(recorded.get(i).value())) {
        throw broken(
            "recorded gradient of input " + i,
            plain.get(i).difference(recorded.get(i).value(), 0, 0).orElse("differs"));
      }
    }
  }

  /** A tensor used twice gets the sum of both gradients: f(x, x), and f(x) + f(x). */
  void fanOut() {
    boolean alike =
        at.inputs.stream().allMatch(x -> Arrays.equals(x.shape, at.inputs.get(0).shape));
    List<Tensor> x = variables(at.inputs, DType.FLOAT64);
    if (alike) {
      Ref first = at.inputs.get(0);
      Tensor shared = Tensor.variable(layouts.get(0).of(first, DType.FLOAT64));
      Tensor[] apart = new Tensor[at.inputs.size()];
      Tensor[] same = new Tensor[apart.length];
      Arrays.setAll(apart, i -> Tensor.variable(first.toArray(DType.FLOAT64)));
      Arrays.fill(same, shared);
      double[] u = cotangent;
      var g = Autodiff.gradients(contract(at.function.apply(List.of(same)), u), shared);
      var parts = Autodiff.gradients(contract(at.function.apply(List.of(apart)), u), apart);
      double[] sum = new double[first.size()];
      double scale = 1;
      for (int i = 0; i < apart.length; i++) {
        double[] part = parts.get(i).toDoubles();
        Arrays.setAll(sum, j -> sum[j] + part[j]);
        scale += largest(part);
      }
      compareTo("gradient of f(x, …, x) at ", g.of(shared), sum, scale);
    }
    Tensor y = at.function.apply(x);
    var once = Autodiff.gradients(contract(y, cotangent), x.toArray(new Tensor[0]));
    var twice = Autodiff.gradients(contract(y.add(y), cotangent), x.toArray(new Tensor[0]));
    for (int i = 0; i < x.size(); i++) {
      double[] doubled = Arrays.stream(once.get(i).toDoubles()).map(v -> 2 * v).toArray();
      compareTo("gradient of f(x) + f(x) at ", twice.get(i), doubled, 1 + largest(doubled));
    }
  }

  private void compareTo(String rule, NdArray engine, double[] expected, double scale) {
    double[] actual = engine.toDoubles();
    for (int j = 0; j < expected.length; j++) {
      requireClose(
          rule + place(j, engine.shape().toArray()), actual[j], expected[j], 1e-12 * scale);
    }
  }

  /** Roots of the graphs of all derivatives up to the third, in both modes. */
  List<Tensor> graphs() {
    List<Tensor> x = variables(at.inputs, DType.FLOAT64);
    List<Tensor> r = new ArrayList<>();
    for (int order = 1; order <= 3; order++) {
      Tensor y = objective(x, order);
      r.add(y);
      x.forEach(t -> r.add(Autodiff.pushforward(y, t, t)));
    }
    return r;
  }
}
