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
import java.util.ArrayList;
import java.util.List;
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
  private final List<Sized> sizes = new ArrayList<>(); // one or two
  private double rate;
  private NdArray rateArray;

  /** The program for one size of batch, and the batch it reads unless another is given. */
  private record Sized(int size, Slot batch, Program program) {}

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
    this.rate = optimizer.learningRate();
    this.rateArray = NdArray.scalar(type, rate);
  }

  /**
   * Takes a step and returns the loss of the batch before it, without penalties.
   *
   * @param data the training set, in some order
   * @param from the batch's first example
   * @param to the example after its last
   */
  double run(DataSet data, int from, int to) {
    Sized s = sized(to - from);
    Slot batch = s.batch;
    if (prefetch != null && s.size == batchSize) {
      batch = prefetch.batch(data, from);
    } else {
      batch.fill(data, from);
    }
    s.program.input(0, batch.inputs());
    s.program.input(1, batch.labels());
    s.program.input(2, rate());
    s.program.run();
    optimizer.stepped();
    return s.program.scalar(0);
  }

  private Sized sized(int size) {
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i).size == size) {
        return sizes.get(i);
      }
    }
    Sized s = compile(size);
    sizes.add(s);
    return s;
  }

  private Sized compile(int size) {
    Slot batch = Slot.like(train.slice(0, size));
    batch.fill(train, 0); // examples to trace by
    return new Sized(size, batch, Program.of(this::step, batch.inputs(), batch.labels(), rate()));
  }

  /**
   * Returns the learning rate as programs read it: the same array for as long as it is the same.
   */
  private NdArray rate() {
    double now = optimizer.learningRate();
    if (now != rate) {
      rate = now;
      rateArray = NdArray.scalar(type, now);
    }
    return rateArray;
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
