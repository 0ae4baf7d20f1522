package dev.autodiff.nn.train;

import java.util.List;

/** The course of a training run, epoch by epoch. Immutable; has at least one epoch. */
public final class History {
  private final List<Epoch> epochs;
  private final Epoch best;
  private final String stopReason;

  private History(List<Epoch> epochs, Epoch best, String stopReason) {
    this.epochs = epochs;
    this.best = best;
    this.stopReason = stopReason;
  }

  /**
   * Returns the history of the given epochs, at least one; the reason is empty while it goes on.
   */
  static History of(List<Epoch> epochs, String stopReason) {
    Epoch best = epochs.get(0);
    for (Epoch e : epochs) {
      if (e.monitoredLoss() < best.monitoredLoss() || Double.isNaN(best.monitoredLoss())) {
        best = e;
      }
    }
    return new History(List.copyOf(epochs), best, stopReason);
  }

  /** Returns the epochs in order. */
  public List<Epoch> epochs() {
    return epochs;
  }

  /** Returns the last epoch. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /**
   * Returns the epoch with the lowest validation loss or, without validation, the lowest training
   * loss; the first at a tie.
   */
  public Epoch best() {
    return best;
  }

  /** Returns why training ended; empty while it goes on. */
  public String stopReason() {
    return stopReason;
  }

  /**
   * Returns a table with a header and a line for each epoch, separated by commas: {@code
   * epoch,training_loss,validation_loss,}the metrics{@code ,learning_rate,update,seconds}. Without
   * validation its column is empty.
   */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("epoch,training_loss,validation_loss");
    best.metrics().keySet().forEach(name -> csv.append(',').append(name));
    csv.append(",learning_rate,update,seconds\n");
    for (Epoch e : epochs) {
      csv.append(e.number()).append(',').append(e.trainingLoss()).append(',');
      e.validationLoss().ifPresent(csv::append);
      e.metrics().values().forEach(value -> csv.append(',').append(value));
      csv.append(',').append(e.learningRate());
      csv.append(',').append(e.update());
      csv.append(',').append(e.seconds()).append('\n');
    }
    return csv.toString();
  }

  /** Returns the number of epochs, the best, and why training ended, in a line. */
  @Override
  public String toString() {
    return epochs.size()
        + " epochs, best "
        + best.number()
        + " with loss "
        + best.monitoredLoss()
        + (stopReason.isEmpty() ? "" : "; stopped: " + stopReason);
  }
}
