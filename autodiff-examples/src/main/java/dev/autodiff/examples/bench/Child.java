package dev.autodiff.examples.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures in a JVM of its own, so that no workload meets what the JIT compiler learnt from another
 * one, and so that the kernels can be chosen.
 */
final class Child {
  private static final String ERROR = "error";

  private Child() {}

  /** Measures what the words say and prints a line of JSON. */
  public static void main(String[] words) {
    JsonObject line;
    try {
      line = Measurement.of(Request.ofWords(List.of(words)));
    } catch (IOException | IllegalArgumentException e) {
      line = new JsonObject();
      line.addProperty(ERROR, e.getMessage());
    }
    System.out.println(line);
  }

  /**
   * Runs another JVM like this one.
   *
   * @throws IOException if it cannot be started or does not come to a result
   */
  static JsonObject measure(Request request) throws IOException {
    Process process =
        new ProcessBuilder(command(request))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0 || output.isEmpty()) {
        throw new IOException(request.workload() + ": its process ended with code " + code + ".");
      }
      JsonObject line = JsonParser.parseString(output).getAsJsonObject();
      if (line.has(ERROR)) {
        throw new IOException(line.get(ERROR).getAsString());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while measuring " + request.workload());
    } finally {
      process.destroy();
    }
  }

  private static List<String> command(Request request) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-agentlib:jdwp") && !a.startsWith("-javaagent"))
        .forEach(command::add);
    if (request.provider().equals(Provider.VECTOR)) {
      command.add("--add-modules=" + Provider.MODULE);
    }
    if (request.allocation()) {
      command.add("-XX:+IgnoreUnrecognizedVMOptions");
      command.add("-XX:CompileThresholdScaling=0.1"); // or long steps are too few to be compiled
    }
    command.add("-D" + Provider.KERNELS + "=" + request.provider());
    command.add("-D" + Provider.THREADS + "=" + request.threads());
    command.add("-Dfile.encoding=UTF-8");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Child.class.getName());
    command.addAll(request.toWords());
    return command;
  }
}
