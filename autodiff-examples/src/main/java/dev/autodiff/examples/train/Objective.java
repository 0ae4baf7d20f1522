package dev.autodiff.examples.train;

import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.loss.Losses;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A cost together with the output layer it belongs to. Cross-entropy and log-likelihood take the
 * weighted inputs of the output layer, which is exact where the outputs saturate.
 */
enum Objective {
  MSE("mse", "sigmoid with quadratic cost"),
  CROSS_ENTROPY("cross-entropy", "sigmoid with cross-entropy"),
  LOG_LIKELIHOOD("log-likelihood", "softmax with log-likelihood");

  private final String label;
  private final String description;

  Objective(String label, String description) {
    this.label = label;
    this.description = description;
  }

  static Objective named(String name) {
    return Arrays.stream(values())
        .filter(o -> o.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--loss: there is no "
                        + name
                        + ". Use one of "
                        + Arrays.stream(values())
                            .map(Objective::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  String description() {
    return description;
  }

  Loss loss() {
    return switch (this) {
      case MSE -> Losses::mse;
      case CROSS_ENTROPY -> Losses::binaryCrossEntropyWithLogits;
      case LOG_LIKELIHOOD -> Losses::softmaxCrossEntropy;
    };
  }

  /** What follows the last dense layer. */
  Layer output() {
    return this == MSE ? Activations.sigmoid() : Activations.linear();
  }

  /** Returns the examples with labels as the loss wants them. */
  DataSet prepare(DataSet data) {
    return this == LOG_LIKELIHOOD ? data : data.oneHot(10);
  }

  @Override
  public String toString() {
    return label;
  }
}
