package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Parameter;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parameters may be read while a program that changes them runs in another thread. */
@Timeout(60)
final class ProgramThreadsTest {
  @Test
  void aReaderSeesWholeStepsAndNoneIsLost() throws InterruptedException {
    Parameter p = Parameter.of("p", NdArray.zeros(1000));
    Program step = Program.of(x -> Trace.Result.of().update(p, p.tensor().add(1)));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger torn = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              while (!stop.get()) {
                double[] v = p.value().toDoubles();
                if (Arrays.stream(v).anyMatch(e -> e != v[0])) {
                  torn.incrementAndGet();
                }
              }
            });
    reader.start();
    for (int i = 0; i < 20_000; i++) {
      step.run();
    }
    stop.set(true);
    reader.join();
    assertThat(torn).hasValue(0);
    assertThat(p.value().get(0)).isEqualTo(20_000);
  }
}
