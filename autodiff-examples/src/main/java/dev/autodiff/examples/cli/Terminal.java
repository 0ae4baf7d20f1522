package dev.autodiff.examples.cli;

import java.io.Console;

/** Whether a person is watching. */
public final class Terminal {
  private Terminal() {}

  /** Returns whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on, isTerminal is asked as well
  public static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
