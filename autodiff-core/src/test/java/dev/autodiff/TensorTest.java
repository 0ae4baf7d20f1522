package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorTest {

  @Test
  void computesAtOnceAndRemembersHow() {
    Tensor a = Tensor.variable("a", 1);
    Tensor b = Tensor.variable("b", 2);
    Tensor sum = a.add(b);
    assertThat(sum.item()).isEqualTo(3);
    assertThat(sum.op().orElseThrow().name()).isEqualTo("add");
    assertThat(sum.inputs()).containsExactly(a, b);
    assertThat(sum.isDifferentiable()).isTrue();
    assertThat(a.op()).isEmpty();
    assertThat(a.inputs()).isEmpty();
    assertThat(a.name()).contains("a");
    assertThat(sum.name()).isEmpty();
  }

  @Test
  void constantsRememberNothing() {
    Tensor c = Tensor.scalar(2).add(Tensor.of(1, 2)).mul(3);
    assertThat(c.isDifferentiable()).isFalse();
    assertThat(c.op()).isEmpty();
    assertThat(c.inputs()).isEmpty();
    assertThat(c.value()).isEqualTo(NdArray.of(9, 12));
    assertThat(Tensor.concat(0, c, c).op()).isEmpty();
    assertThat(c.add(Tensor.variable("v", 1)).isDifferentiable()).isTrue();
  }

  @Test
  void isEqualOnlyToItself() {
    Tensor a = Tensor.scalar(1);
    assertThat(List.of(Tensor.scalar(1), a).indexOf(a)).isEqualTo(1);
  }

  @Test
  void namingGivesANodeOfItsOwnThatGradientsPass() {
    Tensor x = Tensor.variable("x", 3);
    Tensor square = x.square().named("square");
    assertThat(square.name()).contains("square");
    assertThat(square.op().orElseThrow().name()).isEqualTo("square");
    Gradients g = Autodiff.gradients(square.mul(2), square, x);
    assertThat(g.of(square).item()).isEqualTo(2);
    assertThat(g.of(x).item()).isEqualTo(12);
    Tensor renamed = Tensor.variable(NdArray.scalar(2)).named("z");
    assertThat(Autodiff.gradients(renamed.square(), renamed).of(renamed).item()).isEqualTo(4);
    assertThat(Tensor.scalar(1).named("one").name()).contains("one");
  }

  @Test
  void detachStopsGradientsAndKeepsTheValue() {
    Tensor x = Tensor.variable("x", 3);
    Tensor detached = x.square().detach();
    assertThat(detached.item()).isEqualTo(9);
    assertThat(detached.isDifferentiable()).isFalse();
    assertThat(detached.inputs()).isEmpty();
    assertThat(detached.detach()).isSameAs(detached);
    assertThat(x.detach().name()).contains("x");
    Tensor y = x.mul(detached); // 9 is a constant here
    assertThat(Autodiff.gradients(y, x).of(x).item()).isEqualTo(9);
  }

  @Test
  void joinsSeveral() {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.of(3, 4);
    assertThat(Tensor.concat(0, List.of(a, b)).value()).isEqualTo(NdArray.of(1, 2, 3, 4));
    assertThat(Tensor.stack(0, a, b).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(Tensor.where(Tensor.of(1, 0), a, b).value()).isEqualTo(NdArray.of(1, 4));
  }

  @Test
  void readsWell() {
    Tensor a = Tensor.variable("a", 1);
    assertThat(a).hasToString("a = variable [] float64: 1.0");
    assertThat(Tensor.scalar(1)).hasToString("constant [] float64: 1.0");
    assertThat(a.add(a.neg()).named("zero")).hasToString("zero = add of [a, ·] [] float64: 0.0");
    Tensor large = Tensor.constant("x", NdArray.zeros(DType.FLOAT32, Shape.of(5, 5)));
    assertThat(large).hasToString("x = constant [5, 5] float32");
  }
}
