package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;

/** Small networks: layers, losses, attention, recurrence. */
final class NetworkSubjects {
  private NetworkSubjects() {}

  static List<Subject> list() {
    return List.of(
        Subject.of("sigmoid network, squared error", NetworkSubjects::sigmoidNetwork),
        Subject.of("relu network, cross-entropy", NetworkSubjects::reluNetwork),
        Subject.of("attention", NetworkSubjects::attention),
        Subject.of("layer normalisation", NetworkSubjects::layerNorm),
        Subject.of("recurrent network of 3 steps", NetworkSubjects::recurrent),
        Subject.of("convolutional network", NetworkSubjects::convolutional),
        Subject.of("embedding", NetworkSubjects::embedding));
  }

  private static Case sigmoidNetwork(Draw d) {
    Tensor x = Tensor.of(d.units(2, 2));
    Tensor target = Tensor.of(d.mask(2, 2));
    return Case.ofAll(
        in -> {
          Tensor h = x.matmul(in.get(0)).add(in.get(1)).sigmoid();
          Tensor y = h.matmul(in.get(2)).add(in.get(3)).sigmoid();
          return y.sub(target).square().mul(0.5).sum(1).mean();
        },
        d.units(2, 3),
        d.units(3),
        d.units(3, 2),
        d.units(2));
  }

  private static Case reluNetwork(Draw d) {
    Tensor x = Tensor.of(d.units(3, 2));
    NdArray labels = d.indices(2, 3);
    return Case.ofAll(
        in -> {
          Tensor h = x.matmul(in.get(0)).add(in.get(1)).relu();
          return h.matmul(in.get(2)).logSoftmax(1).pick(labels).mean().neg();
        },
        d.units(2, 3),
        d.units(3),
        d.units(3, 2));
  }

  private static Case attention(Draw d) {
    return Case.ofAll(
        in ->
            in.get(0)
                .matmul(in.get(1).transpose())
                .mul(1 / Math.sqrt(2))
                .softmax(1)
                .matmul(in.get(2)),
        d.units(3, 2),
        d.units(3, 2),
        d.units(3, 2));
  }

  private static Case layerNorm(Draw d) {
    return Case.ofAll(
        in -> {
          Tensor centred = in.get(0).sub(in.get(0).mean(true, 1));
          Tensor deviation = centred.square().mean(true, 1).add(1e-5).sqrt();
          return centred.div(deviation).mul(in.get(1)).add(in.get(2));
        },
        d.units(2, 3),
        d.units(3),
        d.units(3));
  }

  private static Case recurrent(Draw d) {
    Tensor[] x = {Tensor.of(d.units(2)), Tensor.of(d.units(2)), Tensor.of(d.units(2))};
    return Case.ofAll(
        in -> {
          Tensor h = in.get(2);
          for (Tensor step : x) {
            h = in.get(0).matmul(step).add(in.get(1).matmul(h)).tanh();
          }
          return h;
        },
        d.units(2, 2),
        d.units(2, 2),
        d.units(2));
  }

  private static Case convolutional(Draw d) {
    Tensor image = Tensor.of(d.units(1, 1, 4, 4));
    return Case.ofAll(
        in ->
            image
                .conv2d(in.get(0))
                .add(in.get(1).reshape(-1, 1, 1))
                .tanh()
                .mean(2, 3)
                .matmul(in.get(2)),
        d.units(2, 1, 3, 3),
        d.units(2),
        d.units(2, 2));
  }

  private static Case embedding(Draw d) {
    NdArray words = d.indices(3, 4);
    return Case.ofAll(
        in -> in.get(0).gatherRows(words).matmul(in.get(1)).tanh().sum(1),
        d.units(3, 2),
        d.units(2, 2));
  }
}
