package dev.autodiff.examples.cli;

import dev.autodiff.formula.FormulaException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns a failure into one line on the error stream that names the command, and an exit code; a
 * formula at fault is shown below it, with a caret under the place. With {@code --debug} the stack
 * trace follows; with {@code --json} the last line of the output says it too.
 */
public final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Returns a handler. */
  public ErrorHandler() {}

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += ". Did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    List<String> given = Arrays.asList(args);
    String name = command.getCommandSpec().qualifiedName(" ");
    return report(
        command,
        e,
        oneLine(message).replaceFirst("[.]?$", message.endsWith("?") ? "" : ".")
            + " See "
            + name
            + " --help.",
        JsonCommand.BAD_INPUT,
        given.contains("--json"),
        given.contains("--debug"));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    boolean json = JsonCommand.isSet(command.getCommandSpec(), "--json");
    boolean debug = JsonCommand.isSet(command.getCommandSpec(), "--debug");
    boolean input =
        e instanceof IllegalArgumentException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    String message =
        input
            ? describe(e)
            : "internal error: "
                + oneLine(e.toString()).replaceFirst("[.]$", "")
                + ". Run again with --debug for details.";
    return report(
        command,
        e,
        message,
        input ? JsonCommand.BAD_INPUT : JsonCommand.INTERNAL_ERROR,
        json,
        debug);
  }

  private static int report(
      CommandLine command, Exception e, String message, int code, boolean json, boolean debug) {
    String name = command.getCommandSpec().qualifiedName(" ");
    PrintWriter err = command.getErr();
    err.println(name + ": " + message);
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    if (json) {
      Output out = new Output(command.getOut());
      out.fact("command", name);
      out.fact("passed", false);
      out.fact("error", message);
      out.fact("exitCode", code);
      out.printFacts();
    }
    return code;
  }

  /** The messages of file system exceptions are often only a path. */
  private static String describe(Exception e) {
    Throwable wrapped = e.getCause();
    Throwable cause = e instanceof UncheckedIOException && wrapped != null ? wrapped : e;
    if (cause instanceof NoSuchFileException f) {
      return "no such file: " + f.getFile();
    }
    if (cause instanceof FileAlreadyExistsException f) {
      return "not a directory: " + f.getFile();
    }
    if (cause instanceof AccessDeniedException f) {
      return "no permission to use " + f.getFile();
    }
    if (cause instanceof FileSystemException f && f.getReason() == null) {
      return "cannot use " + f.getFile();
    }
    if (cause instanceof FormulaException && cause.getMessage() != null) {
      return cause.getMessage(); // its further lines show the place
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : oneLine(message);
  }

  /** Joins the lines of a message, with a semicolon where a line ends without a sign. */
  private static String oneLine(String s) {
    return s.strip().replaceAll("(?<=[:;,.])\\s*\\R\\s*", " ").replaceAll("\\s*\\R\\s*", "; ");
  }
}
