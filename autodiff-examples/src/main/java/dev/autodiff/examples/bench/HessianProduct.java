package dev.autodiff.examples.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The product of a loss's Hessian with a direction v: the gradient, in reverse mode, of the loss's
 * derivative along v, in forward mode, since H·v = ∇(v·∇loss). The first gradient of the weights is
 * never formed, which saves the largest of four matrix products against reverse over reverse.
 */
final class HessianProduct extends Workload {
  private final Network network;

  HessianProduct(String name, Network network, double loss, double gradientCheck) {
    super(name, DType.FLOAT32, loss, gradientCheck);
    this.network = network;
  }

  private NdArray[] inputs() {
    List<NdArray> all = new ArrayList<>(List.of(network.inputs(), network.targets()));
    all.addAll(network.parameters());
    all.addAll(network.direction());
    return all.toArray(NdArray[]::new);
  }

  /** Returns v·∇loss, and H·v for each parameter. */
  private List<Tensor> products(List<Tensor> in) {
    int n = (in.size() - 2) / 2;
    List<Tensor> parameters = in.subList(2, 2 + n);
    List<Tensor> direction = in.subList(2 + n, 2 + 2 * n);
    Tensor loss = network.loss(parameters, in.get(0), in.get(1));
    Tensor slope = Autodiff.pushforward(loss, parameters, direction);
    List<Tensor> all = new ArrayList<>(List.of(slope));
    DifferentiableGradients g =
        Autodiff.differentiableGradients(slope, parameters.toArray(Tensor[]::new));
    for (int i = 0; i < n; i++) {
      all.add(g.get(i));
    }
    return all;
  }

  @Override
  Step eager() {
    List<Tensor> in = new ArrayList<>();
    for (NdArray x : inputs()) {
      in.add(x.dtype().isFloating() ? Tensor.variable(x) : Tensor.of(x));
    }
    return new Step() {
      private List<Tensor> first = List.of();
      private double loss;

      @Override
      public double take() {
        List<Tensor> all = products(in);
        if (first.isEmpty()) {
          first = all;
        }
        loss = all.get(0).item();
        return loss;
      }

      @Override
      public double loss() {
        return loss;
      }

      @Override
      public double gradientCheck() {
        Inputs.Checksum check = new Inputs.Checksum();
        first.stream().skip(1).forEach(t -> check.add(t.value()));
        return check.sum();
      }
    };
  }

  @Override
  Step compiled() {
    return new ProgramStep(Program.of(in -> Trace.Result.of(products(in)), inputs()), 1);
  }

  @Override
  Optional<Step> function() {
    return Optional.of(
        new ProgramStep(Program.of(in -> Trace.Result.of(products(in).get(0)), inputs()), 1));
  }
}
