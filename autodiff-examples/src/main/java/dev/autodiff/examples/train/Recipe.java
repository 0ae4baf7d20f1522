package dev.autodiff.examples.train;

import dev.autodiff.array.DType;
import dev.autodiff.nn.init.Initializer;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Everything that decides how a network is built and trained; the same recipe on the same data
 * gives the same network.
 *
 * @param layers width of each layer, 784 pixels first, 10 classes last
 * @param activation of the hidden layers, a name of {@link Activations#names}
 * @param objective the cost, which decides the output layer
 * @param initializer of the weights, a name of {@link InitializerNames}, or auto
 * @param dtype element type of data and parameters
 * @param epochs passes through the training set, at most
 * @param batch examples in a step
 * @param learningRate η
 * @param momentum μ, 0 for none
 * @param lambda λ of the penalty λ/2n Σ w², 0 for none
 * @param validation fraction of the training set held out to watch progress
 * @param patience epochs without progress after which training stops; 0 to go on
 * @param seed of weights and shuffling
 */
record Recipe(
    List<Integer> layers,
    String activation,
    Objective objective,
    String initializer,
    DType dtype,
    int epochs,
    int batch,
    double learningRate,
    double momentum,
    double lambda,
    double validation,
    int patience,
    long seed) {

  private static final int PIXELS = 784;
  private static final int CLASSES = 10;

  /** Refuses what cannot be trained, naming the option. */
  Recipe {
    layers = List.copyOf(layers);
    int first = layers.get(0);
    int last = layers.get(layers.size() - 1);
    require(
        first == PIXELS,
        "--layers: the first layer must have 784 neurons, one for each pixel of a 28×28 image, not "
            + first);
    require(
        last == CLASSES,
        "--layers: the last layer must have 10 neurons, one for each class, not " + last);
    require(
        Activations.names().contains(activation),
        "--activation: there is no "
            + activation
            + ". Use one of "
            + String.join(", ", Activations.names()));
    require(epochs >= 1, "--epochs: must be at least 1, not " + epochs);
    require(batch >= 1, "--batch: must be at least 1, not " + batch);
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "--learning-rate: must be a positive number, not " + learningRate);
    require(
        momentum >= 0 && momentum < 1,
        "--momentum: must be at least 0 and below 1, not " + momentum);
    require(lambda >= 0 && Double.isFinite(lambda), "--lambda: must be at least 0, not " + lambda);
    require(
        validation >= 0 && validation < 1,
        "--validation: must be at least 0 and below 1, not " + validation);
    require(patience >= 0, "--early-stopping: must be at least 0, not " + patience);
    require(
        patience == 0 || validation > 0,
        "--early-stopping: needs a validation set: give --validation a fraction above 0");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message + ".");
    }
  }

  /** Returns a fresh network; weights are drawn from {@code rng}. */
  Sequential network(SplittableRandom rng) {
    Initializer weights = InitializerNames.named(initializer, activation);
    List<Layer> net = new ArrayList<>();
    for (int i = 1; i < layers.size(); i++) {
      net.add(Dense.create(layers.get(i - 1), layers.get(i), weights, dtype, rng));
      net.add(i < layers.size() - 1 ? Activations.named(activation) : objective.output());
    }
    return Sequential.of(net);
  }

  /**
   * Returns gradient descent for a network. The penalty λ/2n Σ w² has the gradient λ/n·w, which the
   * optimizer adds by itself, cheaper than as a part of the graph of every step.
   *
   * @param n size of the training set
   */
  Sgd optimizer(Sequential net, int n) {
    return Sgd.of(net.parameters(), learningRate)
        .withMomentum(momentum)
        .withWeightDecay(lambda / n);
  }

  /** Returns the network in a line, such as {@code 784-30-10, hidden sigmoid, …}. */
  String describe() {
    return layers.stream().map(String::valueOf).collect(Collectors.joining("-"))
        + (layers.size() > 2 ? ", hidden " + activation : "")
        + ", output "
        + objective.description()
        + ", "
        + dtype.name().toLowerCase(java.util.Locale.ROOT);
  }
}
