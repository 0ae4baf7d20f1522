package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong gradient is traced to the element, and one of the engine to the node. */
final class LocalisationTest {
  private static final NdArray X = random(2, 5, 3);
  private static final NdArray W = random(1, 3, 4);
  private static final NdArray B = random(3, 4);

  private static NdArray random(long seed, int... shape) {
    return NdArray.randomNormal(new SplittableRandom(seed), DType.FLOAT64, 0, 1, Shape.of(shape));
  }

  /** The mean square of a layer with an activation of one's own, and a head behind it. */
  private static GradientCheck.At layer(Function<Tensor, Tensor> activation) {
    return GradientCheck.ofInputs(
            in ->
                activation
                    .apply(in.get(0).matmul(in.get(1)).add(in.get(2)))
                    .softmax(1)
                    .square()
                    .mean())
        .at(X, W, B)
        .named("x", "W", "b");
  }

  private static Function<Tensor, Tensor> tanh(FaultyOp.Rule rule) {
    FaultyOp op = new FaultyOp("myTanh", Tensor::tanh, rule);
    return op::apply;
  }

  private static Tensor slope(Tensor y) {
    return y.square().neg().add(1);
  }

  // --- elements

  /** One wrong element among a thousand. */
  @Property(seed = "42", tries = 30)
  void findsTheElementByHalving(
      @ForAll @IntRange(min = 0, max = 999) int element,
      @ForAll @IntRange(min = 1, max = 6) int k) {
    NdArray x = random(element, 20, 50);
    double[] g = slope(Tensor.of(x).tanh()).value().toDoubles();
    g[element] *= 1 + Math.pow(10, -k);
    GradientReport r =
        GradientCheck.of(v -> v.tanh().sum())
            .at(x)
            .directions(2, k)
            .against(NdArray.wrap(g, x.shape()));
    assertThat(r.verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(r.worst().place()).isEqualTo("∂y/∂x[%d, %d]".formatted(element / 50, element % 50));
    assertThat(r.headline()).contains("the only wrong one of");
  }

  @Test
  void findsTheOutputToo() {
    NdArray x = random(6, 12);
    double[] jacobian = Autodiff.jacobian(Tensor::tanh, x).toDoubles();
    jacobian[4 * 12 + 2] += 1e-3;
    GradientReport r =
        GradientCheck.of(Tensor::tanh)
            .at(x)
            .directions(3, 1)
            .against(NdArray.wrap(jacobian, Shape.of(12, 12)));
    assertThat(r.worst().place()).isEqualTo("∂y[4]/∂x[2]");
    assertThat(r.worst().analytic()).isEqualTo(1e-3);
  }

  @Test
  void saysInHowManyDirections() {
    Differentiator moody = // wrong by the sign of what arrives, which directions choose
        (y, seed, nodes) ->
            Differentiator.ENGINE.gradients(y, seed, nodes).stream()
                .map(g -> Tensor.of(g).mul(seed.toDoubles()[0] > 0 ? 2 : 1).value())
                .toList();
    GradientReport r =
        GradientCheck.of(x -> x.square().sum())
            .at(random(8, 150))
            .directions(6, 1)
            .differentiator(moody)
            .check();
    int wrong = r.disagreeing();
    assertThat(wrong).isBetween(1, 5);
    assertThat(r.headline()).endsWith(" (found in " + wrong + " of 6 directions)");
    assertThat(r.headline()).contains(" elements tried: a factor 2 too many?");
  }

  // --- operations

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheOperation(boolean full) {
    GradientCheck.At check = layer(tanh((g, x, y) -> g.mul(slope(y)).mul(2)));
    GradientReport r = (full ? check.full() : check.directions(2, 1)).check();
    assertThat(r.node()).contains("operation myTanh (of add, shape [5, 4], node 7 of 12)");
    assertThat(r.remarks())
        .last()
        .asString()
        .startsWith(
            "operation myTanh (of add, shape [5, 4], node 7 of 12): its own derivative is wrong: ∂myTanh[")
        .endsWith("ratio 2.0000 over all 20 elements: a factor 2 too many?");
  }

  @Test
  void acquitsRightOperations() {
    GradientReport r = layer(tanh((g, x, y) -> g.mul(slope(y)))).check();
    assertThat(r.agrees()).isTrue();
    assertThat(r.node()).isEmpty();
    assertThat(r.remarks()).isEmpty();
  }

  @Test
  void findsAnIgnoredCotangent() {
    GradientReport r = layer(tanh((g, x, y) -> slope(y))).check();
    assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).startsWith("operation myTanh"));
    assertThat(r.remarks()).last().asString().endsWith("; the gradient that comes in is ignored");
  }

  @Test
  void findsASquaredCotangent() {
    GradientReport r = layer(tanh((g, x, y) -> g.square().mul(slope(y)))).check();
    assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).startsWith("operation myTanh"));
    assertThat(r.remarks()).last().asString().endsWith("3 times that gives 9.000 times as much");
  }

  @Test
  void findsOperationsOfFloats() {
    GradientCheck check =
        GradientCheck.of(
            x -> tanh((g, v, y) -> g.mul(slope(y)).mul(1 + 1e-4)).apply(x.mul(2)).sum());
    GradientReport r = check.at(X.cast(DType.FLOAT32)).check();
    assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).startsWith("operation myTanh"));
  }

  @Test
  void findsADetachedValue() {
    GradientReport r =
        GradientCheck.ofInputs(
                in -> in.get(0).matmul(in.get(1)).mul(in.get(2).exp().detach()).square().mean())
            .at(X, W, B)
            .named("x", "W", "b")
            .check();
    assertThat(r.node())
        .contains("operation mul (of matmul and a constant, shape [5, 4], node 5 of 9)");
    assertThat(r.remarks())
        .last()
        .asString()
        .startsWith("a constant (shape [5, 4], node 4 of 9), an input of operation mul")
        .endsWith(
            "changes with the function's inputs: is it detached, or computed outside the graph?");
  }

  @Test
  void acquitsAnOperationAtItsKink() {
    GradientReport r =
        GradientCheck.of(x -> tanh((g, v, y) -> g.mul(slope(y)).neg()).apply(x.relu()).sum())
            .at(NdArray.of(0, 1, -1, 2))
            .check();
    assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).startsWith("operation myTanh"));
    assertThat(r.remarks()).noneMatch(remark -> remark.startsWith("operation relu"));
  }

  @Test
  void givesUpOnVeryLargeGraphs() {
    GradientReport r =
        GradientCheck.of(
                x -> {
                  Tensor y = tanh((g, v, t) -> g).apply(x);
                  for (int i = 0; i < 2000; i++) {
                    y = y.neg();
                  }
                  return y;
                })
            .at(NdArray.of(0.5))
            .check();
    assertThat(r.node()).isEmpty();
    assertThat(r.remarks())
        .last()
        .isEqualTo("the graph has 2002 nodes: too many to look for the one at fault");
  }

  // --- sums and order

  private static Tensor fan(List<Tensor> in) {
    Tensor h = in.get(0).matmul(in.get(1)).add(in.get(2));
    return h.sigmoid().mul(h.tanh()).add(h.square()).sum();
  }

  private static GradientReport swept(Differentiator d) {
    return GradientCheck.ofInputs(LocalisationTest::fan)
        .at(X, W, B)
        .named("x", "W", "b")
        .differentiator(d)
        .check();
  }

  private static void isAtFan(GradientReport r, String remark) {
    assertThat(r.node())
        .contains("operation add (of matmul and broadcastTo [5, 4], shape [5, 4], node 6 of 12)");
    assertThat(r.remarks()).last().asString().contains(remark);
  }

  @Test
  void findsFaultySums() {
    assertThat(swept(Sweep.right()).agrees()).isTrue();
    isAtFan(swept(Sweep.overwriting()), "sends is missing");
    isAtFan(swept(Sweep.addingTwice()), "sends counts twice");
    isAtFan(
        swept(Sweep.tooEarly()),
        "is right, but it passes on another. Is the sweep out of order? There what");
  }

  /** Right where it is asked by itself, and W has one use: only the whole shows the fault. */
  @Test
  void findsAFaultThatOnlyTheWholeShows() {
    Differentiator scaling =
        (y, seed, nodes) -> {
          boolean whole = Nodes.of(y).size() > 4;
          return Differentiator.ENGINE.gradients(y, seed, nodes).stream()
              .map(g -> whole && g.size() == 12 ? Tensor.of(g).mul(3).value() : g)
              .toList();
        };
    GradientReport r = swept(scaling);
    assertThat(r.node()).contains("W (shape [3, 4], node 2 of 12)");
    assertThat(r.headline())
        .startsWith("∂y/∂W[")
        .endsWith(
            "over all 12 elements: a factor 3 too many, the length of axis 1 of x: is the 1/n of a mean missing?");
  }
}
