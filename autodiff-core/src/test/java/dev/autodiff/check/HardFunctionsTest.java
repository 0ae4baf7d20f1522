package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Right gradients that differences at one step doubt, and wrong ones that a tolerance lets pass.
 */
final class HardFunctionsTest {

  private static void isNotCalledWrong(Function<Tensor, Tensor> f, double... at) {
    GradientReport r = GradientCheck.of(f).at(NdArray.of(at)).check();
    assertThat(r.verdict()).as("%s", r).isNotEqualTo(Verdict.DISAGREE);
  }

  private static void agrees(Function<Tensor, Tensor> f, double... at) {
    GradientCheck.At check = GradientCheck.of(f).at(NdArray.of(at));
    check.check().assertAgrees();
    check.directions(4, 1).check().assertAgrees();
  }

  private static GradientReport reason(Reason reason, Function<Tensor, Tensor> f, double... at) {
    GradientReport r = GradientCheck.of(f).at(NdArray.of(at)).check();
    assertThat(r.reason()).as("%s", r).contains(reason);
    return r;
  }

  @Test
  void stepsThatAreMultiplesOfAPeriod() {
    agrees(x -> x.add(x.mul(1024 * Math.PI).sin()), 0.3);
    agrees(x -> x.mul(512 * Math.PI).sin(), 0.3);
    for (double x : new double[] {84438.64, 84654.01, 1e6, 1e7}) {
      agrees(Tensor::sin, x);
    }
  }

  @Test
  void featuresFarNarrowerThanTheFirstStep() {
    agrees(x -> x.mul(1e9).square().add(1).reciprocal(), 1e-9);
    agrees(x -> x.mul(1e6).square().neg().exp(), 5e-7);
    agrees(x -> x.sub(0.5).mul(1e4).square().neg().exp(), 0.50005);
  }

  @Test
  void pointsVeryCloseToTheEndOfADomain() {
    agrees(Tensor::log1p, -0.99998271, -0.99999997);
    agrees(Tensor::log, 1e-12, 1e-9);
  }

  @Test
  void numbersNearTheEndsOfTheirRange() {
    agrees(Tensor::exp, 700);
    agrees(x -> x.mul(1e300), 2);
    agrees(x -> x.mul(1e-300).mul(1e300), 2);
    NdArray floats = NdArray.of(1, 2).cast(DType.FLOAT32);
    GradientCheck.of(x -> x.mul(1e30).sum()).at(floats).check().assertAgrees();
    GradientReport denormal = GradientCheck.of(Tensor::square).at(NdArray.of(1e-320)).check();
    assertThat(denormal.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void valuesThatAreInfinite() {
    reason(Reason.NONFINITE, Tensor::square, 1e200);
    reason(Reason.NONFINITE, Tensor::exp, 1000);
    reason(Reason.NONFINITE, x -> x.exp().neg().add(1), 1000);
    reason(Reason.NONFINITE, x -> x.mul(2), 1, Double.POSITIVE_INFINITY);
  }

  @Test
  void kinksMadeByControlFlow() {
    Function<Tensor, Tensor> relu =
        x -> x.sub(0.3).mul(x.value().toDoubles()[0] > 0.3 ? 1 : 0).sum();
    GradientReport r = GradientCheck.of(relu).at(NdArray.of(0.3 + 1e-7)).check();
    assertThat(r.verdict()).as("%s", r).isNotEqualTo(Verdict.DISAGREE);
    agrees(relu, 0.4);
  }

  @Test
  void functionsThatRefuseWhatLiesOutsideTheirDomain() {
    agrees(
        x -> {
          if (x.value().toDoubles()[0] < 0) {
            throw new IllegalArgumentException("root of a negative number");
          }
          return x.sqrt();
        },
        0.01);
  }

  @Test
  void inputsOfVeryDifferentScale() {
    GradientCheck.ofInputs(x -> x.stream().reduce(Tensor::mul).orElseThrow().sum().exp())
        .at(NdArray.of(1e8), NdArray.of(1e-8), NdArray.of(1e3), NdArray.of(1e-3), NdArray.of(0.5))
        .check()
        .assertAgrees();
    GradientReport unseen =
        GradientCheck.of(x -> x.slice(0, 1, 2).square().sum())
            .at(NdArray.of(1e20, 1, 2))
            .against(NdArray.of(0, 2, 10000));
    assertThat(unseen.worst().place()).isEqualTo("∂y/∂x[2]");
    assertThat(unseen.verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @Test
  void floatsAreHeldToWhatFloatsCanDo() {
    GradientCheck.At check =
        GradientCheck.of(x -> x.square().sum()).at(NdArray.of(1, 2).cast(DType.FLOAT32));
    for (double factor : List.of(1.0002, 0.999)) {
      NdArray wrong = NdArray.of(2 * factor, 4 * factor).cast(DType.FLOAT32);
      assertThat(check.against(wrong).verdict()).isEqualTo(Verdict.DISAGREE);
    }
    check.against(NdArray.of(2, 4).cast(DType.FLOAT32)).assertAgrees();
  }

  /** Relu as an operation of one's own that says nothing about its branches. */
  private static final class SilentRelu extends CustomOp {
    SilentRelu() {
      super("silent relu");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return Tensor.of(x.get(0)).relu().value();
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.chain(x.get(0).gt(0));
    }
  }

  @Test
  void kinksThatNothingTellsAbout() {
    for (double x : new double[] {-3e-5, -1e-8, -3e-14, -0.01}) {
      GradientReport r = GradientCheck.of(v -> new SilentRelu().apply(v)).at(NdArray.of(x)).check();
      assertThat(r.verdict()).as("%s", r).isEqualTo(Verdict.INCONCLUSIVE);
    }
    agrees(v -> new SilentRelu().apply(v), 3e-5, 1e-8, 0.3);
  }

  @Test
  void oscillationsThatStepsCannotResolve() {
    isNotCalledWrong(x -> x.exp().sin(), 15);
    isNotCalledWrong(x -> x.mul(1e9).sin(), 1);
    for (double x : new double[] {3e15, 1e17, 1e62}) {
      NdArray point = NdArray.of(x, -1.1 * x, 2 * x);
      for (GradientCheck.At at :
          List.of(
              GradientCheck.of(Tensor::sin).at(point),
              GradientCheck.of(Tensor::sin).at(point).directions(4, 1),
              GradientCheck.of(v -> v.sin().sum()).at(point).directions(4, 2))) {
        GradientReport r = at.check();
        assertThat(r.reason()).as("%s", r).contains(Reason.NOISY);
      }
    }
  }

  @Test
  void termsOfAGradientThatCancel() {
    NdArray y = NdArray.of(-19.75, -13.6, 19.6);
    Function<Tensor, Tensor> f = v -> v.sub(v).div(v.sigmoid()).sub(v.div(1.32));
    for (GradientCheck.At at :
        List.of(GradientCheck.of(f).at(y), GradientCheck.of(f).at(y).directions(6, 1))) {
      GradientReport r = at.check();
      assertThat(r.verdict()).as("%s", r).isNotEqualTo(Verdict.DISAGREE);
      GradientReport wrong = at.against(v -> Tensor.of(NdArray.zeros(3, 3)));
      assertThat(wrong.verdict()).as("%s", wrong).isEqualTo(Verdict.DISAGREE);
    }
  }

  @Test
  void aLargeGradientWhereTheTrueOneIsTiny() {
    FaultyOp exp = new FaultyOp("exp", Tensor::exp, (g, x, y) -> g.mul(x));
    for (double x : new double[] {-25, -30, -40}) {
      GradientReport r = GradientCheck.of(exp::apply).at(NdArray.of(x)).check();
      assertThat(r.verdict()).as("%s", r).isEqualTo(Verdict.DISAGREE);
    }
  }

  @Test
  void aFastWaveOnALargeSlope() {
    isNotCalledWrong(v -> v.mul(1e8).add(v.mul(1e7).sin()), 0.3, -1.2);
    isNotCalledWrong(y -> y.neg().exp().mul(y).div(0.7).cos().add(1e8), -14.376381577027445);
    Function<Tensor, Tensor> f = v -> v.mul(1e7).sin();
    GradientReport wrong =
        GradientCheck.of(f).at(NdArray.scalar(1)).against(v -> v.mul(1e7).cos().mul(1.1e7));
    assertThat(wrong.verdict()).as("%s", wrong).isNotEqualTo(Verdict.AGREE);
  }

  @Test
  void numbersAtTheEndsOfTheirRange() {
    GradientReport r =
        GradientCheck.of(v -> v.mul(1e37).mul(1e-37).sin())
            .at(NdArray.of(1, 2).cast(DType.FLOAT32))
            .check();
    assertThat(r.verdict()).as("%s", r).isEqualTo(Verdict.AGREE);
    for (Function<Tensor, Tensor> f :
        List.<Function<Tensor, Tensor>>of(v -> v.gt(0).mul(v), v -> v.sign().mul(v))) {
      GradientReport least = GradientCheck.of(f).at(NdArray.of(Double.MIN_VALUE, 0)).check();
      assertThat(least.verdict()).as("%s", least).isNotEqualTo(Verdict.DISAGREE);
    }
  }

  @Test
  void operationsThatTakeOnlyDoublesOrHaveNoDerivative() {
    FaultyOp strict =
        new FaultyOp(
            "strict",
            v -> {
              double[] x = (double[]) v.value().storage();
              return Tensor.of(NdArray.of(x)).logSoftmax(0);
            },
            (g, v, y) -> g.sub(y.exp().mul(g.sum())));
    GradientReport r = GradientCheck.of(strict::apply).at(NdArray.of(20, 1, 0.5)).check();
    assertThat(r.verdict()).as("%s", r).isNotEqualTo(Verdict.DISAGREE);
    FaultyOp none =
        new FaultyOp(
            "none",
            Tensor::square,
            (g, v, y) -> {
              throw new UnsupportedOperationException("no vjp");
            });
    GradientCheck.At at = GradientCheck.of(v -> none.apply(v).sum()).at(NdArray.of(1, 2));
    assertThat(at.against(NdArray.of(2, 4)).verdict()).isEqualTo(Verdict.AGREE);
    assertThat(at.against(NdArray.of(2, 3)).verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @Test
  void aFloatNextToAKinkOfTheFormula() {
    GradientReport r =
        GradientCheck.of(v -> v.clip(-1, 0.3)).at(NdArray.of(0.3, 0.7).cast(DType.FLOAT32)).check();
    assertThat(r.verdict()).as("%s", r).isEqualTo(Verdict.INCONCLUSIVE); // (float) 0.3 > 0.3
    assertThat(r.remarks()).contains("clip took the derivative that it states there");
  }

  @Test
  void noiseThatHidesTheDerivativeIsNoAgreement() {
    SplittableRandom rng = new SplittableRandom(1);
    Tensor x = Tensor.of(NdArray.randomNormal(rng, DType.FLOAT32, 0, 1, Shape.of(32, 100)));
    NdArray w = NdArray.randomNormal(rng, DType.FLOAT32, 0, 1, Shape.of(100, 10));
    Function<Tensor, Tensor> f = v -> x.matmul(v).softmax(-1).log().mean();
    Tensor leaf = Tensor.variable("w", w);
    NdArray wrong = Tensor.of(Autodiff.gradients(f.apply(leaf), leaf).of(leaf)).mul(1.1).value();
    for (int seed = 1; seed <= 6; seed++) {
      GradientReport r = GradientCheck.of(f).at(w).directions(6, seed).against(wrong);
      assertThat(r.verdict()).as("%s", r).isNotEqualTo(Verdict.AGREE);
    }
    GradientReport tie =
        GradientCheck.of(v -> v.max(0))
            .at(NdArray.of(1, 1 + 4e-16, 0.5))
            .against(NdArray.of(1, 0, 0));
    assertThat(tie.verdict()).as("%s", tie).isNotEqualTo(Verdict.AGREE);
  }

  @Test
  void oneElementAtAKinkHidesNoOther() {
    SplittableRandom rng = new SplittableRandom(1);
    double[] x = rng.doubles(200, -0.5, 0.5).toArray();
    x[17] = 0;
    GradientCheck.At relu = GradientCheck.of(v -> v.relu().sum()).at(NdArray.of(x));
    GradientReport right = relu.check();
    assertThat(right.verdict()).as("%s", right).isEqualTo(Verdict.AGREE);
    assertThat(right.remarks())
        .anySatisfy(r -> assertThat(r).startsWith("1 of the 200 elements of x are at a kink"));
    double[] wrong = Arrays.stream(x).map(v -> v > 0 ? 1 : 3).toArray();
    assertThat(relu.against(NdArray.of(wrong)).verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @Test
  void stepsAcrossAPowerOfTwo() { // −1023.9 has a binary digit more than −1024.1
    double[] x = {309.33777135, Math.nextDown(-1023.92666244), -945.59063778};
    GradientReport r = GradientCheck.of(Tensor::cos).at(NdArray.of(x)).directions(8, 1).check();
    assertThat(r.verdict()).as("%s", r).isEqualTo(Verdict.AGREE);
  }

  @Test
  void functionsThatNowAndThenDiffer() {
    int[] calls = {0};
    reason(
        Reason.NONDETERMINISTIC, x -> x.mul(2).add(++calls[0] % 3 == 0 ? 1e-9 : 0).sum(), 1, 2, 3);
  }

  @Test
  void valuesThatAreExactlyZero() {
    reason(Reason.VACUOUS, x -> x.relu().add(3).sub(3).square(), -1);
    GradientReport wrong =
        GradientCheck.of(x -> x.relu().mul(2).sum())
            .at(NdArray.of(-1, -2))
            .against(NdArray.of(0, 1));
    assertThat(wrong.verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @Test
  void sparseInputsTakeNoLonger() {
    double[] x = new double[100_000];
    x[5] = 1;
    x[77] = 2;
    GradientCheck.of(v -> v.reshape(1000, 100).transpose().square().sum())
        .at(NdArray.of(x))
        .check()
        .assertAgrees();
  }
}
