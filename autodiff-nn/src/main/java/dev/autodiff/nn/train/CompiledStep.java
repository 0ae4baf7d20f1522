package dev.autodiff.nn.train;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.compile.Program;
import dev.autodiff.nn.data.Batch;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.loss.Regularizer;
import dev.autodiff.nn.optim.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step of training, compiled: forward, backward and update as one program for each size of
 * batch, of which there are two, the full one and what is left at the end of an epoch.
 */
final class CompiledStep {
  private final Layer net;
  private final Loss loss;
  private final @Nullable Regularizer regularizer;
  private final Optimizer optimizer;
  private final int examples;
  private final DType type;
  private final Map<List<Shape>, Program> programs = new HashMap<>();

  /** Prepares steps on a training set of {@code examples} examples. */
  CompiledStep(
      Layer net, Loss loss, @Nullable Regularizer regularizer, Optimizer optimizer, int examples) {
    this.net = net;
    this.loss = loss;
    this.regularizer = regularizer;
    this.optimizer = optimizer;
    this.examples = examples;
    this.type = optimizer.parameters().get(0).value().dtype();
  }

  /** Takes a step and returns the loss of the batch before it, without penalties. */
  double run(Batch batch) {
    NdArray x = batch.inputs().value();
    NdArray y = batch.labels().value();
    NdArray rate = NdArray.scalar(type, optimizer.learningRate());
    Program p =
        programs.computeIfAbsent(
            List.of(x.shape(), y.shape()), s -> Program.of(this::step, x, y, rate));
    p.input(0, x);
    p.input(1, y);
    p.input(2, rate);
    p.run();
    optimizer.stepped();
    return p.scalar(0);
  }

  private Trace.Result step(List<Tensor> inputs) {
    Tensor c = loss.apply(net.apply(inputs.get(0)), inputs.get(1));
    Tensor cost =
        regularizer == null ? c : c.add(regularizer.apply(optimizer.parameters(), examples));
    Trace.Result result = Trace.Result.of(c);
    optimizer.trace(
        Autodiff.differentiableGradients(cost, optimizer.parameters()), inputs.get(2), result);
    return result;
  }
}
