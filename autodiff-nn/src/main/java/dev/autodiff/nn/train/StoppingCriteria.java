package dev.autodiff.nn.train;

import java.util.List;
import java.util.Optional;

/** The usual stopping criteria. */
public final class StoppingCriteria {
  private StoppingCriteria() {}

  /** Stops after so many epochs. */
  public static StoppingCriterion maxEpochs(int epochs) {
    requireCount("maxEpochs", epochs);
    return history ->
        stopIf(
            history.epochs().size() >= epochs,
            "the limit of " + epochs + (epochs == 1 ? " epoch" : " epochs") + " is reached");
  }

  /**
   * Stops when η(‖∇w C‖ + ‖∇b C‖) &lt; θ, see {@link Epoch#update}. In batch learning this is the
   * criterion of textbooks; in mini-batch learning it judges by the last full batch, whose gradient
   * need not vanish at a minimum of the whole cost.
   */
  public static StoppingCriterion updateBelow(double theta) {
    requireThreshold("updateBelow", "θ", theta);
    return history ->
        stopIf(
            history.last().update() < theta,
            "the update " + history.last().update() + " is below θ = " + theta);
  }

  /**
   * Stops when the training loss has changed by less than {@code tolerance} since the epoch before.
   */
  public static StoppingCriterion converged(double tolerance) {
    requireThreshold("converged", "the tolerance", tolerance);
    return history -> {
      List<Epoch> epochs = history.epochs();
      if (epochs.size() < 2) {
        return Optional.empty();
      }
      double before = epochs.get(epochs.size() - 2).trainingLoss();
      double change = Math.abs(history.last().trainingLoss() - before);
      return stopIf(
          change < tolerance, "the training loss changed by " + change + ", below " + tolerance);
    };
  }

  /** Stops when the best epoch is so many epochs ago; see {@link History#best}. */
  public static StoppingCriterion patience(int epochs) {
    requireCount("patience", epochs);
    return history ->
        stopIf(
            history.last().number() - history.best().number() >= epochs,
            "no better loss for " + epochs + " epochs, best was epoch " + history.best().number());
  }

  private static Optional<String> stopIf(boolean stop, String reason) {
    return stop ? Optional.of(reason) : Optional.empty();
  }

  private static void requireCount(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + ": the number of epochs must be at least 1, not " + value + ".");
    }
  }

  private static void requireThreshold(String name, String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          name + ": " + what + " must be above 0, not " + value + ".");
    }
  }
}
