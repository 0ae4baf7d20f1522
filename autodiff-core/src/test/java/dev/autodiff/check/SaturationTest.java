package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Where a function is flat or ends, rounding hides derivatives: how much it hides must be known.
 */
final class SaturationTest {
  private static final double WIDTH = 2 / Math.sqrt(Math.PI);

  private static GradientReport check(Function<Tensor, Tensor> f, double... at) {
    return GradientCheck.of(f).at(NdArray.of(at)).check();
  }

  private static GradientReport along(Function<Tensor, Tensor> f, double... at) {
    return GradientCheck.of(f).at(NdArray.of(at)).directions(4, 1).check();
  }

  private static void is(Verdict verdict, GradientReport r) {
    assertThat(r.verdict()).as("%s", r).isEqualTo(verdict);
  }

  /** erf with its derivative times a factor. */
  private static FaultyOp erf(double factor) {
    return new FaultyOp(
        "myErf", Tensor::erf, (g, x, y) -> g.mul(x.square().neg().exp()).mul(WIDTH * factor));
  }

  /** x/2·(1 + erf(x/√2)). */
  private static Function<Tensor, Tensor> gelu(FaultyOp erf) {
    return x -> x.mul(0.5).mul(erf.apply(x.mul(Math.sqrt(0.5))).add(1));
  }

  @Test
  void besideTheEndOfADomain() {
    double[] at = {-1 + 1e-6, -1 + 1.3e-7, -1 + 2.8e-8, -1 + 1e-8, -0.5};
    is(Verdict.AGREE, check(Tensor::log1p, at));
    is(Verdict.AGREE, along(Tensor::log1p, at));
    for (double x : at) {
      GradientReport wrong =
          GradientCheck.of(Tensor::log1p)
              .at(NdArray.scalar(x))
              .against(v -> v.add(1).reciprocal().mul(1.00001));
      is(Verdict.DISAGREE, wrong);
    }
  }

  @Test
  void aFaultThatRoundingHidesIsNoAgreement() {
    for (double factor : new double[] {1.01, 1.001, 1.0001, 1.00001}) {
      for (double x : new double[] {3.9, 4.5, -5, 5.3}) {
        Function<Tensor, Tensor> wrong =
            v -> v.square().neg().exp().mul(WIDTH * factor).mul(Tensor.of(1.0));
        GradientCheck.At at = GradientCheck.of(v -> v.erf().sum()).at(NdArray.of(x));
        assertThat(at.against(wrong).verdict()).isNotEqualTo(Verdict.AGREE);
        assertThat(at.directions(4, 1).against(wrong).verdict()).isNotEqualTo(Verdict.AGREE);
      }
    }
  }

  @Test
  void anOperationThatRoundingHidesIsLookedAtElsewhere() {
    for (double x : new double[] {-5, 5.3}) {
      GradientReport r = check(erf(1.00001)::apply, x);
      is(Verdict.DISAGREE, r);
      assertThat(r.node()).hasValueSatisfying(n -> assertThat(n).contains("myErf"));
      assertThat(r.remarks()).anySatisfy(s -> assertThat(s).contains("at inputs of size 1"));
      is(Verdict.DISAGREE, along(erf(1.00001)::apply, x));
      is(Verdict.INCONCLUSIVE, check(erf(1)::apply, x));
    }
  }

  @Test
  void aRuleThatHoldsANumberOfThePointIsNotLookedAtElsewhere() {
    Function<Tensor, Tensor> saving =
        x -> {
          Tensor saved = x.detach().tanh(); // right, but only for the x of this call
          Tensor slope = saved.square().neg().add(1);
          return new FaultyOp("saving", Tensor::tanh, (g, in, y) -> g.mul(slope)).apply(x);
        };
    is(Verdict.INCONCLUSIVE, check(saving, 30));
    is(Verdict.INCONCLUSIVE, along(saving, 30));
    is(Verdict.INCONCLUSIVE, check(x -> saving.apply(x.mul(30)), 1.25));
    assertThat(check(saving, 0.3, 30).disagreeing()).isZero();
    assertThat(check(saving, 0.3, 18).verdict()).isNotEqualTo(Verdict.DISAGREE);
    Function<Tensor, Tensor> wrong = // made anew for each call as well
        x -> new FaultyOp("wrong", Tensor::tanh, (g, in, y) -> g.mul(y.square().sub(1))).apply(x);
    GradientReport r = check(wrong, 30);
    is(Verdict.DISAGREE, r);
    assertThat(r.remarks()).anySatisfy(s -> assertThat(s).contains("at inputs of size 1"));
  }

  @Test
  void anOperationSeenNearlyWellEnoughAndRightElsewhereIsRight() {
    Function<Tensor, Tensor> loss = x -> x.logSoftmax(0).slice(0, 0, 1).neg();
    GradientReport r = check(loss, 15.6, 0);
    is(Verdict.AGREE, r);
    assertThat(r.smallestDetectable()).isBetween(1e-6, 1e-5);
  }

  @Test
  void shortStepsThatChangeNothingProveNothing() {
    for (double x : new double[] {-9, -9.5}) {
      is(Verdict.INCONCLUSIVE, check(Tensor::gelu, x));
      Comparison c = check(Tensor::gelu, x).worst();
      assertThat(c.error()).as("%s", c).isGreaterThan(c.difference());
    }
  }

  @Test
  void aPartWhoseDerivativeDrownsProvesNothing() {
    for (double x : new double[] {-9.8, -8.2}) {
      is(Verdict.INCONCLUSIVE, check(gelu(erf(1)), x));
      for (double factor : new double[] {-1, 0, 0.5, 1.0001}) {
        is(Verdict.DISAGREE, check(gelu(erf(factor)), x));
        is(Verdict.DISAGREE, along(gelu(erf(factor)), x));
      }
    }
  }

  @Test
  void outputsThatDoNotDependOnAnInputAreKnownExactly() {
    GradientReport r = check(Tensor::gelu, 7.7, -10.5, -8, 9.8);
    assertThat(r.findings()).allSatisfy(c -> assertThat(c.analytic()).isNotEqualTo(0));
    assertThat(r.inconclusive()).isLessThanOrEqualTo(2);
  }

  @Test
  void whatIsFlatterThanTheRestIsHeldToTheRest() {
    is(Verdict.AGREE, check(Tensor::erf, 3.2, 4.6));
    is(Verdict.INCONCLUSIVE, check(Tensor::erf, 4.6));
  }

  @Test
  void floatsInsideAFunctionOfDoubles() {
    Function<Tensor, Tensor> f = x -> x.cast(DType.FLOAT32).mul(3).cast(DType.FLOAT64);
    is(Verdict.AGREE, check(f, 0.7));
    is(Verdict.AGREE, along(f, 0.7, -12, 1e-3));
    GradientCheck.At at = GradientCheck.of(f).at(NdArray.scalar(0.7));
    is(Verdict.DISAGREE, at.against(NdArray.scalar(3.1)));
  }
}
