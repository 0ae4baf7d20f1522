package dev.autodiff.examples.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value and its gradients by all floating inputs. */
class GradientWorkload extends Workload {
  private final Problem problem;

  /** A function and where to differentiate it. */
  record Instance(Function<List<Tensor>, Tensor> function, List<NdArray> inputs) {}

  /** Makes the instance when it is needed: some are large, and some are read from a file. */
  interface Problem {
    /** Returns the instance. */
    Instance make() throws IOException;
  }

  GradientWorkload(String name, DType type, double loss, double gradientCheck, Problem problem) {
    super(name, type, loss, gradientCheck);
    this.problem = problem;
  }

  @Override
  final Step eager() throws IOException {
    return new Eager(problem.make());
  }

  @Override
  final Step compiled() throws IOException {
    Instance p = problem.make();
    Program program =
        Program.of(
            in -> {
              Tensor y = p.function.apply(in);
              List<Tensor> outputs = new ArrayList<>(List.of(y));
              DifferentiableGradients g = Autodiff.differentiableGradients(y, variables(in));
              for (int i = 0; i < g.size(); i++) {
                outputs.add(g.get(i));
              }
              return Trace.Result.of(outputs);
            },
            p.inputs.toArray(NdArray[]::new));
    return new ProgramStep(program, isScalar(p) ? program.outputs() : 1);
  }

  @Override
  final Optional<Step> function() throws IOException {
    Instance p = problem.make();
    Program program =
        Program.of(in -> Trace.Result.of(p.function.apply(in)), p.inputs.toArray(NdArray[]::new));
    return Optional.of(new ProgramStep(program, 1));
  }

  private static Tensor[] variables(List<Tensor> inputs) {
    return inputs.stream().filter(Tensor::isDifferentiable).toArray(Tensor[]::new);
  }

  /** Gradients of single numbers are read in each step. */
  private static boolean isScalar(Instance p) {
    return p.inputs.stream().allMatch(x -> x.size() == 1);
  }

  private static final class Eager implements Step {
    private final Function<List<Tensor>, Tensor> function;
    private final List<Tensor> inputs = new ArrayList<>();
    private final Tensor[] variables;
    private final boolean scalar;
    private @Nullable Gradients first;
    private double loss;

    Eager(Instance p) {
      function = p.function;
      for (NdArray x : p.inputs) {
        inputs.add(x.dtype().isFloating() ? Tensor.variable(x) : Tensor.of(x));
      }
      variables = variables(inputs);
      scalar = isScalar(p);
    }

    @Override
    public double take() {
      Tensor y = function.apply(inputs);
      Gradients g = Autodiff.gradients(y, variables);
      if (first == null) {
        first = g;
      }
      loss = y.item();
      double sum = loss;
      for (int i = 0; i < variables.length && scalar; i++) {
        sum += g.get(i).item();
      }
      return sum;
    }

    @Override
    public double loss() {
      return loss;
    }

    @Override
    public double gradientCheck() {
      Gradients g = first;
      if (g == null) {
        throw new IllegalStateException("gradientCheck: no step was taken yet.");
      }
      Inputs.Checksum check = new Inputs.Checksum();
      for (int i = 0; i < variables.length; i++) {
        check.add(g.get(i));
      }
      return check.sum();
    }
  }
}
