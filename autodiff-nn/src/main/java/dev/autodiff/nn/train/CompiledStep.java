package dev.autodiff.nn.train;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import dev.autodiff.nn.data.DataSet;
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
 * batch, of which there are two, the full one and what is left at the end of an epoch. A batch is
 * copied to arrays that programs read and nothing else ever sees, so that later ones use them
 * again: ahead of its step if {@link Prefetch} thinks that worth while, else by the step.
 */
final class CompiledStep {
  private final Layer net;
  private final Loss loss;
  private final @Nullable Regularizer regularizer;
  private final Optimizer optimizer;
  private final DataSet train;
  private final DType type;
  private final int batchSize;
  private final @Nullable Prefetch prefetch;
  private final Map<Integer, Sized> sizes = new HashMap<>();

  /** The program for one size of batch, and the arrays it reads. */
  private static final class Sized {
    final Object inputs;
    final Object labels;
    final Program program;

    Sized(NdArray inputs, NdArray labels, Program program) {
      this.inputs = inputs.storage();
      this.labels = labels.storage();
      this.program = program;
      program.input(0, inputs);
      program.input(1, labels);
    }
  }

  /** Prepares steps on so many examples of a training set, or fewer at its end. */
  CompiledStep(
      Layer net,
      Loss loss,
      @Nullable Regularizer regularizer,
      Optimizer optimizer,
      DataSet train,
      int batchSize) {
    this.net = net;
    this.loss = loss;
    this.regularizer = regularizer;
    this.optimizer = optimizer;
    this.train = train;
    this.batchSize = batchSize;
    this.prefetch = Prefetch.of(train, batchSize);
    this.type = optimizer.parameters().get(0).value().dtype();
  }

  /**
   * Takes a step and returns the loss of the batch before it, without penalties.
   *
   * @param data the training set, in some order
   * @param from the batch's first example
   * @param to the example after its last
   */
  double run(DataSet data, int from, int to) {
    Sized s = sizes.computeIfAbsent(to - from, this::compile);
    if (prefetch != null && to - from == batchSize) {
      Prefetch.Slot batch = prefetch.batch(data, from);
      s.program.input(0, batch.inputs());
      s.program.input(1, batch.labels());
    } else {
      data.copyTo(from, to, s.inputs, s.labels);
    }
    s.program.input(2, rate());
    s.program.run();
    optimizer.stepped();
    return s.program.scalar(0);
  }

  private Sized compile(int size) {
    DataSet some = train.slice(0, size);
    NdArray x = NdArray.zeros(some.inputs().dtype(), some.inputs().shape());
    NdArray y = NdArray.zeros(some.labels().dtype(), some.labels().shape());
    some.copyTo(0, size, x.storage(), y.storage()); // examples to trace by
    return new Sized(x, y, Program.of(this::step, x, y, rate()));
  }

  private NdArray rate() {
    return NdArray.scalar(type, optimizer.learningRate());
  }

  private Trace.Result step(List<Tensor> inputs) {
    Tensor c = loss.apply(net.apply(inputs.get(0)), inputs.get(1));
    Tensor cost =
        regularizer == null ? c : c.add(regularizer.apply(optimizer.parameters(), train.size()));
    Trace.Result result = Trace.Result.of(c);
    optimizer.trace(
        Autodiff.differentiableGradients(cost, optimizer.parameters()), inputs.get(2), result);
    return result;
  }
}
