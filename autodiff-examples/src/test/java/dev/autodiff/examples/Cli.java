package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * One run of the command line in this process.
 *
 * @param exitCode the exit code
 * @param out what went to the standard output
 * @param err what went to the standard error
 */
public record Cli(int exitCode, String out, String err) {

  /** Runs the command line with the given arguments. */
  public static Cli run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintStream terminal = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      int code =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(Ansi.OFF))
              .setUsageHelpWidth(100)
              .execute(args);
      return new Cli(code, out.toString(), err.toString());
    } finally {
      System.setErr(terminal); // progress goes there, past the command line's own streams
    }
  }

  /** Returns the last line of the output as JSON. */
  public JsonObject json() {
    List<String> lines = out.lines().toList();
    return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
  }

  /** Asserts exit code 2 and exactly this one line on the error stream. */
  public void assertRefused(String message) {
    assertThat(err).isEqualTo(message + System.lineSeparator());
    assertThat(exitCode).isEqualTo(2);
  }
}
