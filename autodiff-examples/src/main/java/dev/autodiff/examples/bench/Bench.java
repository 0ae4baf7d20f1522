package dev.autodiff.examples.bench;

import com.google.gson.JsonObject;
import dev.autodiff.examples.cli.JsonCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times steps of workloads that other engines run as well, and checks their results. */
@Command(
    name = "bench",
    description = {
      "Time steps of workloads that other engines run as well, and check what they compute.",
      "",
      "Each is measured in a JVM of its own. The results of the first step are compared with those"
          + " that several engines agree on. With --json the output is a JSON line for each"
          + " workload and mode, and nothing else."
    },
    footer = {
      "",
      "Examples:",
      "  autodiff bench",
      "  autodiff bench scalar_seed softmax_ce_128x1000 --threads 1 --json",
      "  autodiff bench gemm_f32_512 --provider plain --mode compiled",
      "  autodiff bench gmm_1k_d10_K5 --data DIR --ratios --allocation"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class Bench implements Callable<Integer> {
  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..*",
      description = "Names of workloads (default: all, in five to ten minutes).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a step may use (default: as many as there are processors).")
  private int threads =
      Integer.getInteger(Provider.THREADS, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "The kernels, vector or plain (default: vector where the JVM has its module).")
  private @Nullable String provider;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      description = {
        "How steps are taken (default: ${DEFAULT-VALUE}):",
        "  eager     build the graph and differentiate it, each time",
        "  compiled  run a program made of it beforehand",
        "  both      one after the other"
      })
  private String mode = "both";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where ADBench's gmm_1k_d10_K5.txt is, itself or in gmm/ or adbench/gmm/.")
  private @Nullable Path data;

  @Option(
      names = "--warm",
      paramLabel = "S",
      description = "Seconds to run before measuring (default: ${DEFAULT-VALUE}).")
  private double warm = 3;

  @Option(
      names = "--measure",
      paramLabel = "S",
      description = "Seconds to measure (default: ${DEFAULT-VALUE}).")
  private double measure = 4;

  @Option(
      names = "--ratios",
      description = "Compare programs with those of the value alone: what the gradient costs.")
  private boolean ratios;

  @Option(
      names = "--allocation",
      description = "Count the bytes on the heap that a step of a program allocates.")
  private boolean allocation;

  @Option(
      names = "--in-process",
      description = "Measure in this JVM: starts faster, and disturbs more.")
  private boolean inProcess;

  @Spec private CommandSpec spec;

  /** For the command line. */
  public Bench() {}

  @Override
  public Integer call() throws IOException {
    List<Workload> workloads = workloads();
    List<Boolean> modes = modes();
    require(threads >= 1, "--threads: must be at least 1, not " + threads + ".");
    require(warm >= 0, "--warm: must not be negative: " + warm + ".");
    require(measure >= 0, "--measure: must not be negative: " + measure + ".");
    String kernels = Provider.choose(provider, inProcess);
    Report report = new Report(spec.commandLine().getOut(), JsonCommand.isSet(spec, "--json"));
    report.header();
    boolean agree = true;
    for (Workload w : workloads) {
      if (w.obstacle().isPresent()) {
        report.skipped(w, w.obstacle().get());
        continue;
      }
      for (boolean eager : modes) {
        boolean count = allocation && !eager;
        Request request =
            new Request(
                w.name(), eager, kernels, threads, data, warm, measure, ratios, count && inProcess);
        JsonObject line;
        if (inProcess) {
          Provider.use(request);
          line = Measurement.of(request);
        } else {
          line = Child.measure(request);
          if (count) { // in a JVM that compiles early, which would change the times
            Request counting =
                new Request(w.name(), eager, kernels, threads, data, warm, 0, false, true);
            line.add(Measurement.ALLOCATED, Child.measure(counting).get(Measurement.ALLOCATED));
          }
        }
        agree &= report.line(w, line);
      }
    }
    return agree ? JsonCommand.OK : JsonCommand.CHECK_FAILED;
  }

  private List<Workload> workloads() throws IOException {
    List<Workload> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(Workloads.named(name, data));
    }
    List<Workload> all = chosen.isEmpty() ? Workloads.all(data) : chosen;
    for (Workload w : all) {
      w.obstacle(); // what is wrong with the data shows before anything is measured
    }
    return all;
  }

  private List<Boolean> modes() {
    return switch (mode) {
      case "eager" -> List.of(true);
      case "compiled" -> List.of(false);
      case "both" -> List.of(true, false);
      default ->
          throw new IllegalArgumentException(
              "--mode: there is no " + mode + ". Use eager, compiled or both.");
    };
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
