package dev.autodiff.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SequentialTest {
  private final SplittableRandom rng = new SplittableRandom(5);
  private final Dense first = Dense.create(2, 3, rng);
  private final Dense second = Dense.create(3, 1, rng);

  @Test
  void appliesLayersInOrder() {
    Sequential net = Sequential.of(first, Activations.tanh(), second);
    Tensor x = Tensor.of(NdArray.of(new double[][] {{1, 2}, {3, -4}}));
    assertThat(net.apply(x).value()).isEqualTo(second.apply(first.apply(x).tanh()).value());
    assertThat(net).hasToString("[dense 2→3, tanh, dense 3→1]");
  }

  @Test
  void anyFunctionIsALayer() {
    Sequential net = Sequential.of(Tensor::square, x -> x.add(1));
    assertThat(net.apply(Tensor.of(3)).value()).isEqualTo(NdArray.of(10));
    assertThat(net.parameters()).isEmpty();
    assertThat(Sequential.of().apply(Tensor.of(3)).value()).isEqualTo(NdArray.of(3));
  }

  @Test
  void namesParametersByPosition() {
    Sequential inner = Sequential.of(Activations.relu(), second);
    Sequential net = Sequential.of(first, inner);
    assertThat(net.parameters())
        .containsExactly(first.weight(), first.bias(), second.weight(), second.bias());
    assertThat(net.namedParameters().keySet())
        .containsExactly("0.weight", "0.bias", "1.1.weight", "1.1.bias");
    assertThat(net.namedParameters().values()).containsExactlyElementsOf(net.parameters());
  }

  @Test
  void aSharedLayerCountsOnceAndItsGradientsAddUp() {
    Dense square = Dense.of(NdArray.of(new double[][] {{3}}), NdArray.of(0));
    Sequential net = Sequential.of(square, square);
    assertThat(net.parameters()).containsExactly(square.weight(), square.bias());
    assertThat(net.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
    Tensor y = net.apply(Tensor.of(5)).sum(); // w²·5
    assertThat(Autodiff.gradients(y, net.parameters()).of(square.weight()).item()).isEqualTo(30);
  }

  @Test
  void refusesNamesThatClashWithinALayer() {
    Layer twice =
        new Layer() {
          @Override
          public Tensor apply(Tensor x) {
            return x;
          }

          @Override
          public List<Parameter> parameters() {
            return List.of(first.weight(), second.weight());
          }

          @Override
          public String toString() {
            return "twice";
          }
        };
    assertThatThrownBy(twice::namedParameters)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("layer twice: two parameters are called weight. Rename one.");
  }
}
