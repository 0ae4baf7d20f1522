package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a report says, for each way a check can end. */
final class GradientReportTest {
  private static Comparison comparison(
      double analytic, double numeric, double error, Verdict verdict) {
    return new Comparison(
        "∂y/∂x[1]",
        analytic,
        numeric,
        error,
        10 * error,
        numeric,
        numeric,
        verdict,
        verdict == Verdict.INCONCLUSIVE ? Optional.of(Reason.NOISY) : Optional.empty());
  }

  @Test
  void showsAsManyDigitsAsTheErrorLeaves() {
    assertThat(comparison(0.5, 0.5, 1e-12, Verdict.AGREE))
        .hasToString("∂y/∂x[1]: gradient 0.500000000000, numeric 0.500000000000 ± 1e-12");
    assertThat(comparison(0.5, 0.5, 1e-2, Verdict.INCONCLUSIVE))
        .hasToString("∂y/∂x[1]: gradient 0.50000, numeric 0.50000 ± 0.01");
    assertThat(comparison(0, 0, 0, Verdict.AGREE))
        .hasToString("∂y/∂x[1]: gradient 0, numeric 0 ± 0");
  }

  @Test
  void showsAsManyDigitsAsTellThemApart() {
    assertThat(comparison(1, 0.5, 1e-12, Verdict.DISAGREE))
        .hasToString("∂y/∂x[1]: gradient 1.0000, numeric 0.50000 ± 1e-12, ratio 2.0000");
    assertThat(comparison(1.0000001, 1, 1e-12, Verdict.DISAGREE))
        .hasToString("∂y/∂x[1]: gradient 1.00000010, numeric 1.00000000 ± 1e-12, ratio 1.00000010");
    assertThat(comparison(0, 0.5, 1e-12, Verdict.DISAGREE))
        .hasToString("∂y/∂x[1]: gradient 0, numeric 0.50000 ± 1e-12");
    assertThat(comparison(Double.NaN, 0.5, 1e-12, Verdict.DISAGREE))
        .hasToString("∂y/∂x[1]: gradient NaN, numeric 0.50000 ± 1e-12");
  }

  @Test
  void saysThatGradientsAgree() {
    GradientReport r = GradientCheck.of(x -> x.square().sum()).at(NdArray.of(1, 2)).check();
    assertThat(r.toString())
        .matches(
            """
            gradient agrees: compared 2 in \\d+ evaluations; smallest detectable relative error \\de-1\\d
              furthest apart: ∂y/∂x\\[\\d]: gradient [24]\\.0+, numeric [24]\\.0+ ± \\de-1\\d""");
    assertThat(r.toString()).endsWith(r.headline());
  }

  @Test
  void saysThatGradientsDisagree() {
    GradientReport r =
        GradientCheck.ofInputs(in -> in.get(0).mul(in.get(1)).sum())
            .at(NdArray.of(1, 2), NdArray.of(3, 4))
            .named("x", "y")
            .against(NdArray.of(-3, -4), NdArray.of(2, 4));
    assertThat(r.toString())
        .matches(
            """
            gradient DISAGREES: compared 4 in \\d+ evaluations, 0 agree, 4 disagree, 0 undecided; smallest detectable relative error \\de-\\d\\d
              ∂f/∂x\\[\\d]: yours .*, ratio -1.0000 over all 2 elements: the wrong sign\\?
              ∂f/∂y\\[\\d]: yours .*, ratio 2.0000 over all 2 elements: a factor 2 too many\\?""");
    assertThat(r.remarks()).as("the input that is not the worst").hasSize(1);
    assertThatThrownBy(r::assertAgrees).isInstanceOf(AssertionError.class).hasMessage(r.toString());
  }

  @Test
  void saysWhyNothingCanBeDecided() {
    assertThat(GradientCheck.of(Tensor::relu).at(NdArray.scalar(0)).check().toString())
        .startsWith(
            "gradient check INCONCLUSIVE (KINK: the slopes to both sides differ): compared 1 in")
        .endsWith(
            """
            ∂y/∂x: gradient 0, numeric slopes 0 to the left and 1.0000 to the right
              relu took the derivative that it states there""");
    assertThat(GradientCheck.of(Tensor::floor).at(NdArray.scalar(1)).check().toString())
        .startsWith("gradient check INCONCLUSIVE (JUMP: the function jumps): compared 1 in")
        .endsWith("∂y/∂x: gradient 0\n  floor took the derivative that it states there");
    AtomicInteger calls = new AtomicInteger();
    assertThat(GradientCheck.of(x -> x.mul(calls.incrementAndGet())).at(NdArray.scalar(1)).check())
        .hasToString(
            "gradient check INCONCLUSIVE (NONDETERMINISTIC: two evaluations at the same point differ)");
  }

  @Test
  void warnsOfAnInputWithoutInfluence() {
    GradientReport r =
        GradientCheck.ofInputs(in -> in.get(0).square().add(in.get(1).mul(0)))
            .at(NdArray.scalar(1), NdArray.scalar(2))
            .named("x", "y")
            .check();
    assertThat(r.agrees()).isTrue();
    assertThat(r.remarks())
        .containsExactly("the derivative by y is 0 here: a wrong factor would not be seen");
    assertThat(r.toString()).endsWith("\n  " + r.remarks().get(0));
  }

  @Test
  void hasNoWorstComparisonWithoutAny() {
    GradientReport r = GradientCheck.of(Tensor::exp).at(NdArray.zeros(0, 3)).check();
    assertThat(r.headline()).isEmpty();
    assertThatThrownBy(r::worst)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("gradient report: nothing was compared");
  }

  @Test
  void countsEachElementOnce() {
    GradientReport single =
        GradientCheck.of(x -> x.square().sum()).at(NdArray.of(1, 2).cast(DType.FLOAT32)).check();
    assertThat(single.agrees()).isTrue();
    assertThat(single.elements()).as("float32 is examined in float64 too").isEqualTo(2);

    FaultyOp squared =
        new FaultyOp("squared", Tensor::sin, (g, x, y) -> g.mul(g.abs()).mul(x.cos()));
    GradientReport r = GradientCheck.of(squared::apply).at(NdArray.scalar(0.5)).check();
    assertThat(r.verdict()).isEqualTo(Verdict.DISAGREE);
    assertThat(r.elements()).as("that it is not linear is no element").isEqualTo(1);
    assertThat(r.disagreeing()).isZero();
    assertThat(r.toString()).contains("0 disagree, 0 undecided; the gradient contradicts itself");

    GradientReport found =
        GradientCheck.of(x -> x.square().sum())
            .at(NdArray.of(1, 2, 3))
            .directions(2, 1)
            .against(x -> x.mul(3));
    assertThat(found.elements()).as("the element found is one of the directions'").isEqualTo(2);
    assertThat(found.disagreeing()).isEqualTo(2);
  }

  @Test
  void saysHowSmallAnErrorWouldBeSeenOnlyWhereOneWould() {
    for (double given : new double[] {0.5, 2}) { // undecided, and not between the slopes
      GradientReport r =
          GradientCheck.of(Tensor::relu).at(NdArray.scalar(0)).against(NdArray.scalar(given));
      assertThat(r.toString()).doesNotContain("smallest detectable");
      assertThat(r.smallestDetectable()).isInfinite();
      assertThat(r.relativeDifference()).isZero();
    }
  }
}
