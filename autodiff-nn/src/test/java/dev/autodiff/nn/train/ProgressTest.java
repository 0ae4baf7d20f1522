package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final Epoch EPOCH =
      new Epoch(1, 0.123456, OptionalDouble.of(2), Map.of("accuracy", 0.875), 0.1, 1, 1.25);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static void show(Progress progress) {
    try (progress) {
      progress.epochStarts(1, 2);
      progress.batchDone(0.2);
      progress.batchDone(0.123456);
      progress.epochDone(EPOCH);
      progress.stopped(History.of(List.of(EPOCH), "the limit of 1 epoch is reached"));
    }
  }

  @Test
  void aStreamThatIsNoTerminalGetsLines() {
    show(Progress.to(out, 1));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("epoch 1/1: loss 0.1235, validation loss 2.0000, accuracy 0.8750, 1.3 s");
  }

  @Test
  void withoutALimitTheReasonToStopIsShown() {
    show(Progress.lines(out, 0));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "epoch 1: loss 0.1235, validation loss 2.0000, accuracy 0.8750, 1.3 s",
            "stopped after epoch 1: the limit of 1 epoch is reached");
  }

  @Test
  void aTerminalGetsABarThatGivesWayToTheLine() {
    show(Progress.bars(out, 1));
    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertThat(shown).contains("epoch 1/1 ", "100%");
    assertThat(shown.substring(shown.lastIndexOf('\r') + 1).lines())
        .containsExactly("epoch 1/1: loss 0.1235, validation loss 2.0000, accuracy 0.8750, 1.3 s");
  }
}
