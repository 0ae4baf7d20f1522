package dev.autodiff.nn.train;

import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network makes of data sets, as many examples at a time as steps take: the kernels for
 * these shapes are compiled by then, while those for larger ones would be interpreted for most of a
 * short training. Full batches go through a program, which needs no memory of its own for each.
 */
final class Predictor {
  /** How many examples go through the network at a time at most; bounds the memory that takes. */
  private static final int MOST_AT_ONCE = 1024;

  private final Layer net;
  private final int atOnce;
  private final boolean compiled;
  private @Nullable Forward forward;

  /** The network compiled for batches of one shape and type. */
  private static final class Forward {
    final Slot batch;
    final Program program;

    Forward(Layer net, DataSet example) {
      batch = Slot.like(example);
      batch.fill(example, 0); // examples to trace by
      program = Program.of(inputs -> Trace.Result.of(net.apply(inputs.get(0))), batch.inputs());
      program.input(0, batch.inputs());
    }

    boolean fits(NdArray inputs, NdArray labels) {
      return inputs.dtype() == batch.inputs().dtype()
          && inputs.shape().equals(batch.inputs().shape())
          && labels.dtype() == batch.labels().dtype()
          && labels.shape().equals(batch.labels().shape());
    }

    Tensor run(DataSet data, int from) {
      batch.fill(data, from);
      program.run();
      return Tensor.of(program.output(0));
    }
  }

  /** Prepares predictions for batches of so many examples, compiled or not. */
  Predictor(Layer net, int batchSize, boolean compiled) {
    this.net = net;
    this.atOnce = Math.min(batchSize, MOST_AT_ONCE);
    this.compiled = compiled;
  }

  /**
   * Returns the network's outputs for all examples, one after the other; a constant. Callers wait
   * for each other, as they share a program and the batch it reads.
   */
  synchronized Tensor of(DataSet data) {
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    if (compiled && data.size() >= atOnce) {
      Forward f = forward(data.slice(0, atOnce));
      for (; from <= data.size() - atOnce; from += atOnce) {
        parts.add(f.run(data, from));
      }
    }
    while (from < data.size()) {
      int to = Math.min(from + atOnce, data.size());
      parts.add(net.apply(Tensor.constant("inputs", data.slice(from, to).inputs())).detach());
      from = to;
    }
    return parts.size() == 1 ? parts.get(0) : Tensor.concat(0, parts);
  }

  private Forward forward(DataSet example) {
    Forward f = forward;
    if (f == null || !f.fits(example.inputs(), example.labels())) {
      f = new Forward(net, example);
      forward = f;
    }
    return f;
  }
}
