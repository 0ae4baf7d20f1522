package dev.autodiff.examples.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Differentiator;
import dev.autodiff.check.Verdict;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules pass what they must pass, fail what they must fail, and have the known weaknesses. */
final class RulesTest {

  static List<Rule> rules() {
    return Rule.list();
  }

  private static Verdict verdict(Rule rule, Function<Tensor, Tensor> f, NdArray x) {
    return rule.check(Case.of(f, x), Differentiator.ENGINE, 1).verdict();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void passARightGradient(Rule rule) {
    NdArray x = NdArray.of(0.5, -1.5, 2);
    assertThat(verdict(rule, t -> t.tanh().mul(t), x)).isEqualTo(Verdict.AGREE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void failAFactorOfTwo(Rule rule) {
    Mutation twice = Mutations.list().get(1);
    assertThat(twice.name()).isEqualTo("×2");
    Case subject = Case.of(t -> t.tanh(), NdArray.of(0.5, -1.5, 2));
    Case faulty = new Case(new FaultyGraph(subject.function(), 1, twice), subject.point());
    assertThat(rule.check(faulty, Differentiator.ENGINE, 1).verdict()).isEqualTo(Verdict.DISAGREE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void atReluOfZeroOnlyOursLeavesItOpen(Rule rule) {
    assertThat(verdict(rule, Tensor::relu, NdArray.of(0.0)))
        .isEqualTo(rule instanceof OwnRule ? Verdict.INCONCLUSIVE : Verdict.DISAGREE);
  }
}
