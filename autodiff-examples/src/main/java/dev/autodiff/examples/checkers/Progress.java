package dev.autodiff.examples.checkers;

import dev.autodiff.examples.cli.Terminal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows on the error stream how many functions are done: a bar on a terminal, else a line for each
 * tenth.
 */
final class Progress implements IntConsumer, AutoCloseable {
  private final int functions;
  private final AtomicInteger done = new AtomicInteger();
  private final @Nullable ProgressBar bar;

  Progress(int functions) {
    this.functions = functions;
    this.bar =
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setTaskName("functions")
                .setInitialMax(functions)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build()
            : null;
  }

  @Override
  public void accept(int function) {
    int count = done.incrementAndGet();
    if (bar != null) {
      bar.stepTo(count);
    } else if (count * 10 / functions > (count - 1) * 10 / functions) {
      System.err.println(count + " of " + functions + " functions done");
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
