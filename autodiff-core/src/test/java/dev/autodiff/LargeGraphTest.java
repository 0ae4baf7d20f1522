package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.autodiff.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Depth costs no stack, and a node is visited once however many paths lead to it. */
final class LargeGraphTest {

  @Test
  void differentiatesAChainOfAMillionNodes() {
    Tensor x = Tensor.variable("x", 1);
    Tensor y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = y.mul(1.000001);
    }
    double e = Math.exp(1_000_000 * Math.log(1.000001));
    assertThat(Autodiff.gradients(y, x).of(x).item()).isCloseTo(e, offset(1e-9));
    assertThat(Autodiff.pushforward(y, x, Tensor.scalar(1)).item()).isCloseTo(e, offset(1e-9));
  }

  @Test
  void differentiatesAChainTwice() {
    Tensor x = Tensor.variable("x", 0.5);
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(x.square()); // x + n·x²
    }
    Tensor first = Autodiff.differentiableGradients(y, x).of(x);
    assertThat(first.item()).isEqualTo(100_001);
    assertThat(Autodiff.gradients(first, x).of(x).item()).isEqualTo(200_000);
  }

  @Test
  void visitsEachNodeOnceWhereTwoToTheSixtyPathsLead() {
    Counted doubled = new Counted();
    Tensor x = Tensor.variable("x", 1);
    Tensor y = x;
    for (int i = 0; i < 60; i++) {
      y = doubled.apply(y, y);
    }
    assertThat(y.item()).isEqualTo(0x1p60);
    assertThat(Autodiff.gradients(y, x).of(x).item()).isEqualTo(0x1p60);
    assertThat(doubled.calls).as("one call for each input of each node").isEqualTo(120);
    assertThat(Topology.of(y).size()).isEqualTo(61);
    assertThat(Autodiff.pushforward(y, x, Tensor.scalar(1)).item()).isEqualTo(0x1p60);
    Tensor again = Autodiff.differentiableGradients(y.square(), x).of(x); // 2·2¹²⁰·x
    assertThat(Autodiff.gradients(again, x).of(x).item()).isEqualTo(0x1p121);
  }

  @Test
  void doesNotTouchNodesThatLeadToNoTarget() {
    Counted op = new Counted();
    Tensor x = Tensor.variable("x", 1);
    Tensor other = Tensor.variable("other", 1);
    for (int i = 0; i < 50; i++) {
      other = op.apply(other, other);
    }
    Tensor y = op.apply(x, other);
    assertThat(Autodiff.gradients(y, x).of(x).item()).isEqualTo(1);
    assertThat(op.calls).isEqualTo(1);
  }

  @Test
  void fansOutToManyUsers() {
    Tensor x = Tensor.variable("x", 2);
    Tensor[] users = new Tensor[50_000];
    for (int i = 0; i < users.length; i++) {
      users[i] = x.mul(i).reshape(1);
    }
    Tensor sum = Tensor.concat(0, users).sum();
    assertThat(Autodiff.gradients(sum, x).of(x).item()).isEqualTo(users.length / 2.0 * 49_999);
  }

  /** a + b, counting how often its derivative is asked for. */
  private static final class Counted extends CustomOp {
    int calls;

    Counted() {
      super("counted");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return NdArray.scalar(x.get(0).item() + x.get(1).item());
    }

    @Override
    protected @Nullable Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      calls++;
      return g;
    }
  }
}
