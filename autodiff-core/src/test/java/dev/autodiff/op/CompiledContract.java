package dev.autodiff.op;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import dev.autodiff.op.Operation.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * That one case of one operation gives the same compiled as it gives eagerly: the value, the
 * gradient of ⟨u, f(x)⟩ and, for order 2, the gradient of ⟨w, ∇⟩.
 */
final class CompiledContract {
  private static final double MOVE = 0x1p-9;

  private final Operation operation;
  private final Sample sample;
  private final Draw rng;
  private final Case at;
  private final List<Layout> layouts = new ArrayList<>();
  private final List<Layout> otherLayouts = new ArrayList<>();
  private final List<double[]> directions = new ArrayList<>();
  private final double[] cotangent;

  CompiledContract(Operation operation, Sample sample, boolean smooth) {
    this.operation = operation;
    this.sample = sample;
    this.rng = new Draw(sample, smooth);
    this.at = operation.cases().apply(rng);
    for (Ref x : at.inputs) {
      layouts.add(rng.oneOf(Layout.values()));
      otherLayouts.add(rng.oneOf(Layout.values()));
      directions.add(rng.weights(x.size()));
    }
    this.cotangent = rng.weights(Ref.size(at.shape));
  }

  private List<Tensor> results(List<Tensor> x, int order) {
    Tensor y = at.function.apply(x);
    Tensor[] targets = x.toArray(new Tensor[0]);
    Tensor s = weighted(y, cotangent);
    List<Tensor> r = new ArrayList<>(List.of(y, s));
    DifferentiableGradients g = Autodiff.differentiableGradients(s, targets);
    Tensor along = null;
    for (int i = 0; i < targets.length; i++) {
      r.add(g.get(i));
      Tensor part = weighted(g.get(i), directions.get(i));
      along = along == null ? part : along.add(part);
    }
    if (order == 2 && along != null) {
      DifferentiableGradients h = Autodiff.differentiableGradients(along, targets);
      for (int i = 0; i < targets.length; i++) {
        r.add(h.get(i));
      }
    }
    return r;
  }

  private static Tensor weighted(Tensor y, double[] u) {
    return y.mul(Tensor.of(NdArray.wrap(u, y.shape()).cast(y.dtype()))).sum();
  }

  private NdArray[] arrays(List<Ref> inputs, List<Layout> how, DType dtype) {
    NdArray[] r = new NdArray[inputs.size()];
    Arrays.setAll(r, i -> how.get(i).of(inputs.get(i), dtype));
    return r;
  }

  private List<NdArray> eager(NdArray[] inputs, int order) {
    List<Tensor> x = Arrays.stream(inputs).map(Tensor::variable).toList();
    return results(x, order).stream().map(Tensor::value).toList();
  }

  /** Compiled equals eager, at inputs the program was traced with and at others, in any order. */
  void check(int order) {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      NdArray[] first = arrays(at.inputs, layouts, dtype);
      NdArray[] second = arrays(at.moved(MOVE, directions), otherLayouts, dtype);
      Program program = Program.of(x -> Trace.Result.of(results(x, order)), first);
      program.run();
      List<NdArray> once = outputs(program);
      compare("compiled", dtype, once, eager(first, order));
      bind(program, second);
      program.run();
      compare("compiled with other inputs", dtype, outputs(program), eager(second, order));
      bind(program, first);
      for (int run = 0; run < 2; run++) {
        program.run();
        if (!outputs(program).equals(once)) {
          throw broken(dtype, "run again with the first inputs", "gives something else");
        }
      }
      compare("outputs read before later runs", dtype, once, eager(first, order));
    }
  }

  private static void bind(Program program, NdArray[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      program.input(i, inputs[i]);
    }
  }

  private static List<NdArray> outputs(Program program) {
    List<NdArray> r = new ArrayList<>();
    for (int i = 0; i < program.outputs(); i++) {
      r.add(program.output(i));
    }
    return r;
  }

  private void compare(String rule, DType dtype, List<NdArray> compiled, List<NdArray> eager) {
    int most = at.inputs.stream().mapToInt(Ref::size).max().orElse(0);
    double terms = 1 + Math.max(most, Ref.size(at.shape));
    double largest = 0; // of all outputs: some are sums of others
    for (NdArray e : eager) {
      for (double value : e.toDoubles()) {
        largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
      }
    }
    for (int i = 0; i < eager.size(); i++) {
      NdArray e = eager.get(i);
      NdArray c = compiled.get(i);
      if (c.dtype() != e.dtype() || !c.shape().equals(e.shape())) {
        throw broken(dtype, rule, "output " + i + " is " + c.dtype() + " " + c.shape());
      }
      double allowed = 4 * dtype.epsilon() * Math.sqrt(terms) * (1 + largest);
      String what = c.difference(e, 0, allowed).orElse("");
      if (!what.isEmpty()) {
        throw broken(dtype, rule, "output " + i + ": " + what);
      }
    }
  }

  private AssertionError broken(DType dtype, String rule, String what) {
    return new AssertionError(
        operation + " of " + at + " " + dtype + " " + layouts + ", " + sample + ": " + rule + ": "
            + what);
  }
}
