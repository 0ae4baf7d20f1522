package dev.autodiff.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SchedulesTest {
  @Test
  void haveTheirClosedForms() {
    assertThat(Schedules.constant().factor(1_000_000)).isEqualTo(1);

    LearningRateSchedule step = Schedules.stepDecay(10, 0.5);
    assertThat(step.factor(0)).isEqualTo(1);
    assertThat(step.factor(9)).isEqualTo(1);
    assertThat(step.factor(10)).isEqualTo(0.5);
    assertThat(step.factor(39)).isEqualTo(0.125);

    assertThat(Schedules.exponential(0.5).factor(0)).isEqualTo(1);
    assertThat(Schedules.exponential(0.5).factor(5)).isEqualTo(1 / 32.0);

    assertThat(Schedules.inverseTime(0.5).factor(0)).isEqualTo(1);
    assertThat(Schedules.inverseTime(0.5).factor(6)).isEqualTo(0.25);

    LearningRateSchedule cosine = Schedules.cosine(12);
    assertThat(cosine.factor(0)).isEqualTo(1);
    assertThat(cosine.factor(4)).isCloseTo(0.75, within(1e-15)); // cos 60° = ½
    assertThat(cosine.factor(6)).isCloseTo(0.5, within(1e-15));
    assertThat(cosine.factor(12)).isZero();
    assertThat(cosine.factor(100)).isZero();
  }

  @Test
  void refuseWhatMakesNoSense() {
    assertThatThrownBy(() -> Schedules.stepDecay(0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stepDecay: every must be at least 1, not 0.");
    assertThatThrownBy(() -> Schedules.stepDecay(3, 1.5))
        .hasMessage("stepDecay: γ must be above 0 and at most 1, not 1.5.");
    assertThatThrownBy(() -> Schedules.exponential(0))
        .hasMessage("exponential: γ must be above 0 and at most 1, not 0.0.");
    assertThatThrownBy(() -> Schedules.inverseTime(-1))
        .hasMessage("inverseTime: decay must be a finite number ≥ 0, not -1.0.");
    assertThatThrownBy(() -> Schedules.cosine(-5))
        .hasMessage("cosine: steps must be at least 1, not -5.");
  }
}
