package dev.autodiff.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTest {
  private static final String[] FORM = {
    "peer",
    "version",
    "workload",
    "mode",
    "provider",
    "threads",
    "median_us",
    "min_us",
    "p90_us",
    "runs",
    "loss_first",
    "grad_check"
  };

  @TempDir Path directory;

  private static Cli bench(String... more) {
    List<String> args = new ArrayList<>(List.of("bench", "--warm", "0", "--measure", "0.01"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @AfterEach
  void forgetChoices() {
    System.clearProperty(Provider.KERNELS);
    System.clearProperty(Provider.THREADS);
  }

  @Test
  void aLineOfJsonForEachModeAndNothingElse() {
    Cli run = bench("scalar_seed", "--in-process", "--json", "--threads", "1");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(2).contains("\"mode\":\"eager\"");
    JsonObject line = run.json();
    assertThat(line.keySet()).containsExactly(FORM);
    assertThat(line.get("peer").getAsString()).isEqualTo("autodiff");
    assertThat(line.get("workload").getAsString()).isEqualTo("scalar_seed");
    assertThat(line.get("mode").getAsString()).isEqualTo("compiled");
    assertThat(line.get("threads").getAsInt()).isEqualTo(1);
    assertThat(line.get("runs").getAsInt()).isPositive();
    assertThat(line.get("min_us").getAsDouble())
        .isPositive()
        .isLessThanOrEqualTo(line.get("median_us").getAsDouble());
    assertThat(line.get("loss_first").getAsDouble()).isEqualTo(9);
  }

  @Test
  void matrixProductsSayHowFastTheyAre() {
    Cli run = bench("gemm_f64_32", "--in-process", "--json", "--mode", "compiled");
    assertThat(run.out()).hasLineCount(1);
    assertThat(run.json().get("gflops").getAsDouble()).isPositive();
  }

  @Test
  void ratiosAndAllocationOnRequest() {
    Cli run =
        bench(
            "scalar_chain_1000",
            "--in-process",
            "--json",
            "--ratios",
            "--allocation",
            "--mode",
            "compiled");
    assertThat(run.json().keySet())
        .startsWith(FORM)
        .contains("allocated_bytes", "function_us", "ratio");
    assertThat(run.json().get("ratio").getAsDouble()).isPositive();
  }

  @Test
  void aTableForPeople() {
    Cli run = bench("scalar_seed", "gmm_1k_d10_K5", "--in-process", "--mode", "compiled");
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("workload").contains("median µs", "grad_check");
    assertThat(lines.get(1)).startsWith("scalar_seed").contains("9.00000000", "12.81657", "✓");
    assertThat(lines.get(2))
        .isEqualTo("gmm_1k_d10_K5: skipped: needs --data DIR with ADBench's gmm_1k_d10_K5.txt.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aJvmOfItsOwnHasTheKernelsAskedFor() {
    Cli run =
        bench(
            "scalar_seed", "--provider", "plain", "--threads", "1", "--json", "--mode", "compiled");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().keySet()).containsExactly(FORM);
    assertThat(run.json().get("provider").getAsString()).isEqualTo("plain");
  }

  @Test
  void skippingIsSaidInJsonToo() {
    Cli run = bench("gmm_1k_d10_K5", "--json");
    assertThat(run.out()).hasLineCount(1);
    assertThat(run.json().keySet()).containsExactly("peer", "version", "workload", "skipped");
  }

  @Test
  void otherResultsAreMarkedAndFail() {
    StringWriter text = new StringWriter();
    Report report = new Report(new PrintWriter(text), false);
    JsonObject line = Measurement.head("scalar_seed");
    line.addProperty("mode", "eager");
    line.addProperty("loss_first", 9.01);
    line.addProperty("grad_check", 12.81657);
    assertThat(report.line(Workloads.named("scalar_seed", null), line)).isFalse();
    assertThat(text.toString()).contains("✗ DISAGREES");
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsMeasured() {
    assertThat(bench("scalar_seed", "gem").err())
        .startsWith("autodiff bench: there is no workload gem. There are: mlp_784_30_10_");
    assertThat(bench("gem").exitCode()).isEqualTo(2);
    bench("--threads", "0").assertRefused("autodiff bench: --threads: must be at least 1, not 0.");
    Cli.run("bench", "--warm", "-1")
        .assertRefused("autodiff bench: --warm: must not be negative: -1.0.");
    bench("--mode", "lazy")
        .assertRefused("autodiff bench: --mode: there is no lazy. Use eager, compiled or both.");
    bench("--provider", "gpu")
        .assertRefused("autodiff bench: --provider: there is no gpu. Use vector or plain.");
    bench("scalar_seed", "gmm_1k_d10_K5", "--data", directory.toString())
        .assertRefused(
            "autodiff bench: --data: there is no gmm_1k_d10_K5.txt in "
                + directory
                + ", nor in gmm or adbench/gmm below it.");
  }
}
