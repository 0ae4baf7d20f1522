package dev.autodiff.examples.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that prints text and, with {@code --json}, one JSON object as its last line.
 *
 * <p>{@code --json} and {@code --debug} are declared once, by the top-level command, and inherited.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the field
public abstract class JsonCommand implements Callable<Integer> {
  /** Exit code: the command did what it was asked to. */
  public static final int OK = 0;

  /** Exit code: the command ran, but a result is not what it must be. */
  public static final int CHECK_FAILED = 1;

  /** Exit code: an option, an argument or a file cannot be used. */
  public static final int BAD_INPUT = 2;

  /** Exit code: the command ran, but what it was to decide cannot be decided. */
  public static final int INCONCLUSIVE = 3;

  /** Exit code: a fault of this program (EX_SOFTWARE of BSD's sysexits). */
  public static final int INTERNAL_ERROR = 70;

  @Spec private CommandSpec spec;

  /** For subclasses. */
  protected JsonCommand() {}

  /**
   * Does the work.
   *
   * @return whether every check of the command passed
   * @throws IllegalArgumentException if an option or argument cannot be used
   * @throws IOException if a file cannot be read or written
   */
  protected abstract boolean run(Output out) throws IOException;

  /** Returns the exit code after {@link #run}, for commands that know more of them than two. */
  protected int exitCode(boolean passed) {
    return passed ? OK : CHECK_FAILED;
  }

  @Override
  public final Integer call() throws IOException {
    Output out = new Output(spec.commandLine().getOut());
    out.fact("command", spec.qualifiedName(" "));
    boolean passed = run(out);
    out.fact("passed", passed);
    if (isSet(spec, "--json")) {
      out.printFacts();
    }
    return exitCode(passed);
  }

  /** Returns whether an option of the top-level command without a value was given. */
  public static boolean isSet(CommandSpec command, String option) {
    return Boolean.TRUE.equals(command.root().findOption(option).getValue());
  }
}
