package dev.autodiff.examples.train;

import dev.autodiff.examples.cli.LineChart;
import dev.autodiff.nn.train.Epoch;
import dev.autodiff.nn.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A picture of a training run: loss on the left, accuracy on the right. */
final class LearningCurves {
  private LearningCurves() {}

  static void save(String title, History history, double testAccuracy, Path file)
      throws IOException {
    List<Epoch> epochs = history.epochs();
    boolean validated = history.last().validationLoss().isPresent();
    double[] x = values(epochs, Epoch::number);
    LineChart loss =
        LineChart.of("Loss: " + title, "epoch", "loss")
            .curve("training", x, values(epochs, Epoch::trainingLoss));
    if (validated) {
      loss.curve("validation", x, values(epochs, e -> e.validationLoss().orElse(Double.NaN)));
    }
    double[] ends = {x[0], x[x.length - 1]};
    LineChart accuracy =
        LineChart.of("Accuracy: " + title, "epoch", "accuracy in %").legendAtLowerRight();
    if (validated) {
      accuracy.skipColor();
    }
    accuracy
        .curve(
            validated ? "validation" : "training",
            x,
            values(epochs, e -> 100 * e.metrics().getOrDefault("accuracy", Double.NaN)))
        .dashed(
            String.format(Locale.ROOT, "test, at the end: %.2f %%", 100 * testAccuracy),
            ends,
            new double[] {100 * testAccuracy, 100 * testAccuracy});
    LineChart.saveRow(file, loss, accuracy);
  }

  private static double[] values(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }
}
