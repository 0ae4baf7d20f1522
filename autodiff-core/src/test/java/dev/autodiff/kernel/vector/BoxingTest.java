package dev.autodiff.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Kernels;
import dev.autodiff.kernel.MatMul;
import dev.autodiff.kernel.UnaryKernel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vectors are objects until a loop is compiled, and must not be any more then, whatever the
 * compiler has learnt from other loops. Seen in a JVM of its own that compiles while the caller
 * waits ({@code -Xbatch}), so that it learns the same in every run.
 */
final class BoxingTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Enough for any loop to be compiled for good. */
  private static final int CALLS = 20_000;

  private final float[] a = new float[1 << 12];
  private final float[] b = new float[1 << 12];
  private final float[] c = new float[1 << 12];
  private final double[] x = new double[1 << 12];
  private final double[] y = new double[1 << 12];
  private final double[] z = new double[1 << 12];

  /**
   * Each loop is to be compiled by both of HotSpot's compilers: one that is beyond the first counts
   * no calls, and waits for the second in the interpreter, for seconds or for good.
   */
  @Test
  void productsAllocateNothingThoughOtherOperatorsCameAfterTheFirst(@TempDir Path folder)
      throws IOException {
    assumeThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).contains("-Xbatch");
    assumeThat(Kernels.active()).isInstanceOf(VectorKernels.class);
    Path file = folder.resolve("compilations.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.Compilation").withoutThreshold();
      recording.start();
      runAll();
      recording.stop();
      recording.dump(file);
    }
    List<String> compiled = new ArrayList<>();
    List<String> givenUp = new ArrayList<>();
    for (RecordedEvent e : RecordingFile.readAllEvents(file)) {
      RecordedMethod method = e.getValue("method");
      String name = method.getType().getName() + "." + method.getName();
      if (name.startsWith(BoxingTest.class.getPackageName())) {
        (e.getBoolean("succeded") ? compiled : givenUp).add(name);
      }
    }
    assertThat(compiled).anyMatch(n -> n.contains("Tiles"));
    assertThat(givenUp).as("loops that a compiler gave up").isEmpty();
  }

  private void runAll() {
    MatMul first = new MatMul(12, 32, 64, 64, 1, 32, 1, false);
    assertAllocatesNothing("first product", () -> first.run(1, a, 0, b, 0, c, 0));
    for (BinaryKernel k : BinaryKernel.values()) {
      assertAllocatesNothing(k, () -> Kernels.active().binary(k, a, 0, b, 0, c, 0, 256));
    }
    for (UnaryKernel k : UnaryKernel.values()) {
      assertAllocatesNothing(k, () -> Kernels.active().unary(k, a, 0, c, 0, 256));
    }
    MatMul update = new MatMul(12, 32, 64, 1, 12, 32, 1, true);
    assertAllocatesNothing("update", () -> update.run(-0.1, a, 0, b, 0, c, 0));
    MatMul wider = new MatMul(12, 64, 32, 1, 12, 64, 1, true);
    assertAllocatesNothing("update of more columns", () -> wider.run(-0.1, a, 0, b, 0, c, 0));
    MatMul packed = new MatMul(12, 64, 32, 1, 12, 1, 32, true);
    assertAllocatesNothing("update, B packed", () -> packed.run(-0.1, a, 0, b, 0, c, 0));
    MatMul few = new MatMul(22, 32, 64, 64, 1, 32, 1, false);
    assertAllocatesNothing("tiles of 12 and 10 rows", () -> few.run(1, a, 0, b, 0, c, 0));
    MatMul many = new MatMul(56, 48, 64, 64, 1, 48, 1, false);
    assertAllocatesNothing("tiles of 14 rows", () -> many.run(1, a, 0, b, 0, c, 0));
    MatMul square = new MatMul(64, 64, 64, 64, 1, 64, 1, false);
    assertAllocatesNothing("square product", () -> square.run(1, a, 0, b, 0, c, 0));
    MatMul shallow = new MatMul(16, 30, 10, 1, 16, 30, 1, true);
    assertAllocatesNothing("shallow update", () -> shallow.run(-0.1, a, 0, b, 0, c, 0));
    MatMul narrow = new MatMul(12, 10, 64, 64, 1, 10, 1, false);
    assertAllocatesNothing("few columns", () -> narrow.run(1, a, 0, b, 0, c, 0));
    MatMul columns = new MatMul(64, 2, 64, 1, 64, 2, 1, true);
    assertAllocatesNothing("update of few columns", () -> columns.run(-0.1, a, 0, b, 0, c, 0));
    MatMul vector = new MatMul(16, 1, 256, 256, 1, 1, 1, false);
    assertAllocatesNothing("matrix by vector", () -> vector.run(1, a, 0, b, 0, c, 0));
    MatMul sums = new MatMul(256, 1, 16, 1, 256, 1, 1, false);
    assertAllocatesNothing("sum of columns", () -> sums.run(1, a, 0, b, 0, c, 0));
    MatMul doubles = new MatMul(56, 16, 64, 64, 1, 16, 1, false);
    assertAllocatesNothing("product of doubles", () -> doubles.run(1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("update of doubles", () -> wider.run(-0.1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("B of doubles packed", () -> packed.run(-0.1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("square product of doubles", () -> square.run(1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("few columns of doubles", () -> columns.run(-0.1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("doubles by vector", () -> vector.run(1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("sum of columns of doubles", () -> sums.run(1, x, 0, y, 0, z, 0));
    assertAllocatesNothing("first product again", () -> first.run(1, a, 0, b, 0, c, 0));
  }

  private static void assertAllocatesNothing(Object what, Runnable loop) {
    for (int i = 0; i < CALLS; i++) {
      loop.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      loop.run();
    }
    double each = (THREADS.getCurrentThreadAllocatedBytes() - before) / 100.0;
    assertThat(each).as("bytes for each call, %s", what).isLessThan(64);
  }
}
