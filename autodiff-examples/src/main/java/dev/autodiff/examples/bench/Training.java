package dev.autodiff.examples.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import dev.autodiff.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Forward, backward and a step of gradient descent on one batch. */
final class Training extends Workload {
  private static final double RATE = 0.01;

  private final Network network;

  Training(String name, Network network, double loss, double gradientCheck) {
    super(name, DType.FLOAT32, loss, gradientCheck);
    this.network = network;
  }

  /** A network in training. */
  private abstract static class Model implements Step {
    final Network network;
    final List<Parameter> parameters = new ArrayList<>();
    private final List<NdArray> before;
    double loss;

    Model(Network network) {
      this.network = network;
      this.before = network.parameters();
      for (NdArray p : before) {
        // A copy of its own: what is compared with later must not be trained.
        parameters.add(
            Parameter.of("p" + parameters.size(), p.cast(DType.FLOAT64).cast(p.dtype())));
      }
    }

    List<Tensor> leaves() {
      return parameters.stream().map(Parameter::tensor).toList();
    }

    @Override
    public double loss() {
      return loss;
    }

    /** The gradient of the first step is what it changed, over the rate. */
    @Override
    public double gradientCheck() {
      Inputs.Checksum check = new Inputs.Checksum();
      for (int i = 0; i < before.size(); i++) {
        NdArray was = before.get(i).cast(DType.FLOAT64);
        NdArray is = parameters.get(i).value().cast(DType.FLOAT64);
        check.add(Tensor.of(was).sub(Tensor.of(is)).value(), RATE);
      }
      return check.sum();
    }
  }

  private static final class Eager extends Model {
    private final Tensor inputs;
    private final Tensor targets;
    private final Sgd sgd;

    Eager(Network network) {
      super(network);
      inputs = Tensor.of(network.inputs());
      targets = Tensor.of(network.targets());
      sgd = Sgd.of(parameters, RATE);
    }

    @Override
    public double take() {
      Tensor y = network.loss(leaves(), inputs, targets);
      sgd.step(Autodiff.gradients(y, parameters));
      loss = y.item();
      return loss;
    }
  }

  private static final class Compiled extends Model {
    private final Program program;

    Compiled(Network network, boolean update) {
      super(network);
      program =
          Program.of(
              in -> {
                Tensor y = network.loss(leaves(), in.get(0), in.get(1));
                Trace.Result result = Trace.Result.of(y);
                if (update) {
                  DifferentiableGradients g = Autodiff.differentiableGradients(y, parameters);
                  parameters.forEach(p -> result.update(p, p.tensor().sub(g.of(p).mul(RATE))));
                }
                return result;
              },
              network.inputs(),
              network.targets());
    }

    @Override
    public double take() {
      program.run();
      loss = program.scalar(0);
      return loss;
    }
  }

  @Override
  Step eager() {
    return new Eager(network);
  }

  @Override
  Step compiled() {
    return new Compiled(network, true);
  }

  @Override
  Optional<Step> function() {
    return Optional.of(new Compiled(network, false));
  }
}
