package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A program that is warm allocates nothing; the bound leaves room for what the JVM does beside.
 * Seen with plain kernels: whether vectors are boxed is up to the JVM's compiler, and to
 * benchmarks.
 */
final class AllocationTest {
  private static final int RUNS = 1_000;

  /** Nanoseconds within which the JVM's compiler, which works beside, must be done. */
  private static final long PATIENCE = 30_000_000_000L;

  private static NdArray random(DType type, int... shape) {
    return NdArray.randomUniform(new SplittableRandom(1), type, -0.5, 0.5, Shape.of(shape));
  }

  /** Runs until a thousand runs allocate nothing, which they do once everything is compiled. */
  private static void assertAllocatesNothing(Program p) {
    assumeThat(Kernels.active().name()).isEqualTo("plain");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    double perRun = Double.MAX_VALUE;
    long start = System.nanoTime();
    while (perRun >= 64 && System.nanoTime() - start < PATIENCE) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < RUNS; i++) {
        p.run();
      }
      perRun = (threads.getThreadAllocatedBytes(self) - before) / (double) RUNS;
    }
    assertThat(perRun).as("bytes for each run of\n%s", p).isLessThan(64);
  }

  private static Program network(DType type) {
    Parameter w1 = Parameter.of("w1", random(type, 40, 30));
    Parameter b1 = Parameter.of("b1", random(type, 30));
    Parameter w2 = Parameter.of("w2", random(type, 30, 10));
    Parameter b2 = Parameter.of("b2", random(type, 10));
    List<Parameter> all = List.of(w1, b1, w2, b2);
    NdArray labels = NdArray.ofInts(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    return Program.of(
        v -> {
          Tensor h = v.get(0).matmul(w1.tensor()).add(b1.tensor()).sigmoid();
          Tensor z = h.matmul(w2.tensor()).add(b2.tensor());
          Tensor loss = z.logSoftmax(-1).pick(v.get(1)).mean().neg();
          var g = Autodiff.differentiableGradients(loss, all);
          Result r = Result.of(loss);
          for (Parameter p : all) {
            r.update(p, p.tensor().sub(g.of(p).mul(0.01)));
          }
          return r;
        },
        random(type, 10, 40),
        labels);
  }

  @Test
  void stepOfANetwork() {
    assertAllocatesNothing(network(DType.FLOAT32));
  }

  @Test
  void stepOfANetworkInDoublePrecision() {
    assertAllocatesNothing(network(DType.FLOAT64));
  }

  @Test
  void elementwiseChain() {
    assertAllocatesNothing(
        Program.gradients(
            v -> v.get(0).mul(v.get(1)).tanh().add(v.get(0)).sigmoid().exp().square().sum(),
            random(DType.FLOAT32, 1000),
            random(DType.FLOAT32, 1000)));
  }

  @Test
  void softmaxCrossEntropy() {
    NdArray labels = NdArray.wrap(new int[16], Shape.of(16));
    Program p =
        Program.of(
            v -> {
              Tensor loss = v.get(0).logSoftmax(-1).pick(v.get(1)).mean().neg();
              return Result.of(loss, Autodiff.differentiableGradients(loss, v.get(0)).of(v.get(0)));
            },
            random(DType.FLOAT32, 16, 100),
            labels);
    assertAllocatesNothing(p);
  }

  @Test
  void stepOfAConvolution() {
    Program p =
        Program.of(
            v -> {
              Tensor y = v.get(0).conv2d(v.get(1), 1, 1).relu().conv2d(v.get(1), 2, 0);
              var g = Autodiff.differentiableGradients(y.square().sum(), v.get(0), v.get(1));
              return Result.of(y, g.get(0), g.get(1));
            },
            random(DType.FLOAT32, 3, 2, 8, 7),
            random(DType.FLOAT32, 2, 2, 3, 3));
    assertAllocatesNothing(p);
  }

  @Test
  void scalarChain() {
    assertAllocatesNothing(
        Program.gradients(
            v -> {
              Tensor y = v.get(0);
              for (int i = 0; i < 100; i++) {
                y = y.sin().mul(v.get(0)).add(0.1);
              }
              return y;
            },
            NdArray.scalar(0.5)));
  }

  @Test
  void reductionsViewsAndIndices() {
    assertAllocatesNothing(
        Program.gradients(
            v -> {
              Tensor x = v.get(0);
              Tensor y = Tensor.concat(1, x.transpose(), x.transpose().mul(2)).slice(1, 1, 9, 2);
              Tensor z = y.max(0).add(x.logsumexp().mul(0.1)).softmax(0);
              return z.add(x.gatherRows(NdArray.ofInts(0, 3, 3, 1)).sum(1)).square().sum();
            },
            random(DType.FLOAT64, 6, 5)));
  }
}
