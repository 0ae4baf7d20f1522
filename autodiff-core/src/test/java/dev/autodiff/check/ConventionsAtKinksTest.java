package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Branches;
import dev.autodiff.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * At a kink a gradient must be the one that the operations state, which differences cannot tell.
 */
final class ConventionsAtKinksTest {
  private static GradientReport check(Function<Tensor, Tensor> f, NdArray x) {
    return GradientCheck.of(f).at(x).check();
  }

  private static void states(String operation, Function<Tensor, Tensor> f, NdArray x) {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      GradientReport report = check(f, x.cast(type));
      assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(report.remarks())
          .contains(
              operation
                  + " took the derivative"
                  + (operation.contains(",")
                      ? "s that they state there"
                      : " that it states there"));
    }
  }

  @Test
  void operationsTakeTheDerivativesTheyState() {
    NdArray x = NdArray.of(0, 1, -1, 0.3, 0);
    states("relu", Tensor::relu, x);
    states("abs", Tensor::abs, x);
    states("hardtanh", Tensor::hardtanh, x);
    states("sign", Tensor::sign, x);
    states("floor", Tensor::floor, x);
    states("clip", y -> y.clip(-1, 0.3), x);
    states("maximum", y -> y.maximum(Tensor.of(x.cast(y.dtype())).abs()), x);
    states("minimum", y -> Tensor.of(x.cast(y.dtype())).abs().minimum(y), x);
    states("max", Tensor::max, NdArray.of(2, 2, 1, 2));
    states("min", Tensor::min, NdArray.of(2, 2, 2, 2));
    NdArray rows = NdArray.of(new double[][] {{2, 2, 2}, {1, 5, 5}, {7, 6, 5}});
    states("max", y -> y.max(1), rows);
    states("min", y -> y.min(true, 0), rows.transpose().dense());
    states("abs, relu", y -> y.relu().add(y.abs().exp()), x);
  }

  @Test
  void aSumOfLargeTiesIsChecked() {
    NdArray x = NdArray.full(DType.FLOAT64, 3, Shape.of(3, 40));
    GradientReport report = GradientCheck.of(y -> y.max(1).sum()).at(x).directions(2, 1).check();
    assertThat(report.remarks()).contains("max took the derivative that it states there");
  }

  /** The values of an operation, and its derivative but at kinks. */
  private static final class Other extends CustomOp {
    private final Op op;
    private final FaultyOp.Rule rule;

    Other(Function<Tensor, Tensor> value, FaultyOp.Rule rule) {
      super("other");
      this.op = value.apply(Tensor.variable(NdArray.of(1, 2))).op().orElseThrow();
      this.rule = rule;
    }

    @Override
    protected NdArray forward(List<NdArray> inputs) {
      return op.forward(inputs.toArray(NdArray[]::new));
    }

    @Override
    protected long branches(List<NdArray> inputs, NdArray output) {
      return op.branches(inputs.toArray(NdArray[]::new), output);
    }

    @Override
    protected List<List<NdArray>> besideKinks(List<NdArray> inputs) {
      return op.besideKinks(inputs.toArray(NdArray[]::new)).stream().map(List::of).toList();
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return rule.of(g, x.get(0), y);
    }
  }

  private static void isFound(Function<Tensor, Tensor> value, FaultyOp.Rule rule, NdArray x) {
    Other other = new Other(value, rule);
    List<Function<Tensor, Tensor>> functions =
        List.of(other::apply, y -> other.apply(y.mul(1)).mul(3).add(y.exp()));
    for (Function<Tensor, Tensor> f : functions) {
      for (GradientCheck.At at :
          List.of(
              GradientCheck.of(f).at(x),
              GradientCheck.of(f).at(x).directions(3, 7),
              GradientCheck.of(f).at(x.cast(DType.FLOAT32)))) {
        GradientReport report = at.check();
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.DISAGREE);
        assertThat(report.node().orElse("")).startsWith("operation other");
        assertThat(report.toString()).contains("an operation is wrong by itself");
        assertThat(report.toString())
            .contains("the numeric derivative is the one that other states there (besideKinks)");
      }
    }
  }

  @Test
  void otherDerivativesBetweenTheSlopesAreFound() {
    NdArray x = NdArray.of(0.7, 1.5, -0.4, 1, -1);
    NdArray zero = NdArray.of(0.7, 0, -0.4);
    isFound(y -> y.sub(0).relu(), (g, t, y) -> g.mul(t.ge(0)), zero);
    isFound(y -> y.relu(), (g, t, y) -> g.mul(t.sign().add(1).mul(0.5)), zero);
    isFound(y -> y.hardtanh(), (g, t, y) -> g.mul(t.abs().lt(1)), x);
    isFound(y -> y.clip(-1, 1), (g, t, y) -> g.mul(t.gt(-1)).mul(t.lt(1)), x);
    isFound(Tensor::max, (g, t, y) -> g.mul(t.eq(y)).mul(0.5), NdArray.of(1.5, 1.5, 1.5, 0.2));
  }

  @Test
  void theReportNamesTheElementAndWhatWasMeant() {
    Other other = new Other(Tensor::relu, (g, t, y) -> g.mul(t.ge(0)));
    GradientReport report = check(other::apply, NdArray.of(0.7, 0, -0.4));
    assertThat(report.worst().place()).isEqualTo("∂y[1]/∂x[1]");
    assertThat(report.headline()).isEqualTo("∂y[1]/∂x[1]: gradient 1.0000, numeric 0 ± 1e-08");
    assertThat(report.inconclusive()).isEqualTo(1);
    assertThat(report.disagreeing()).isZero();
  }

  @Test
  void whatStatesNothingStaysOpen() {
    FaultyOp silent = new FaultyOp("silent", Tensor::relu, (g, x, y) -> g.mul(x.ge(0)));
    GradientReport report = check(silent::apply, NdArray.of(0.7, 0, -0.4));
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.remarks()).isEmpty();
  }

  @Test
  void aSmoothOperationThatIsWrongIsFoundBehindAKink() {
    FaultyOp half = new FaultyOp("half", Tensor::square, (g, x, y) -> g.mul(x));
    GradientReport report = check(x -> half.apply(x.abs().add(1)), NdArray.of(0, 0));
    assertThat(report.verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(report.node().orElse("")).startsWith("operation half");
  }

  @Test
  void aSumThatIsWrongIsFoundAtAKink() {
    for (Sweep sweep : List.of(Sweep.overwriting(), Sweep.addingTwice())) {
      GradientReport report =
          GradientCheck.of(
                  x -> {
                    Tensor larger = x.maximum(x.filled(0));
                    return larger.add(larger.mul(0.5));
                  })
              .at(NdArray.of(0, 0))
              .differentiator(sweep)
              .check();
      assertThat(report.verdict()).as("%s: %s", sweep, report).isEqualTo(Verdict.DISAGREE);
      assertThat(report.toString()).contains("a sum of gradients is wrong");
    }
  }

  @Test
  void anInputThatIsWrittenToIsFoundAtAKink() {
    FaultyOp writer =
        new FaultyOp(
            "writer",
            Tensor::relu,
            (g, x, y) -> {
              Tensor slope = g.mul(x.gt(0));
              ((double[]) x.value().storage())[0] += 1;
              return slope;
            });
    GradientReport report = check(x -> writer.apply(x).sum(), NdArray.of(0, 0));
    assertThat(report.verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(report.toString()).contains("taking the gradient changes the values of x");
  }

  private static Tensor recurrence(List<Tensor> in) {
    Tensor h = in.get(1);
    for (int i = 0; i < 5; i++) {
      h = in.get(0).mul(h).tanh();
    }
    return h;
  }

  @Test
  void whatIsTooNoisyIsDecidedByTheChainRule() {
    NdArray[] point = {NdArray.scalar(4), NdArray.scalar(0.9)};
    GradientReport report =
        GradientCheck.ofInputs(ConventionsAtKinksTest::recurrence).at(point).check();
    assertThat(report.inconclusive()).isEqualTo(1);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.AGREE);
    assertThat(report.toString()).contains("right by the chain rule");
  }

  /** x ↦ f(x) plus rounding errors of a size that hides mistakes. */
  private static GradientReport noisy(Function<Tensor, Tensor> f) {
    return GradientCheck.of(
            x -> {
              Tensor large = x.exp().mul(1e12);
              return large.sub(large).add(f.apply(x));
            })
        .at(NdArray.scalar(0.7))
        .check();
  }

  @Test
  void noiseIsNoProofOfWhatItHides() {
    List<Function<Tensor, Tensor>> hiding =
        List.of(
            x -> x.sin().mul(x.detach()),
            x -> x.sin().mul(Tensor.variable(x.value())),
            x -> x.mul(100).clip(-1, x.item()).add(x),
            x -> {
              Tensor y = x.sin().mul(x.detach());
              return x.item() == 0.7 ? y : y.mul(1);
            },
            x -> {
              Tensor slope = x.detach();
              return new FaultyOp("hiding", t -> t.mul(slope), (g, t, y) -> g.mul(slope)).apply(x);
            });
    for (Function<Tensor, Tensor> f : hiding) {
      GradientReport report = noisy(f);
      assertThat(report.agrees()).as("%s", report).isFalse();
      assertThat(report.toString()).doesNotContain("chain rule");
    }
  }

  @Test
  void errorsTooSmallToSeeInAPartMayBeLargeInTheWhole() {
    FaultyOp id = new FaultyOp("id", t -> t.mul(1), (g, t, y) -> g.mul(1 + 1e-11));
    for (double factor : new double[] {1e11, 1e12}) {
      GradientReport report =
          GradientCheck.of(x -> id.apply(x).mul(factor).sub(x.mul(factor)).add(x.sin()))
              .at(NdArray.scalar(0.7))
              .check();
      assertThat(report.agrees()).as("%s", report).isFalse();
    }
  }

  @Test
  void aDifferentiatorIsAskedForWhatIsChecked() {
    Differentiator moody =
        (y, seed, nodes) -> {
          List<NdArray> g = Differentiator.ENGINE.gradients(y, seed, nodes);
          return nodes.size() > 1 ? g : List.of(Tensor.of(g.get(0)).mul(1.0001).value());
        };
    GradientReport report =
        GradientCheck.of(x -> x.exp().mul(1e11).sub(x.exp().mul(1e11)).add(x.sin()))
            .at(NdArray.scalar(0.7))
            .differentiator(moody)
            .check();
    assertThat(report.agrees()).as("%s", report).isFalse();
  }

  @Test
  void kinksCloseTogetherAndFarOut() {
    states("clip", x -> x.clip(0, 1e-6), NdArray.of(0, 0.5));
    states("clip", x -> x.clip(100000, 100001), NdArray.of(100000, 0.5));
    states("clip", x -> x.clip(Double.NEGATIVE_INFINITY, 1), NdArray.of(1, 0.5));
    GradientReport masked = check(Tensor::max, NdArray.of(Double.NEGATIVE_INFINITY, 2, 2));
    assertThat(masked.remarks()).contains("max took the derivative that it states there");
    Other wrong = new Other(Tensor::max, (g, t, y) -> g.mul(t.eq(y)).mul(0.3));
    assertThat(check(wrong::apply, NdArray.of(Double.NEGATIVE_INFINITY, 2, 2)).verdict())
        .isEqualTo(Verdict.DISAGREE);
  }

  /** α(eˣ − 1) below 0 and x above; the derivative at 0 is that from below. */
  private static final class Elu extends CustomOp {
    private final List<NdArray> beside;

    Elu(List<NdArray> beside) {
      super("elu");
      this.beside = beside;
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      double[] r = x.get(0).toDoubles();
      Arrays.setAll(r, i -> r[i] > 0 ? r[i] : 2 * Math.expm1(r[i]));
      return NdArray.wrap(r, x.get(0).shape()).cast(x.get(0).dtype());
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(x.get(0).gt(0).where(g.filled(1), y.add(2)));
    }

    @Override
    protected long branches(List<NdArray> x, NdArray y) {
      return Branches.of(x.get(0), 0);
    }

    @Override
    protected List<List<NdArray>> besideKinks(List<NdArray> x) {
      return List.of(beside);
    }
  }

  @Test
  void aSideMayBeCurved() {
    Elu elu = new Elu(List.of(NdArray.of(-1e-5, 1)));
    GradientReport report = check(elu::apply, NdArray.of(0, 1));
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.remarks()).contains("elu took the derivative that it states there");
  }

  @Test
  void pointsOfAnotherShapeAreRefused() {
    for (List<NdArray> beside : List.of(List.of(NdArray.of(1, 2, 3)), List.<NdArray>of())) {
      Elu elu = new Elu(beside);
      GradientReport report = check(elu::apply, NdArray.of(0, 1));
      assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(report.toString()).contains("elu: besideKinks must return points with an array");
    }
  }
}
