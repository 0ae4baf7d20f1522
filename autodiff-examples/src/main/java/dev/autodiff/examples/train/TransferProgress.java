package dev.autodiff.examples.train;

import dev.autodiff.examples.cli.Terminal;
import dev.autodiff.nn.data.Download;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows files arrive: a bar for each on a terminal, else a line for each. */
final class TransferProgress implements Download.Progress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private String current = "";
  private @Nullable ProgressBar bar;

  TransferProgress(PrintStream out) {
    this.out = out;
    this.terminal = Terminal.isInteractive();
  }

  @Override
  public void update(String file, long done, long total) {
    if (!file.equals(current)) {
      close();
      current = file;
      if (terminal) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(file)
                .setInitialMax(total)
                .setUnit(" MB", MEGABYTE)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
      } else {
        out.println("fetching " + file);
      }
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
