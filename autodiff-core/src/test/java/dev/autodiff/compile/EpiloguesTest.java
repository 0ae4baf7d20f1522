package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Team;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that run as epilogues give the bits that they give alone; and which loops these are. */
final class EpiloguesTest {
  private static final String EPILOGUE = "product and epilogue";

  /** Rows, columns and depth: of one part and of several, rows in one run, blocks of columns. */
  private static final int[][] SIZES = {
    {1, 17_000, 32},
    {17_000, 1, 32},
    {2000, 10, 40},
    {133, 130, 70},
    {128, 130, 900},
    {300, 70, 100},
    {30, 1100, 520}
  };

  private final int threads = Team.common().threads();

  @AfterEach
  void restore() {
    Team.resize(threads);
  }

  private static NdArray random(DType type, int seed, int... shape) {
    return NdArray.randomUniform(new SplittableRandom(seed), type, -1, 1, Shape.of(shape));
  }

  private static NdArray run(Function<List<Tensor>, Tensor> f, NdArray... in) {
    Program p = Program.of(v -> Result.of(f.apply(v)), in);
    p.run();
    p.run(); // whatever the first run left in its places
    return p.output(0);
  }

  /** Compares, for several sizes, {@code loop} of product and operands with itself run apart. */
  private static void check(Function<List<Tensor>, Tensor> loop, int[]... shapes) {
    for (int[] size : SIZES) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        NdArray[] in = new NdArray[2 + shapes.length];
        in[0] = random(type, 1, size[0], size[2]);
        in[1] = random(type, 2, size[2], size[1]);
        NdArray[] apart = new NdArray[1 + shapes.length];
        for (int i = 0; i < shapes.length; i++) {
          int[] s = shapes[i].clone();
          for (int axis = 0; axis < s.length; axis++) {
            s[axis] = s[axis] < 0 ? 1 : size[s[axis]];
          }
          in[2 + i] = random(type, 3 + i, s);
          apart[1 + i] = in[2 + i];
        }
        Team.resize(1);
        apart[0] = run(v -> v.get(0).matmul(v.get(1)), in[0], in[1]);
        NdArray expected = run(loop, apart);
        for (int t : new int[] {1, 2, 3, 8}) {
          Team.resize(t);
          Program p =
              Program.of(
                  v -> {
                    Tensor[] x = v.subList(1, v.size()).toArray(new Tensor[0]);
                    x[0] = v.get(0).matmul(v.get(1));
                    return Result.of(loop.apply(List.of(x)));
                  },
                  in);
          p.run();
          p.run();
          assertThat(p.toString()).contains(EPILOGUE);
          assertThat(p.stats().loops()).isZero();
          assertThat(p.output(0).equals(expected)).as("%s threads, %s", t, p).isTrue();
        }
      }
    }
  }

  @Test
  void biasAndRelu() {
    check(v -> v.get(0).add(v.get(1)).relu(), new int[] {1});
  }

  @Test
  void biasAndSigmoid() {
    check(v -> v.get(0).add(v.get(1)).sigmoid(), new int[] {1});
  }

  @Test
  void mask() {
    check(v -> v.get(0).mul(v.get(1).gt(0)), new int[] {0, 1});
  }

  @Test
  void anotherBiasForEachRow() {
    check(v -> v.get(0).mul(0.5).sub(v.get(1)).tanh(), new int[] {0, -1});
  }

  @Test
  void transposedOperandIsCopiedBeforeTheProduct() {
    check(v -> v.get(0).div(v.get(1).transpose()).exp(), new int[] {1, 0});
  }

  @Test
  void transposedFactors() {
    NdArray a = random(DType.FLOAT32, 1, 90, 150);
    NdArray b = random(DType.FLOAT32, 2, 130, 90);
    NdArray z = run(v -> v.get(0).transpose().matmul(v.get(1).transpose()), a, b);
    NdArray fused =
        run(v -> v.get(0).transpose().matmul(v.get(1).transpose()).add(1).square(), a, b);
    assertThat(fused.equals(run(v -> v.get(0).add(1).square(), z))).isTrue();
  }

  @Test
  void aProductThatOthersReadStaysAsItIs() {
    NdArray a = random(DType.FLOAT64, 1, 130, 60);
    NdArray b = random(DType.FLOAT64, 2, 60, 130);
    NdArray z = run(v -> v.get(0).matmul(v.get(1)), a, b);
    Program p =
        Program.of(
            v -> {
              Tensor product = v.get(0).matmul(v.get(1));
              Tensor y = product.add(1).relu();
              return Result.of(y, product.transpose().sum(1), product.matmul(y), product);
            },
            a,
            b);
    p.run();
    assertThat(p.toString()).contains(EPILOGUE);
    NdArray y = run(v -> v.get(0).add(1).relu(), z);
    assertThat(p.output(0).equals(y)).isTrue();
    assertThat(p.output(1).equals(run(v -> v.get(0).transpose().sum(1), z))).isTrue();
    assertThat(p.output(2).equals(run(v -> v.get(0).matmul(v.get(1)), z, y))).isTrue();
    assertThat(p.output(3).equals(z)).isTrue();
  }

  @Test
  void neitherFactorIsWrittenOver() {
    NdArray x = random(DType.FLOAT64, 1, 130, 130);
    NdArray h = run(v -> v.get(0).exp(), x);
    NdArray z = run(v -> v.get(0).matmul(v.get(1)), h, x);
    NdArray w = run(v -> v.get(0).matmul(v.get(1)), x, h);
    Function<Tensor, Tensor> twice = t -> t.exp().add(t.exp().matmul(t)).sin();
    NdArray left = run(v -> twice.apply(v.get(0)), x);
    NdArray right = run(v -> v.get(0).exp().add(v.get(0).matmul(v.get(0).exp())).sin().mul(2), x);
    assertThat(left.equals(run(v -> v.get(0).add(v.get(1)).sin(), z, h))).isTrue();
    assertThat(right.equals(run(v -> v.get(0).add(v.get(1)).sin().mul(2), w, h))).isTrue();
  }

  @Test
  void theLaterOfTwoProductsHasTheEpilogue() {
    NdArray x = random(DType.FLOAT32, 1, 130, 130);
    Program p =
        Program.of(
            v -> {
              Tensor t = v.get(0);
              return Result.of(t.matmul(t).add(t.matmul(t.transpose())).relu());
            },
            x);
    p.run();
    assertThat(p.stats().stages()).isEqualTo(2);
    NdArray z = run(v -> v.get(0).matmul(v.get(0)), x);
    NdArray w = run(v -> v.get(0).matmul(v.get(0).transpose()), x);
    assertThat(p.output(0).equals(run(v -> v.get(0).add(v.get(1)).relu(), z, w))).isTrue();
  }

  @Test
  void loopsThatStayApart() {
    NdArray x = random(DType.FLOAT64, 1, 130, 130);
    NdArray batch = random(DType.FLOAT64, 1, 2, 130, 130);
    NdArray thin = random(DType.FLOAT64, 1, 130, 2);
    NdArray row = random(DType.FLOAT64, 1, 1, 40);
    NdArray small = random(DType.FLOAT64, 1, 40, 40);
    Parameter w = Parameter.of("w", x);
    List<Program> apart =
        List.of(
            Program.of(v -> Result.of(v.get(0).matmul(v.get(0)).add(1).relu()), batch),
            Program.of(v -> Result.of(v.get(0).matmul(v.get(0)).add(1).relu()), small),
            Program.of(v -> Result.of(v.get(0).matmul(v.get(0)).relu().sum()), x), // has a sum
            Program.of(v -> Result.of(v.get(0).matmul(v.get(0).transpose()).relu()), thin),
            Program.of(v -> Result.of(v.get(0).matmul(v.get(0).transpose()).relu()), row), // one
            Program.of(
                v -> {
                  Tensor z = v.get(0).matmul(v.get(0));
                  return Result.of(z.add(z.transpose()));
                },
                x),
            Program.of(
                v -> {
                  Tensor z = v.get(0).matmul(v.get(0));
                  return Result.of(z.sub(z.sum(true, 1)));
                },
                x),
            Program.of(v -> Result.of().update(w, v.get(0).matmul(v.get(0)).tanh()), x));
    assertThat(apart).allSatisfy(p -> assertThat(p.toString()).doesNotContain(EPILOGUE));
  }
}
