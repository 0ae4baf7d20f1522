package dev.autodiff.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class ActivationsTest {
  private static final double[] Z = {-2.5, -1, -0.3, 0, 0.7, 1, 3};

  @Test
  void elementwiseActivationsHaveTheirClosedForms() {
    Map<Layer, DoubleUnaryOperator> forms =
        Map.of(
            Activations.sigmoid(), z -> 1 / (1 + Math.exp(-z)),
            Activations.tanh(), Math::tanh,
            Activations.hardtanh(), z -> Math.max(-1, Math.min(1, z)),
            Activations.relu(), z -> Math.max(z, 0),
            Activations.linear(), z -> z,
            Activations.softplus(), z -> Math.log(1 + Math.exp(z)));
    forms.forEach(
        (layer, form) -> {
          double[] a = layer.apply(Tensor.of(Z)).value().toDoubles();
          for (int i = 0; i < a.length; i++) {
            assertThat(a[i])
                .as("%s(%s)", layer, Z[i])
                .isCloseTo(form.applyAsDouble(Z[i]), within(1e-15));
          }
          assertThat(layer.parameters()).isEmpty();
        });
  }

  @Test
  void geluHasItsTabulatedValues() { // z·Φ(z) with Φ(1) and Φ(2) as in any table
    NdArray a = Activations.gelu().apply(Tensor.of(-2, -1, 0, 1, 2)).value();
    NdArray table =
        NdArray.of(
            -0.04550026389635842, -0.15865525393145705, 0, 0.8413447460685429, 1.9544997361036416);
    assertThat(a.difference(table, 0, 1e-15)).isEmpty();
  }

  @Test
  void softmaxRunsOverTheLastAxis() {
    NdArray z = NdArray.of(new double[][] {{0, Math.log(3)}, {5, 5}});
    NdArray a = Activations.softmax().apply(Tensor.of(z)).value();
    assertThat(a.difference(NdArray.of(new double[][] {{0.25, 0.75}, {0.5, 0.5}}), 0, 1e-15))
        .isEmpty();
  }

  @Test
  void areFoundByName() {
    assertThat(Activations.names())
        .containsExactly(
            "sigmoid", "tanh", "hardtanh", "relu", "softmax", "linear", "softplus", "gelu");
    for (String name : Activations.names()) {
      assertThat(Activations.named(name)).hasToString(name);
    }
    assertThatThrownBy(() -> Activations.named("swish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "activation: no such name: swish. Use one of [sigmoid, tanh, hardtanh, relu, softmax,"
                + " linear, softplus, gelu].");
  }
}
