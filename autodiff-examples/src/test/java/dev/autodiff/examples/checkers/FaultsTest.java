package dev.autodiff.examples.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Differentiator;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A fault changes the gradient as its name says, and nothing else. */
final class FaultsTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-14);

  /** Places in the graph: x, x·x, sin x, their sum. */
  private static final int PRODUCT = 1;

  private static final int SINE = 2;

  private static Tensor function(List<Tensor> in) {
    return in.get(0).mul(in.get(0)).add(in.get(0).sin());
  }

  private static double derivative(Function<List<Tensor>, Tensor> f, Differentiator d) {
    return new Checked(new Case(f, List.of(NdArray.scalar(2))), d).jacobian()[0][0];
  }

  private static Mutation mutation(String name) {
    return Mutations.list().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void changesTheDerivativeOfOneOperation() {
    Function<List<Tensor>, Tensor> sine =
        new FaultyGraph(FaultsTest::function, SINE, mutation("×2"));
    assertThat(derivative(sine, Differentiator.ENGINE)).isCloseTo(4 + 2 * Math.cos(2), EXACT);
    Function<List<Tensor>, Tensor> product =
        new FaultyGraph(FaultsTest::function, PRODUCT, mutation("sign"));
    assertThat(derivative(product, Differentiator.ENGINE)).isCloseTo(-4 + Math.cos(2), EXACT);
  }

  @Test
  void keepsTheValue() {
    Tensor x = Tensor.variable("x", 2);
    Tensor y = new FaultyGraph(FaultsTest::function, SINE, mutation("×2")).apply(List.of(x));
    assertThat(y.item()).isEqualTo(4 + Math.sin(2));
  }

  @Test
  void sweepsAccumulateWrongly() {
    assertThat(derivative(FaultsTest::function, FaultySweep.ADDED_TWICE))
        .isCloseTo(Math.cos(2) + 2 * 4, EXACT);
    assertThat(derivative(FaultsTest::function, FaultySweep.OPERAND_ONCE))
        .isCloseTo(2 + Math.cos(2), EXACT);
    assertThat(derivative(FaultsTest::function, FaultySweep.SEED_IGNORED))
        .isCloseTo(4 + Math.cos(2), EXACT);
  }

  @Test
  void secondDerivativeCanBeWrongAlone() {
    Case subject = new Case(FaultsTest::function, List.of(NdArray.scalar(2)));
    Case faulty =
        new Case(
            new FaultyGraph(FaultsTest::function, SINE, mutation("second order detached")),
            subject.point());
    double[][] right = new Checked(SecondOrder.of(subject), Differentiator.ENGINE).jacobian();
    double[][] wrong = new Checked(SecondOrder.of(faulty), Differentiator.ENGINE).jacobian();
    assertThat(derivative(faulty.function(), Differentiator.ENGINE))
        .isCloseTo(4 + Math.cos(2), EXACT);
    assertThat(new Difference(right, wrong).relativeSize()).isGreaterThan(0.1);
  }
}
