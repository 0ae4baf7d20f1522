package dev.autodiff.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same workloads under JMH, for its statistics and profilers:
 *
 * <pre>{@code
 * java -cp autodiff.jar org.openjdk.jmh.Main -p workload=scalar_seed -prof gc
 * java -cp autodiff.jar org.openjdk.jmh.Main -p workload=gmm_1k_d10_K5 -p data=DIR
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class WorkloadBenchmark {
  /** The name of a workload; the mixture needs data as well. */
  @Param({
    "mlp_784_30_10_sigmoid_mse_b10",
    "mlp_784_128_10_relu_ce_b32",
    "mlp_784_128_10_relu_ce_b128",
    "mlp_784_1024_1024_10_relu_ce_b256",
    "elementwise_chain_1e3",
    "elementwise_chain_1e6",
    "elementwise_chain_1e7",
    "softmax_ce_128x1000",
    "scalar_seed",
    "scalar_chain_1000",
    "hvp_mlp",
    "gemm_f32_256",
    "gemm_f64_256"
  })
  public String workload;

  /** Whether a program is run, or the graph built and differentiated each time. */
  @Param({"compiled", "eager"})
  public String mode;

  /** Where ADBench's data are, for the mixture. */
  @Param("")
  public String data;

  private Step step;

  /** For JMH. */
  public WorkloadBenchmark() {}

  /** Makes the workload ready. */
  @Setup
  public void prepare() throws IOException {
    Workload w = Workloads.named(workload, data.isEmpty() ? null : Path.of(data));
    step = mode.equals("eager") ? w.eager() : w.compiled();
  }

  /** Takes a step. */
  @Benchmark
  public double step() {
    return step.take();
  }
}
