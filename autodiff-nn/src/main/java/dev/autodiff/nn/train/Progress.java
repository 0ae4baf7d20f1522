package dev.autodiff.nn.train;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how training goes on: a bar that fills in each epoch on a terminal, else plain lines. */
class Progress implements AutoCloseable {
  private final PrintStream out;
  private final int limit; // the greatest number of epochs, 0 if unknown

  private Progress(PrintStream out, int limit) {
    this.out = out;
    this.limit = limit;
  }

  /** Returns a bar if {@code out} is a terminal, else plain lines. */
  static Progress to(PrintStream out, int limit) {
    return isTerminal(out) ? bars(out, limit) : lines(out, limit);
  }

  static Progress lines(PrintStream out, int limit) {
    return new Progress(out, limit);
  }

  static Progress bars(PrintStream out, int limit) {
    return new Bars(out, limit);
  }

  @SuppressWarnings("SystemConsoleNull") // from Java 22 on isTerminal tells
  private static boolean isTerminal(PrintStream out) {
    Console console = System.console();
    if (console == null || (out != System.out && out != System.err)) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  void epochStarts(int number, int batches) {}

  void batchDone() {}

  void epochDone(Epoch epoch) {
    out.println(title(epoch.number()) + ": " + summary(epoch));
  }

  void stopped(History history) {
    if (history.epochs().size() != limit) {
      out.println("stopped after epoch " + history.last().number() + ": " + history.stopReason());
    }
  }

  final String title(int number) {
    return "epoch " + number + (limit > 0 ? "/" + limit : "");
  }

  static String summary(Epoch epoch) {
    StringBuilder s = new StringBuilder(number("loss", epoch.trainingLoss()));
    epoch.validationLoss().ifPresent(v -> s.append(number(", validation loss", v)));
    epoch.metrics().forEach((name, v) -> s.append(number(", " + name, v)));
    return s.append(String.format(Locale.ROOT, ", %.1f s", epoch.seconds())).toString();
  }

  private static String number(String name, double value) {
    return String.format(Locale.ROOT, "%s %.4f", name, value);
  }

  /** Ends what is being shown. */
  @Override
  public void close() {}

  /** A bar for each epoch. */
  private static final class Bars extends Progress {
    private final PrintStream out;
    private @Nullable ProgressBar bar;

    Bars(PrintStream out, int limit) {
      super(out, limit);
      this.out = out;
    }

    @Override
    void epochStarts(int number, int batches) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(title(number))
              .setInitialMax(batches)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .build();
    }

    @Override
    void batchDone() {
      if (bar != null) {
        bar.step();
      }
    }

    @Override
    void epochDone(Epoch epoch) {
      if (bar != null) {
        bar.setExtraMessage(" " + summary(epoch));
      }
      close();
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
