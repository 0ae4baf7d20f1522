package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import org.junit.jupiter.api.Test;

/** Costs that can be counted by hand. */
final class ProgramStatsTest {
  private static NdArray ones(DType type, int... shape) {
    return NdArray.full(type, 1, Shape.of(shape)).cast(type).dense();
  }

  @Test
  void aFusedLoopReadsAndWritesOnce() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0).add(v.get(1)).exp().neg()),
            ones(DType.FLOAT32, 10, 10),
            ones(DType.FLOAT32, 10, 10));
    assertThat(p.stats()).isEqualTo(new ProgramStats(300, 3 * 400, 1, 3 * 400, 1, 1, 3, 3));
  }

  @Test
  void aProductAndItsBias() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0).matmul(v.get(1)).add(v.get(2))),
            ones(DType.FLOAT64, 4, 5),
            ones(DType.FLOAT64, 5, 3),
            ones(DType.FLOAT64, 3));
    ProgramStats s = p.stats();
    assertThat(s.flops()).isEqualTo(2 * 4 * 5 * 3 + 12);
    assertThat(s.stages()).isEqualTo(2);
    assertThat(s.bytesMoved()).isEqualTo(8 * ((20 + 15 + 12) + (12 + 3 + 12)));
    assertThat(s.tracedOperations()).isEqualTo(3); // the broadcast is one
  }

  @Test
  void aLargeProductAndItsBiasAreOneStage() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0).matmul(v.get(1)).add(v.get(2))),
            ones(DType.FLOAT64, 128, 20),
            ones(DType.FLOAT64, 20, 200),
            ones(DType.FLOAT64, 200));
    ProgramStats s = p.stats();
    assertThat(s.stages()).isEqualTo(1);
    assertThat(s.loops()).isZero();
    assertThat(s.buffers()).isEqualTo(1);
    assertThat(s.bytesMoved()).isEqualTo(8 * (128 * 20 + 20 * 200 + 200 + 128 * 200));
  }

  @Test
  void aProductThatIsNeededBesideItsEpilogueIsWrittenOnceMore() {
    Program p =
        Program.of(
            v -> {
              Tensor z = v.get(0).matmul(v.get(1));
              return Result.of(z, z.relu());
            },
            ones(DType.FLOAT64, 128, 20),
            ones(DType.FLOAT64, 20, 200));
    assertThat(p.stats().stages()).isEqualTo(1);
    assertThat(p.stats().bytesMoved()).isEqualTo(8 * (128 * 20 + 20 * 200 + 2 * 128 * 200));
  }

  @Test
  void aConvolutionAndItsAdjointsCostTheSame() {
    NdArray x = ones(DType.FLOAT64, 2, 3, 8, 8);
    NdArray w = ones(DType.FLOAT64, 5, 3, 3, 3);
    Program p =
        Program.of(
            v -> {
              Tensor y = v.get(0).conv2d(v.get(1), 1, 1);
              var g = Autodiff.differentiableGradients(y.mul(v.get(2)).sum(), v.get(0), v.get(1));
              return Result.of(y, g.get(0), g.get(1));
            },
            x,
            w,
            ones(DType.FLOAT64, 2, 5, 8, 8));
    assertThat(p.stats().flops()).isEqualTo(3 * 2 * (2 * 5 * 8 * 8) * (3 * 3 * 3));
    assertThat(p.toString())
        .contains("conv2d (3 over 8, padding 1) × (3 over 8, padding 1) of")
        .contains("conv2dImages (")
        .contains("conv2dFilters (");
  }

  @Test
  void reductionsAndSoftmax() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0).sum(0), v.get(0).softmax(-1)), ones(DType.FLOAT64, 4, 5));
    assertThat(p.stats().flops()).isEqualTo(20 + 80);
  }

  @Test
  void placesAreUsedAgain() {
    Program p =
        Program.of(
            v -> {
              Tensor y = v.get(0);
              for (int i = 0; i < 10; i++) {
                y = y.matmul(v.get(0));
              }
              return Result.of(y);
            },
            ones(DType.FLOAT64, 4, 4));
    assertThat(p.stats().stages()).isEqualTo(10);
    assertThat(p.stats().buffers()).isEqualTo(2);
    assertThat(p.stats().peakBytes()).isEqualTo(3 * 16 * 8);
  }

  @Test
  void theScheduleReadsWell() {
    Parameter w = Parameter.of("w", ones(DType.FLOAT64, 3));
    Program p =
        Program.of(
            v -> {
              Tensor y = v.get(0).matmul(w.tensor().reshape(3, 1)).reshape(2).mul(2).exp();
              return Result.of(y.sum()).update(w, w.tensor().mul(0.5));
            },
            ones(DType.FLOAT64, 2, 3));
    assertThat(p.toString())
        .isEqualTo(
            """
              %0 = input 0, float64 [2, 3]
              %1 = parameter w, float64 [3]
            stage 0
              %3 = matmul of %0, reshape [3, 1] of %1, float64 [2, 1] → 0
            stage 1, loop
              %6 = mul of reshape [2] of %3, 2.0, float64 [2]
              %7 = exp of %6, float64 [2]
              %8 = sum of %7, float64 [] → 1
            stage 2, loop
              %10 = mul of %1, 0.5, float64 [3] → in place
            next %1 = %10
            outputs [%8]
            """
                + p.stats());
  }
}
