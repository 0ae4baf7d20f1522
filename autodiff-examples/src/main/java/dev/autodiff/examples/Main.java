package dev.autodiff.examples;

import dev.autodiff.examples.bench.Bench;
import dev.autodiff.examples.check.Check;
import dev.autodiff.examples.cli.ErrorHandler;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.experiment.Experiments;
import dev.autodiff.examples.train.Tour;
import dev.autodiff.examples.train.Train;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: without a command it takes the tour. */
@Command(
    name = "autodiff",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Automatic differentiation in pure Java, shown at work.",
      "",
      "Without a command: the tour. A formula is differentiated and checked, then a network learns"
          + " to read handwritten digits; its learning curves go to target/."
    },
    footer = {
      "",
      "Examples:",
      "  autodiff",
      "  autodiff train mnist --epochs 20 --plot curves.png",
      "  autodiff train --help",
      "  autodiff experiment olah",
      "  autodiff check \"(a+b)^2\" --at a=1,b=2 --gradient a=\"2*(a+b)\"",
      "  autodiff bench scalar_seed gemm_f32_512",
      "",
      "Here autodiff stands for java -jar autodiff-examples/target/autodiff.jar."
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      Train.class,
      Experiments.class,
      Check.class,
      Bench.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:a check failed",
      "2:bad input: an option, an argument or a file cannot be used",
      "70:internal error"
    })
public final class Main extends JsonCommand {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Make the last line of the output a JSON object.")
  boolean json;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  boolean debug;

  @Override
  protected boolean run(Output out) throws IOException {
    return Tour.run(out, System.err);
  }

  /** Returns the command line, which reports errors in one line and by exit code. */
  public static CommandLine commandLine() {
    ErrorHandler errors = new ErrorHandler();
    return new CommandLine(new Main())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Runs the command line. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Charset outCharset = charset("stdout.encoding");
    Charset errCharset = charset("stderr.encoding");
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, errCharset));
    CommandLine command =
        commandLine()
            .setOut(writer(new FileOutputStream(FileDescriptor.out), outCharset))
            .setErr(writer(System.err, errCharset));
    int code = command.execute(args);
    command.getOut().flush();
    command.getErr().flush();
    System.exit(code);
  }

  /** Formulas need ∂ and σ: a stream whose encoding lacks them is written in UTF-8. */
  private static Charset charset(String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return charset.newEncoder().canEncode("∂σδ²") ? charset : StandardCharsets.UTF_8;
  }

  private static PrintWriter writer(OutputStream stream, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"autodiff " + (version == null ? "(not packaged)" : version)};
    }
  }
}
