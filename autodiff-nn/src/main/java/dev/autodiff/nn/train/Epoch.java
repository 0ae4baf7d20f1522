package dev.autodiff.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured in one epoch, one pass through the training set.
 *
 * @param number from 1
 * @param trainingLoss mean loss of the training examples, each with the parameters at the time its
 *     batch was used; without penalties, so that it compares with {@code validationLoss}
 * @param validationLoss loss on the validation set with the parameters at the end of the epoch;
 *     empty if there is none
 * @param metrics metrics by name, on the validation set or, without one, on the training set, with
 *     the parameters at the end of the epoch
 * @param learningRate η of the epoch's last step
 * @param update η(‖∇w C‖ + ‖∇b C‖), the size of a plain gradient step: Euclidean norms over all
 *     weights and over all biases of the gradient of the cost with penalties, for the epoch's last
 *     full batch (so in batch learning for the whole training set)
 * @param seconds time taken, evaluation included
 */
public record Epoch(
    int number,
    double trainingLoss,
    OptionalDouble validationLoss,
    Map<String, Double> metrics,
    double learningRate,
    double update,
    double seconds) {

  /** Copies the metrics, keeping their order. */
  public Epoch {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** Returns the loss that tells better from worse: validation if there is one, else training. */
  public double monitoredLoss() {
    return validationLoss.orElse(trainingLoss);
  }
}
