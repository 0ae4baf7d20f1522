package dev.autodiff.nn.train;

import static dev.autodiff.nn.train.TrainerTest.XOR;
import static dev.autodiff.nn.train.TrainerTest.clouds;
import static dev.autodiff.nn.train.TrainerTest.mlp;
import static dev.autodiff.nn.train.TrainerTest.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.metric.Metrics;
import dev.autodiff.nn.optim.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trainer refuses, and what it says. */
final class TrainerInputTest {
  @Test
  void refusesWhatCannotBeTrainedAndChangesNothing() {
    Sequential net = mlp(2, 4, 3, DType.FLOAT64);
    List<NdArray> before = values(net);
    Sgd sgd = Sgd.of(net.parameters(), 0.1);
    DataSet data = clouds(9, DType.FLOAT64);

    assertThatThrownBy(() -> Trainer.of(net, Losses::softmaxCrossEntropy, sgd).fit(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("trainer: nothing says when to stop. Call epochs(n) or stopWhen(criterion).");
    Trainer trainer = Trainer.of(net, Losses::softmaxCrossEntropy, sgd).epochs(1);
    assertThatThrownBy(() -> trainer.fit(data.slice(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trainer: the training set has no examples.");
    assertThatThrownBy(() -> trainer.fit(clouds(9, DType.FLOAT32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dense: dtypes differ: input float32, weights float64.");
    assertThatThrownBy(() -> trainer.validation(XOR).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("softmaxCrossEntropy: labels float64 [1, 1] do not fit");
    assertThat(values(net)).isEqualTo(before);
    assertThat(sgd.steps()).isZero();
  }

  @Test
  void refusesSettingsOutOfRange() {
    Sequential net = mlp(2, 4, 3, DType.FLOAT64);
    Sgd sgd = Sgd.of(net.parameters(), 0.1);
    Trainer trainer = Trainer.of(net, Losses::softmaxCrossEntropy, sgd);
    assertThatThrownBy(() -> trainer.epochs(0))
        .hasMessage("trainer: epochs must be at least 1, not 0.");
    assertThatThrownBy(() -> trainer.batchSize(-3))
        .hasMessage("trainer: batchSize must be at least 1, not -3.");
    trainer.metric("accuracy", Metrics::accuracy);
    assertThatThrownBy(() -> trainer.metric("accuracy", Metrics::accuracy))
        .hasMessage(
            "metric: \"accuracy\" is taken or no name. Use letters, digits and spaces; taken are"
                + " [accuracy].");
    assertThatThrownBy(
            () -> Trainer.of(mlp(2, 4, 3, DType.FLOAT64), Losses::softmaxCrossEntropy, sgd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "trainer: the optimizer changes no parameter of the network. Create it with"
                + " net.parameters().");
  }
}
