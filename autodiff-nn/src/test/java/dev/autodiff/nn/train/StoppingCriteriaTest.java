package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class StoppingCriteriaTest {
  /** Returns a history whose training losses and updates are the given numbers. */
  private static History history(double... losses) {
    List<Epoch> epochs = new ArrayList<>();
    for (double loss : losses) {
      epochs.add(
          new Epoch(epochs.size() + 1, loss, OptionalDouble.empty(), Map.of(), 0.1, loss, 1));
    }
    return History.of(epochs, "");
  }

  @Test
  void maxEpochsCounts() {
    StoppingCriterion two = StoppingCriteria.maxEpochs(2);
    assertThat(two.reasonToStop(history(1))).isEmpty();
    assertThat(two.reasonToStop(history(1, 1))).hasValue("the limit of 2 epochs is reached");
  }

  @Test
  void updateBelowLooksAtTheLastEpoch() {
    StoppingCriterion below = StoppingCriteria.updateBelow(0.5);
    assertThat(below.reasonToStop(history(0.1, 0.5))).isEmpty();
    assertThat(below.reasonToStop(history(1, 0.25))).hasValue("the update 0.25 is below θ = 0.5");
    assertThat(below.reasonToStop(history(1, Double.NaN))).isEmpty();
  }

  @Test
  void convergedLooksAtTheLastChange() {
    StoppingCriterion converged = StoppingCriteria.converged(0.1);
    assertThat(converged.reasonToStop(history(1))).isEmpty();
    assertThat(converged.reasonToStop(history(1, 0.75))).isEmpty();
    assertThat(converged.reasonToStop(history(2, 1, 1.0625)))
        .hasValue("the training loss changed by 0.0625, below 0.1");
  }

  @Test
  void patienceCountsSinceTheBest() {
    StoppingCriterion patience = StoppingCriteria.patience(2);
    assertThat(patience.reasonToStop(history(3, 1, 2))).isEmpty();
    assertThat(patience.reasonToStop(history(3, 1, 2, 1)))
        .hasValue("no better loss for 2 epochs, best was epoch 2");
  }

  @Test
  void refuseNumbersThatNeverStop() {
    assertThatThrownBy(() -> StoppingCriteria.maxEpochs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxEpochs: the number of epochs must be at least 1, not 0.");
    assertThatThrownBy(() -> StoppingCriteria.patience(-1))
        .hasMessage("patience: the number of epochs must be at least 1, not -1.");
    assertThatThrownBy(() -> StoppingCriteria.updateBelow(0))
        .hasMessage("updateBelow: θ must be above 0, not 0.0.");
    assertThatThrownBy(() -> StoppingCriteria.converged(Double.NaN))
        .hasMessage("converged: the tolerance must be above 0, not NaN.");
  }
}
