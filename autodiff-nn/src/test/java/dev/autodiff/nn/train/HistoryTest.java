package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static Epoch epoch(int number, double training, OptionalDouble validation) {
    return new Epoch(number, training, validation, Map.of(), 0.5, 0.25, 2);
  }

  @Test
  void bestIsTheFirstLowestValidationLoss() {
    List<Epoch> epochs = new ArrayList<>();
    double[] validation = {Double.NaN, 3, 1, 2, 1};
    for (int i = 0; i < validation.length; i++) {
      epochs.add(epoch(i + 1, -i, OptionalDouble.of(validation[i])));
    }
    History history = History.of(epochs, "enough");
    assertThat(history.best().number()).isEqualTo(3);
    assertThat(history.last().number()).isEqualTo(5);
    assertThat(history.epochs()).isEqualTo(epochs);
    assertThat(history).hasToString("5 epochs, best 3 with loss 1.0; stopped: enough");
  }

  @Test
  void bestIsTheLowestTrainingLossWithoutValidation() {
    History history =
        History.of(
            List.of(
                epoch(1, 3, OptionalDouble.empty()),
                epoch(2, 1, OptionalDouble.empty()),
                epoch(3, 2, OptionalDouble.empty())),
            "");
    assertThat(history.best().number()).isEqualTo(2);
    assertThat(history).hasToString("3 epochs, best 2 with loss 1.0");
  }

  @Test
  void tableHasAColumnForEachMetricInOrder() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("top-1", 0.75);
    metrics.put("error", 0.25);
    History history =
        History.of(
            List.of(
                new Epoch(1, 0.5, OptionalDouble.of(1e-3), metrics, 0.1, 0.125, 2),
                new Epoch(2, 0.25, OptionalDouble.empty(), metrics, 0.1, 0.0625, 3.5)),
            "");
    assertThat(history.toCsv())
        .isEqualTo(
            """
            epoch,training_loss,validation_loss,top-1,error,learning_rate,update,seconds
            1,0.5,0.001,0.75,0.25,0.1,0.125,2.0
            2,0.25,,0.75,0.25,0.1,0.0625,3.5
            """);
  }
}
