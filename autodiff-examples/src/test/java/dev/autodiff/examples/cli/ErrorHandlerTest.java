package dev.autodiff.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class ErrorHandlerTest {
  @Command(name = "tool")
  static final class Failing extends JsonCommand {
    @Option(names = "--json")
    boolean json;

    @Option(names = "--debug")
    boolean debug;

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    protected boolean run(Output out) throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      }
      throw (RuntimeException) failure;
    }
  }

  private static String fail(Exception failure, int exitCode) {
    StringWriter err = new StringWriter();
    ErrorHandler errors = new ErrorHandler();
    int code =
        new CommandLine(new Failing(failure))
            .setParameterExceptionHandler(errors)
            .setExecutionExceptionHandler(errors)
            .setErr(new PrintWriter(err))
            .execute();
    assertThat(code).isEqualTo(exitCode);
    return err.toString().strip();
  }

  @Test
  void badInputIsNamedAsItIs() {
    assertThat(fail(new IllegalArgumentException("--n: must be 1."), 2))
        .isEqualTo("tool: --n: must be 1.");
    assertThat(fail(new FileNotFoundException("a is missing."), 2))
        .isEqualTo("tool: a is missing.");
    assertThat(fail(new NoSuchFileException("a/b"), 2)).isEqualTo("tool: no such file: a/b");
    assertThat(fail(new AccessDeniedException("a"), 2)).isEqualTo("tool: no permission to use a");
    assertThat(fail(new DirectoryNotEmptyException("a"), 2)).isEqualTo("tool: cannot use a");
    assertThat(fail(new UncheckedIOException("wrapped", new IOException("why")), 2))
        .isEqualTo("tool: why");
  }

  @Test
  void severalLinesBecomeOne() {
    assertThat(fail(new IOException("no mirror:\n  a: down\n  b: down\nTry again."), 2))
        .isEqualTo("tool: no mirror: a: down; b: down; Try again.");
  }

  @Test
  void faultsOfTheProgramAreCalledSo() {
    assertThat(fail(new IllegalStateException("oops."), 70))
        .isEqualTo(
            "tool: internal error: java.lang.IllegalStateException: oops. Run again with --debug"
                + " for details.");
  }
}
