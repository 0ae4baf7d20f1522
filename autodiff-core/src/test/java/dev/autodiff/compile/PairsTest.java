package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that run in one pass give the bits that they give one by one. */
final class PairsTest {
  private static final int SIZE = 1003; // two tiles and a rest

  private static NdArray random(DType type, long seed, int... shape) {
    return NdArray.randomUniform(new SplittableRandom(seed), type, -2, 2, Shape.of(shape));
  }

  private static void assertSameBits(Function<List<Tensor>, Tensor> f, NdArray... x) {
    Program p = Program.of(v -> Result.of(f.apply(v)), x);
    p.run();
    Tensor eager = f.apply(List.of(x).stream().map(Tensor::of).toList());
    assertThat(p.output(0).toDoubles()).as("%s", p).isEqualTo(eager.value().toDoubles());
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void productsWithSumsRoundTwice(DType type) {
    NdArray[] x = {random(type, 1, SIZE), random(type, 2, SIZE), random(type, 3, SIZE)};
    assertSameBits(v -> v.get(0).mul(v.get(1)).add(v.get(2)), x);
    assertSameBits(v -> v.get(2).add(v.get(0).mul(v.get(1))), x);
    assertSameBits(v -> v.get(0).mul(v.get(1)).sub(v.get(2)), x);
    assertSameBits(v -> v.get(2).sub(v.get(0).mul(v.get(1))), x);
    assertSameBits(v -> v.get(2).sub(v.get(0).mul(0.1)), x);
    assertSameBits(v -> v.get(2).add(v.get(0).add(v.get(1))), x);
    assertSameBits(v -> v.get(0).mul(v.get(1)).add(v.get(1).mul(v.get(2))), x);
    assertSameBits(v -> v.get(0).add(v.get(0)).add(v.get(0)).add(v.get(1)), x);
    assertSameBits(
        v -> { // a product that two read, and one whose both operands are one
          Tensor m = v.get(0).mul(v.get(1));
          Tensor twice = v.get(2).mul(v.get(2));
          return m.add(v.get(2)).mul(m.sub(v.get(1))).add(twice.add(twice));
        },
        x);
    NdArray row = random(type, 4, 100);
    assertSameBits(v -> v.get(0).mul(v.get(1)).add(v.get(1)), random(type, 5, 13, 100), row);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void cotangentsThroughSigmoidAndTanhKeepTheirBits(DType type) {
    NdArray[] x = {random(type, 1, SIZE), random(type, 2, SIZE)};
    Function<List<Tensor>, Tensor> f =
        v -> v.get(0).mul(v.get(1)).tanh().mul(v.get(0).sigmoid()).sum();
    Program p = Program.gradients(f, x);
    p.run();
    Tensor a = Tensor.variable("a", x[0]);
    Tensor b = Tensor.variable("b", x[1]);
    var g = Autodiff.gradients(f.apply(List.of(a, b)), a, b);
    assertThat(p.toString()).contains("CHAIN_SIGMOID", "CHAIN_TANH");
    assertThat(p.output(1).toDoubles()).isEqualTo(g.of(a).toDoubles());
    assertThat(p.output(2).toDoubles()).isEqualTo(g.of(b).toDoubles());
  }

  /** The parameter is written over between the product and the sum that reads it. */
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void aProductIsNotPutOffBeyondAnUpdateOfWhatItReads(DType type) {
    NdArray start = random(type, 1, SIZE);
    NdArray x = random(type, 2, SIZE);
    Parameter q = Parameter.of("q", start);
    Program p =
        Program.of(
            v -> {
              Tensor product = q.tensor().mul(v.get(0));
              Tensor next = q.tensor().tanh();
              return Result.of(product.add(next)).update(q, next);
            },
            x);
    p.run();
    Tensor next = Tensor.of(start).tanh();
    assertThat(p.output(0).toDoubles())
        .as("%s", p)
        .isEqualTo(Tensor.of(start).mul(Tensor.of(x)).add(next).value().toDoubles());
    assertThat(q.value().toDoubles()).isEqualTo(next.value().toDoubles());
  }
}
