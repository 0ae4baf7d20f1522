package dev.autodiff.examples.bench;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense network with a batch to learn.
 *
 * @param sigmoid sigmoid after every layer and the mean squared error; otherwise relu between
 *     layers and the mean cross-entropy of logits
 * @param batch the number of examples
 * @param sizes the widths, from inputs to classes
 */
record Network(boolean sigmoid, int batch, List<Integer> sizes) {
  static Network of(boolean sigmoid, int batch, Integer... sizes) {
    return new Network(sigmoid, batch, List.of(sizes));
  }

  private int classes() {
    return sizes.get(sizes.size() - 1);
  }

  /** Returns the inputs, [batch, width]. */
  NdArray inputs() {
    return Inputs.uniform(1, 0, 1, batch, sizes.get(0));
  }

  /** Returns what the loss compares with: one-hot rows, or labels. */
  NdArray targets() {
    NdArray labels = Inputs.labels(2, batch, classes());
    return sigmoid ? Tensor.of(labels).oneHot(classes(), DType.FLOAT32).value() : labels;
  }

  /** Returns weight 0, bias 0, weight 1, … */
  List<NdArray> parameters() {
    List<NdArray> all = new ArrayList<>();
    for (int l = 0; l < sizes.size() - 1; l++) {
      int in = sizes.get(l);
      int out = sizes.get(l + 1);
      double s = 1 / Math.sqrt(in);
      all.add(Inputs.uniform(10 + 2 * l, -s, s, in, out));
      all.add(Inputs.uniform(11 + 2 * l, -s, s, out));
    }
    return all;
  }

  /** Returns a direction in the space of the parameters, in their order. */
  List<NdArray> direction() {
    List<NdArray> all = new ArrayList<>();
    for (NdArray p : parameters()) {
      all.add(Inputs.uniform(50 + all.size(), -1, 1, p.shape().toArray()));
    }
    return all;
  }

  /** Returns the loss of a batch. */
  Tensor loss(List<Tensor> parameters, Tensor inputs, Tensor targets) {
    Tensor x = inputs;
    for (int i = 0; i < parameters.size(); i += 2) {
      x = x.matmul(parameters.get(i)).add(parameters.get(i + 1));
      if (sigmoid) {
        x = x.sigmoid();
      } else if (i + 2 < parameters.size()) {
        x = x.relu();
      }
    }
    return sigmoid ? x.sub(targets).square().mean() : x.logSoftmax(1).pick(targets).mean().neg();
  }
}
