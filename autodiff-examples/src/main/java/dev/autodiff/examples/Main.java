package dev.autodiff.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the runnable jar. */
@Command(name = "autodiff", mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }

  /** Runs the command line. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
