package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterTest {
  private final Parameter w = Parameter.of("w", NdArray.of(2, 3));

  @Test
  void holdsItsCurrentLeaf() {
    Tensor before = w.tensor();
    assertThat(before.name()).contains("w");
    assertThat(w.tensor()).isSameAs(before);
    w.set(NdArray.of(4, 5));
    assertThat(w.value()).isEqualTo(NdArray.of(4, 5));
    assertThat(w.tensor()).isNotSameAs(before);
    assertThat(before.value()).isEqualTo(NdArray.of(2, 3));
    assertThat(w).hasToString("w float64 [2]");
  }

  @Test
  void lateBackwardPassUsesTheValuesOfItsGraph() {
    Tensor loss = w.tensor().square().sum();
    w.set(NdArray.of(100, 100));
    assertThat(Autodiff.gradients(loss, List.of(w)).of(w)).isEqualTo(NdArray.of(4, 6));
    Tensor later = w.tensor().square().sum();
    assertThat(Autodiff.gradients(later, List.of(w)).of(w)).isEqualTo(NdArray.of(200, 200));
  }

  @Test
  void gradientsOfSeveralLeavesOfOneParameterAddUp() {
    Tensor first = w.tensor();
    w.set(NdArray.of(10, 20));
    Tensor loss = first.mul(w.tensor()).sum(); // both leaves are the parameter's
    assertThat(Autodiff.gradients(loss, List.of(w)).of(w)).isEqualTo(NdArray.of(12, 23));
    w.set(NdArray.of(1, 1));
    Tensor three = loss.add(w.tensor().sum());
    assertThat(Autodiff.gradients(three, List.of(w)).of(w)).isEqualTo(NdArray.of(13, 24));
  }

  @Test
  void differentiableGradientsByParameters() {
    Tensor loss = w.tensor().pow(3).sum();
    Tensor g = Autodiff.differentiableGradients(loss, List.of(w)).of(w);
    assertThat(g.value()).isEqualTo(NdArray.of(12, 27));
    assertThat(Autodiff.gradients(g.sum(), List.of(w)).of(w)).isEqualTo(NdArray.of(12, 18));
  }

  @Test
  void manyParametersAreFoundByIdentity() {
    List<Parameter> all = new ArrayList<>();
    Tensor loss = Tensor.scalar(0);
    for (int i = 0; i < 20; i++) {
      Parameter p = Parameter.of("same name", NdArray.scalar(i));
      all.add(p);
      loss = loss.add(p.tensor().mul(i));
    }
    Gradients g = Autodiff.gradients(loss, all);
    for (int i = 0; i < 20; i++) {
      assertThat(g.of(all.get(i)).item()).isEqualTo(i);
      assertThat(g.get(i).item()).isEqualTo(i);
    }
    assertThat(g.size()).isEqualTo(20);
    assertThatThrownBy(() -> g.of(w))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradients: w float64 [2] is not among the 20 targets. Name it in the call.");
  }

  @Test
  void aParameterNamedTwiceHasItsGradientInBothPlaces() {
    Gradients g = Autodiff.gradients(w.tensor().sum(), List.of(w, w));
    assertThat(g.get(0)).isEqualTo(NdArray.of(1, 1));
    assertThat(g.get(1)).isEqualTo(NdArray.of(1, 1));
  }

  @Test
  void unusedParametersHaveZeros() {
    Parameter unused = Parameter.of("u", NdArray.zeros(DType.FLOAT32, Shape.of(2, 2)));
    NdArray g = Autodiff.gradients(w.tensor().sum(), List.of(w, unused)).of(unused);
    assertThat(g).isEqualTo(NdArray.zeros(DType.FLOAT32, Shape.of(2, 2)));
  }

  @Test
  void refusesAnotherShapeOrTypeAndStaysAsItWas() {
    assertThatThrownBy(() -> w.set(NdArray.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "parameter w: holds float64 [2] and cannot be set to float64 [3]. Reshape or cast the new value.");
    assertThatThrownBy(() -> w.set(NdArray.ofFloats(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(w.value()).isEqualTo(NdArray.of(2, 3));
  }

  @Test
  void refusesToBeRenamedInTheGraph() {
    assertThatThrownBy(() -> w.tensor().named("v"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "named: this is the leaf of parameter w and keeps that name, by which its gradient is found. Name what is computed from it.");
  }
}
