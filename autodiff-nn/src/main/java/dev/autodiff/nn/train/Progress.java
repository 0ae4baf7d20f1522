package dev.autodiff.nn.train;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows how training goes on: a bar that fills in each epoch on a terminal, and a line for each.
 */
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

  /**
   * Tells that a batch is done.
   *
   * @param loss mean training loss of the epoch so far
   */
  void batchDone(double loss) {}

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

  /** A bar during each epoch, which gives way to the line. */
  private static final class Bars extends Progress {
    private final PrintStream out;
    private @Nullable ProgressBar bar;
    private @Nullable Cleared shown;

    Bars(PrintStream out, int limit) {
      super(out, limit);
      this.out = out;
    }

    @Override
    void epochStarts(int number, int batches) {
      Cleared consumer = new Cleared(out);
      shown = consumer;
      bar =
          new ProgressBarBuilder()
              .setTaskName(title(number))
              .setInitialMax(batches)
              .setConsumer(consumer)
              .build();
    }

    @Override
    void batchDone(double loss) {
      if (bar != null) {
        bar.setExtraMessage(number(" loss", loss));
        bar.step();
      }
    }

    @Override
    void epochDone(Epoch epoch) {
      close();
      super.epochDone(epoch);
    }

    @Override
    public void close() {
      if (bar != null && shown != null) {
        bar.close();
        shown.vanish();
        bar = null;
      }
    }
  }

  /** Blanks the bar and goes back to where it began, so that the next line takes its place. */
  private static final class Cleared extends ConsoleProgressBarConsumer {
    private final PrintStream out;
    private boolean closed;

    Cleared(PrintStream out) {
      super(out);
      this.out = out;
    }

    /** Draws the bar, but not once it is gone: the library's thread may be late. */
    @Override
    public synchronized void accept(String bar) {
      if (!closed) {
        super.accept(bar);
      }
    }

    /** Nothing: the library may close more than once, and draw again in between. */
    @Override
    public void close() {}

    synchronized void vanish() {
      closed = true;
      out.print("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
      out.flush();
    }
  }
}
