package dev.autodiff.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.init.Initializers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DenseTest {
  private static final NdArray W = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private static final NdArray B = NdArray.of(0.1, 0.2, 0.3);

  @Test
  void computesWeightedInputs() {
    Tensor y = Dense.of(W, B).apply(Tensor.of(NdArray.of(new double[][] {{1, 10}, {-1, 0}})));
    NdArray expected = NdArray.of(new double[][] {{41.1, 52.2, 63.3}, {-0.9, -1.8, -2.7}});
    assertThat(y.value().difference(expected, 1e-15, 0)).isEmpty();
  }

  @Test
  void takesOneExampleAsAVectorAndKeepsLeadingAxes() {
    Dense dense = Dense.of(W, B);
    assertThat(dense.apply(Tensor.of(1, 10)).value().toDoubles()).containsExactly(41.1, 52.2, 63.3);
    assertThat(dense.apply(Tensor.of(NdArray.zeros(4, 5, 2))).shape()).isEqualTo(Shape.of(4, 5, 3));
  }

  @Test
  void derivativesAreThoseOfTheTextbook() {
    Dense dense = Dense.of(W, B);
    Tensor x = Tensor.variable("x", NdArray.of(new double[][] {{1, 2}, {3, 4}}));
    Tensor delta = Tensor.of(NdArray.of(new double[][] {{1, -1, 2}, {0, 3, 5}}));
    Tensor c = dense.apply(x).mul(delta).sum(); // ∂C/∂y = δ
    Gradients g = Autodiff.gradients(c, dense.parameters());
    assertThat(g.of(dense.weight()))
        .isEqualTo(NdArray.of(new double[][] {{1, 8, 17}, {2, 10, 24}})); // xᵀδ
    assertThat(g.of(dense.bias())).isEqualTo(NdArray.of(1, 2, 7)); // Σ rows of δ
    assertThat(Autodiff.gradients(c, x).of(x))
        .isEqualTo(NdArray.of(new double[][] {{5, 11}, {21, 45}})); // δWᵀ
  }

  @Test
  void createsGlorotWeightsAndZeroBiases() {
    Dense dense = Dense.create(3, 2, new SplittableRandom(1));
    NdArray weights =
        Initializers.glorotUniform().create(Shape.of(3, 2), DType.FLOAT64, new SplittableRandom(1));
    assertThat(dense.weight().value()).isEqualTo(weights);
    assertThat(dense.bias().value()).isEqualTo(NdArray.zeros(2));
    assertThat(dense.parameters()).containsExactly(dense.weight(), dense.bias());
    assertThat(dense.parameters().stream().map(Parameter::name)).containsExactly("weight", "bias");
    assertThat(dense).hasToString("dense 3→2");
  }

  @Test
  void createsTheTypeAskedFor() {
    Dense dense =
        Dense.create(
            2,
            1,
            Initializers.constant(2),
            Initializers.constant(5),
            DType.FLOAT32,
            new SplittableRandom(1));
    assertThat(dense.apply(Tensor.of(NdArray.ofFloats(1, 10))).value())
        .isEqualTo(NdArray.ofFloats(27));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Dense dense = Dense.of(W, B);
    assertThatThrownBy(() -> dense.apply(Tensor.of(NdArray.zeros(32, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dense: input [32, 3] does not fit weights [2, 3]: 3 ≠ 2. The last axis must hold the 2"
                + " features of an example.");
    assertThatThrownBy(() -> dense.apply(Tensor.scalar(1)))
        .hasMessage(
            "dense: input [] does not fit weights [2, 3]. The last axis must hold the 2 features of"
                + " an example.");
    assertThatThrownBy(() -> dense.apply(Tensor.of(NdArray.ofFloats(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dense: dtypes differ: input float32, weights float64. Cast the input:"
                + " x.cast(DType.FLOAT64), or create the layer with the input's type.");
    assertThatThrownBy(() -> Dense.create(0, 3, new SplittableRandom(1)))
        .hasMessage("dense: widths must be at least 1, but in is 0 and out is 3.");
    assertThatThrownBy(() -> Dense.of(W.transpose(), B))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dense: needs weights [in, out] and biases [out], but the shapes are [3, 2] and [3]."
                + " Transpose the weights?");
    assertThatThrownBy(() -> Dense.of(W, B.cast(DType.FLOAT32)))
        .hasMessage("dense: dtypes differ: weights float64, biases float32. Cast one of them.");
  }
}
