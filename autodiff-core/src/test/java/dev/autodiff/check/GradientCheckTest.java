package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class GradientCheckTest {
  private static final NdArray X = NdArray.of(new double[][] {{0.5, -1.25, 2}, {3, 0.1, -0.7}});
  private static final NdArray W =
      NdArray.of(new double[][] {{1, -2, 0.5}, {0.3, 4, -1}, {-0.6, 2, 0.9}});

  /** Σ tanh²x, with the gradient 2·tanh x·(1 − tanh²x). */
  private static Tensor f(Tensor x) {
    return x.tanh().square().sum();
  }

  private static Tensor gradient(Tensor x) {
    Tensor y = x.tanh();
    return y.mul(2).mul(y.square().neg().add(1));
  }

  private static GradientReport against(Function<Tensor, Tensor> derived) {
    return GradientCheck.of(GradientCheckTest::f).at(X).against(derived);
  }

  @Test
  void agreesWithRightGradients() {
    GradientReport engine = GradientCheck.of(GradientCheckTest::f).at(X).check();
    assertThat(engine.agrees()).isTrue();
    assertThat(engine.elements()).isEqualTo(6);
    assertThat(engine.evaluations()).isBetween(6, 200);
    assertThat(against(GradientCheckTest::gradient).agrees()).isTrue();
    assertThatCode(engine::assertAgrees).doesNotThrowAnyException();
  }

  @Test
  void findsAFactorOfTwo() {
    GradientReport r = against(x -> gradient(x).mul(2));
    assertThat(r.agrees()).isFalse();
    assertThat(r.worst().analytic() / r.worst().numeric()).isCloseTo(2, offset(1e-9));
    assertThat(r.toString()).endsWith(", ratio 2.0000 over all 6 elements: a factor 2 too many?");
  }

  @Test
  void findsAWrongSign() {
    GradientReport r = against(x -> gradient(x).neg());
    assertThat(r.agrees()).isFalse();
    assertThat(r.worst().analytic()).isCloseTo(-r.worst().numeric(), offset(1e-9));
  }

  @Test
  void findsOneWrongElementAndNamesIt() {
    double[] g = gradient(Tensor.of(X)).value().toDoubles();
    g[4] += 1e-6;
    NdArray wrong = NdArray.wrap(g, X.shape());
    GradientReport r = GradientCheck.of(GradientCheckTest::f).at(X).named("W").against(wrong);
    assertThat(r.agrees()).isFalse();
    assertThat(r.worst().place()).isEqualTo("∂y/∂W[1, 1]");
    assertThat(r.worst().difference()).isCloseTo(1e-6, offset(1e-10));
    assertThat(
            GradientCheck.of(GradientCheckTest::f).at(X).directions(1, 7).against(wrong).agrees())
        .as("no direction leaves an element out")
        .isFalse();
  }

  @Test
  void findsATransposedGradient() {
    NdArray wrong = gradient(Tensor.of(W)).value().transpose();
    GradientReport r = GradientCheck.of(GradientCheckTest::f).at(W).against(wrong);
    assertThat(r.agrees()).isFalse();
    assertThat(
            GradientCheck.of(GradientCheckTest::f).at(W).directions(1, 7).against(wrong).agrees())
        .isFalse();
    assertThatThrownBy(
            () ->
                GradientCheck.of(GradientCheckTest::f)
                    .at(X)
                    .against(gradient(Tensor.of(X)).value().transpose()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradient check: the gradient by x must have shape [2, 3], not [3, 2]. Transpose it?");
  }

  @Test
  void findsNaN() {
    GradientReport r = against(x -> gradient(x).mul(Double.NaN));
    assertThat(r.agrees()).isFalse();
    assertThat(r.worst().analytic()).isNaN();
  }

  @Test
  void checksTheJacobianOfATensorFunction() {
    NdArray jacobian = W; // of x ↦ W·x
    NdArray at = NdArray.of(1, 2, 3);
    GradientCheck.At check = GradientCheck.of(x -> Tensor.of(W).matmul(x)).at(at);
    assertThat(check.check().elements()).isEqualTo(9);
    check.check().assertAgrees();
    check.against(jacobian).assertAgrees();
    GradientReport r = check.against(jacobian.transpose());
    assertThat(r.agrees()).isFalse();
    assertThat(r.worst().place()).isEqualTo("∂y[0]/∂x[2]"); // 0.5 there, −0.6 in the transpose
    assertThat(r.worst().analytic()).isEqualTo(-0.6);
    assertThat(r.worst().numeric()).isCloseTo(0.5, offset(1e-10));
  }

  @Test
  void checksSeveralNamedInputs() {
    NdArray bias = NdArray.of(0.1, -0.2, 0.3);
    GradientCheck dense =
        GradientCheck.ofInputs(in -> in.get(0).matmul(in.get(1)).add(in.get(2)).sigmoid().sum());
    GradientCheck.At at = dense.at(X, W, bias).named("x", "W", "b");
    GradientReport r = at.check();
    assertThat(r.agrees()).isTrue();
    assertThat(r.elements()).isEqualTo(6 + 9 + 3);
    at.directions(3, 1).check().assertAgrees();
    assertThat(dense.at(X, W, bias).directions(3, 1).check().elements()).isEqualTo(9);

    Tensor z = Tensor.of(X).matmul(Tensor.of(W)).add(Tensor.of(bias));
    Tensor delta = z.sigmoid().mul(z.sigmoid().neg().add(1));
    NdArray byX = delta.matmul(Tensor.of(W).transpose()).value();
    NdArray byW = Tensor.of(X).transpose().matmul(delta).value();
    NdArray byBias = delta.sum(0).value();
    dense.at(X, W, bias).against(byX, byW, byBias).assertAgrees();
    NdArray forgotten = delta.slice(0, 0, 1).sum(0).value(); // only the first row of the batch
    GradientReport wrong = dense.at(X, W, bias).named("x", "W", "b").against(byX, byW, forgotten);
    assertThat(wrong.agrees()).isFalse();
    assertThat(wrong.worst().place()).startsWith("∂y/∂b[");
  }

  @Test
  void theResultNeverHasTheNameOfAnInput() {
    GradientCheck.At at = GradientCheck.of(y -> y.square().sum()).at(X).named("y");
    NdArray wrong = Tensor.of(X).mul(3).value();
    assertThat(at.against(wrong).worst().place()).startsWith("∂f/∂y[");
    assertThat(at.directions(2, 1).against(wrong).worst().place()).startsWith("∂f/∂y[");
    assertThat(at.result("loss").against(wrong).worst().place()).startsWith("∂loss/∂y[");
    assertThat(at.named("x").against(wrong).worst().place()).startsWith("∂y/∂x[");
  }

  @Test
  void directionsCostTheSameWhateverTheSize() {
    NdArray large =
        NdArray.randomNormal(new SplittableRandom(1), DType.FLOAT64, 0, 1, Shape.of(40, 30));
    GradientReport r = GradientCheck.of(GradientCheckTest::f).at(large).directions(4, 9).check();
    assertThat(r.agrees()).isTrue();
    assertThat(r.elements()).isEqualTo(4);
    assertThat(r.evaluations()).isLessThan(250);
    assertThat(GradientCheck.of(GradientCheckTest::f).at(large).directions(4, 9).check())
        .as("seeded")
        .hasToString(r.toString());
  }

  @Test
  void checksFloats() {
    NdArray x = X.cast(DType.FLOAT32);
    GradientCheck check = GradientCheck.of(GradientCheckTest::f);
    check.at(x).check().assertAgrees();
    check.at(x).directions(3, 1).check().assertAgrees();
    check.at(x).against(GradientCheckTest::gradient).assertAgrees();
    assertThat(check.at(x).against(v -> gradient(v).mul(1.1)).agrees()).isFalse();
  }

  @Test
  void worksCloseToTheEdgeOfADomain() {
    for (double at : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
      GradientCheck.of(Tensor::log).at(NdArray.scalar(at)).check().assertAgrees();
      GradientCheck.of(Tensor::sqrt).at(NdArray.of(at, 1)).check().assertAgrees();
      GradientCheck.of(Tensor::log).at(NdArray.of(at)).directions(2, 1).check().assertAgrees();
    }
  }

  @Test
  void worksBesideAKink() {
    GradientCheck.of(Tensor::relu).at(NdArray.of(1e-3, -1e-3, 2)).check().assertAgrees();
  }

  @Test
  void hasNothingToSayOfEmptyInputs() {
    GradientReport r = GradientCheck.of(Tensor::exp).at(NdArray.zeros(0, 3)).check();
    assertThat(r.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(r.reason()).contains(Reason.VACUOUS);
    assertThat(r.toString()).endsWith(": nothing to compare");
    assertThatThrownBy(r::assertAgrees).isInstanceOf(AssertionError.class).hasMessage(r.toString());
  }

  @Test
  void refusesWhatItCannotCheck() {
    GradientCheck check = GradientCheck.of(GradientCheckTest::f);
    assertThatThrownBy(() -> check.at(NdArray.ofInts(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradient check: input 0 is int32. Cast it to DType.FLOAT64.");
    assertThatThrownBy(() -> check.at(X).against(X, X))
        .hasMessage("gradient check: needs one gradient for each input: 2 for 1 inputs.");
    assertThatThrownBy(() -> check.at(X).named("a", "b"))
        .hasMessage("gradient check: needs one name for each input: 2 for 1 inputs.");
  }

  private static final class Scaled extends CustomOp {
    private final Function<Tensor, Tensor> rule;

    Scaled(Function<Tensor, Tensor> rule) {
      super("triple");
      this.rule = rule;
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return Tensor.of(x.get(0)).mul(3).value();
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return rule.apply(g);
    }
  }

  @Test
  void findsARuleThatIsNotLinearInTheCotangent() {
    GradientCheck right = GradientCheck.of(x -> new Scaled(g -> g.mul(3)).apply(x).sum());
    right.at(X).check().assertAgrees();
    GradientCheck clipped =
        GradientCheck.of(x -> new Scaled(g -> g.mul(3).clip(-5, 5)).apply(x).sum());
    GradientReport r = clipped.at(X).check();
    assertThat(r.verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(r.remarks().get(0)).startsWith("the gradient by x is not linear in the cotangent");
    assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).startsWith("operation triple"));
  }

  @Test
  void givesTheReasonWhyItCannotDecide() {
    Random random = new Random(1);
    reason(Reason.KINK, Tensor::relu, 0);
    reason(Reason.KINK, Tensor::abs, 0);
    reason(Reason.JUMP, Tensor::floor, 1);
    reason(Reason.VACUOUS, Tensor::floor, 0.5);
    reason(Reason.NONFINITE, Tensor::reciprocal, 0);
    reason(Reason.NONFINITE, Tensor::sqrt, 0);
    reason(Reason.NONFINITE, Tensor::log, -1);
    reason(Reason.VACUOUS, x -> x.softmax(0).sum(), 1, 2, 3);
    reason(Reason.VACUOUS, Tensor::square, 0);
    reason(Reason.NONDETERMINISTIC, x -> x.mul(random.nextDouble()), 1);
    GradientReport noisy =
        GradientCheck.of(x -> x.add(1e9).sub(1e9).square())
            .at(NdArray.scalar(1.3))
            .against(NdArray.scalar(2.6));
    assertThat(noisy.reason()).as(noisy.toString()).contains(Reason.NOISY);
  }

  private static void reason(Reason reason, Function<Tensor, Tensor> f, double... at) {
    GradientReport r = GradientCheck.of(f).at(NdArray.of(at)).check();
    assertThat(r.verdict()).as(r.toString()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(r.reason()).as(r.toString()).contains(reason);
  }

  @Test
  void atAKinkTheGradientLiesBetweenTheSlopes() {
    GradientCheck.At relu = GradientCheck.of(Tensor::relu).at(NdArray.scalar(0));
    assertThat(relu.against(NdArray.scalar(0.5)).reason()).contains(Reason.KINK);
    assertThat(relu.against(NdArray.scalar(1.5)).verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(relu.against(NdArray.scalar(-0.1)).verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @Test
  void doesNotDoubtRightGradientsWhereDifferencesAreHard() {
    NdArray nearKinks = NdArray.of(1e-3, -1e-7, 2, 1e-12, -3e-16, 0.7);
    GradientCheck.of(Tensor::relu).at(nearKinks).check().assertAgrees();
    GradientCheck.of(Tensor::relu)
        .at(NdArray.of(1e-3, -1e-7, 2, 1e-6, 0.7))
        .directions(5, 1)
        .check()
        .assertAgrees();
    GradientCheck.of(Tensor::sin).at(NdArray.of(1e3, 1e5, 84654.01)).check().assertAgrees();
    GradientCheck.of(Tensor::exp).at(NdArray.of(-50, 0, 300)).check().assertAgrees();
    GradientCheck.of(Tensor::square).at(NdArray.of(1e-9, 1, 1e9)).check().assertAgrees();
    GradientReport gelu = // 1 + erf is a step function there
        GradientCheck.of(Tensor::gelu).at(NdArray.of(5.2, -7.38634343, -8.75848402)).check();
    assertThat(gelu.verdict()).isNotEqualTo(Verdict.DISAGREE);
    GradientReport tiny = // a derivative of 10⁻⁴² that rounding swallows
        GradientCheck.of(x -> x.logSoftmax(-1)).at(NdArray.of(50.752018, -43.6585322)).check();
    assertThat(tiny.verdict()).isNotEqualTo(Verdict.DISAGREE);
    GradientReport edge =
        GradientCheck.of(Tensor::log1p).at(NdArray.of(-0.99999717, -0.99999997, 0)).check();
    assertThat(edge.verdict()).isNotEqualTo(Verdict.DISAGREE);
    GradientReport narrow = // forward and reverse mode both go through float32
        GradientCheck.of(x -> x.cast(DType.FLOAT32).mul(3).cast(DType.FLOAT64))
            .at(NdArray.of(-0.54694901))
            .check();
    assertThat(narrow.verdict()).isNotEqualTo(Verdict.DISAGREE);
  }

  @Test
  void smoothFunctionsOfModerateSizeHaveElevenDigits() {
    List<Function<Tensor, Tensor>> functions =
        List.of(
            Tensor::exp,
            Tensor::sin,
            Tensor::tanh,
            Tensor::sigmoid,
            Tensor::softplus,
            x -> x.mul(0.5).erf(),
            Tensor::gelu,
            Tensor::square,
            x -> x.softmax(-1),
            x -> x.logSoftmax(-1),
            x -> x.matmul(Tensor.of(W)),
            x -> x.square().add(1).log(),
            x -> x.square().sum().sqrt(),
            GradientCheckTest::f);
    for (int i = 0; i < functions.size(); i++) {
      GradientReport r = GradientCheck.of(functions.get(i)).at(X).check();
      assertThat(r.relativeDifference()).as("function %s: %s", i, r).isLessThan(1e-11);
      assertThat(r.verdict()).isEqualTo(Verdict.AGREE);
    }
  }

  @Test
  void aNetworkOf23860ParametersIsCheckedByDirections() {
    SplittableRandom rng = new SplittableRandom(1);
    NdArray hidden = NdArray.randomNormal(rng, DType.FLOAT64, 0, 0.04, Shape.of(784, 30));
    NdArray output = NdArray.randomNormal(rng, DType.FLOAT64, 0, 0.2, Shape.of(30, 10));
    NdArray bias = NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, Shape.of(30));
    NdArray x = NdArray.generate(DType.FLOAT64, Shape.of(10, 784), rng::nextDouble);
    GradientReport r =
        GradientCheck.ofInputs(
                p -> {
                  Tensor a = Tensor.of(x).matmul(p.get(0)).add(p.get(1)).sigmoid();
                  return a.matmul(p.get(2)).sigmoid().square().sum();
                })
            .at(hidden, bias, output)
            .named("W1", "b1", "W2")
            .check();
    r.assertAgrees();
    assertThat(r.elements()).isEqualTo(3 * 4);
    assertThat(r.evaluations()).isBetween(80, 400);
  }

  @Test
  void checksSecondDerivatives() {
    GradientCheck.of(GradientCheckTest::f).at(X).secondOrder().check().assertAgrees();
    GradientCheck detached = GradientCheck.of(x -> new Scaled(g -> g.mul(3)).apply(x).mul(x).sum());
    detached.at(X).secondOrder().check().assertAgrees();
    GradientCheck wrong =
        GradientCheck.of(x -> new Scaled(g -> g.detach().mul(3)).apply(x).mul(x).sum());
    wrong.at(X).against(x -> x.mul(6)).assertAgrees();
    assertThat(wrong.at(X).secondOrder().check().verdict()).isEqualTo(Verdict.DISAGREE);
  }

  /**
   * A relative error of 10⁻⁶ in any one element of any point is found; no right gradient is
   * doubted.
   */
  @Property(seed = "42", tries = 100)
  void isNeitherBlindNorNervous(@ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int place) {
    SplittableRandom rng = new SplittableRandom(seed);
    double size = Math.pow(10, rng.nextInt(-2, 2));
    NdArray at = NdArray.randomNormal(rng, DType.FLOAT64, 0, size, Shape.of(2, 3));
    UnaryOperator<Tensor> g = x -> x.square().add(1).reciprocal().square().neg().mul(x).mul(2);
    GradientCheck check = GradientCheck.of(x -> x.square().add(1).reciprocal().sum());
    check.at(at).check().assertAgrees();
    double[] derived = g.apply(Tensor.of(at)).value().toDoubles();
    check.at(at).against(NdArray.wrap(derived.clone(), at.shape())).assertAgrees();
    derived[place] *= 1 + 1e-6;
    GradientReport wrong = check.at(at).against(NdArray.wrap(derived, at.shape()));
    boolean visible = Math.abs(derived[place]) > 1e-4; // else below the noise of the differences
    assertThat(!visible || !wrong.agrees()).as("%s", wrong).isTrue();
  }
}
