package dev.autodiff.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random formulas beside the same computation in Java. */
final class FormulaPropertyTest {
  private static final Map<String, Tensor> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("x", Tensor.variable("x", 1.5));
    VALUES.put("v", Tensor.variable("v", NdArray.of(0.5, -2)));
    VALUES.put("δ'", Tensor.variable("δ'", NdArray.of(-1.25, 3)));
  }

  /**
   * A formula in three ways: with every parenthesis, with those precedence leaves necessary, and
   * computed.
   *
   * @param strength 1 comparison, 2 sum, 3 product, 4 minus, 5 power, 6 a single thing
   */
  record Sample(String full, String plain, int strength, Tensor value) {
    String plain(int wanted) {
      return strength < wanted ? "(" + plain + ")" : plain;
    }
  }

  @Property(seed = "42", tries = 500)
  void printedReadAndComputedItIsTheSame(@ForAll("samples") Sample sample) {
    Formula full = Formula.parse(sample.full());
    Formula plain = Formula.parse(sample.plain());
    assertThat(full.toString()).isEqualTo(sample.plain());
    assertThat(plain).isEqualTo(full);
    assertThat(Formula.parse(plain.toString())).isEqualTo(plain);
    assertThat(plain.evaluate(VALUES).value()).isEqualTo(sample.value().value());
    assertThat(VALUES.keySet()).containsAll(plain.names());
  }

  @Provide
  Arbitrary<Sample> samples() {
    return tree(5);
  }

  private static Arbitrary<Sample> tree(int depth) {
    Arbitrary<Sample> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(VALUES.keySet()).map(n -> new Sample(n, n, 6, VALUES.get(n))),
            Arbitraries.doubles()
                .between(0, 100)
                .ofScale(2)
                .map(d -> number(d))
                .map(s -> new Sample(s, s, 6, Tensor.scalar(Double.parseDouble(s)))));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Sample> below = Arbitraries.lazy(() -> tree(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        binary(below, " + ", 2, 2, 3, Tensor::add),
        binary(below, " - ", 2, 2, 3, Tensor::sub),
        binary(below, "*", 3, 3, 4, Tensor::mul),
        binary(below, "/", 3, 3, 4, Tensor::div),
        binary(below, "^", 5, 6, 4, Tensor::pow),
        binary(below, " < ", 1, 2, 2, Tensor::lt),
        binary(below, " >= ", 1, 2, 2, Tensor::ge),
        below.map(a -> new Sample("(-" + a.full + ")", "-" + a.plain(4), 4, a.value.neg())),
        below.map(a -> new Sample("(" + a.full + ").T", a.plain(6) + ".T", 6, a.value.transpose())),
        call(below, "sin", Tensor::sin),
        call(below, "relu", Tensor::relu),
        call(below, "sum", a -> a.sum()),
        Combinators.combine(below, below)
            .as(
                (a, b) ->
                    new Sample(
                        "maximum(" + a.full + "," + b.full + ")",
                        "maximum(" + a.plain + ", " + b.plain + ")",
                        6,
                        a.value.maximum(b.value))));
  }

  private static String number(double d) {
    String s = Double.toString(Math.abs(d));
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  private static Arbitrary<Sample> binary(
      Arbitrary<Sample> below,
      String sign,
      int strength,
      int left,
      int right,
      BinaryOperator<Tensor> operation) {
    return Combinators.combine(below, below)
        .as(
            (a, b) ->
                new Sample(
                    "(" + a.full + " " + sign.strip() + b.full + ")",
                    a.plain(left) + sign + b.plain(right),
                    strength,
                    operation.apply(a.value, b.value)));
  }

  private static Arbitrary<Sample> call(
      Arbitrary<Sample> below, String name, UnaryOperator<Tensor> operation) {
    return below.map(
        a ->
            new Sample(
                name + "( " + a.full + ")",
                name + "(" + a.plain + ")",
                6,
                operation.apply(a.value)));
  }

  @Property(seed = "42", tries = 500)
  void anyTextIsReadOrRefusedWithAPlace(@ForAll("texts") String text) {
    try {
      Formula f = Formula.parse(text);
      assertThat(Formula.parse(f.toString())).isEqualTo(f);
    } catch (FormulaException e) {
      assertThat(e.position()).isBetween(0, text.length());
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.of(
                List.of(
                    "x", "1", ".5", "(", ")", "[", "]", ",", "+", "-", "*", "^", "sum", ".T", "=",
                    "@", "<", " "))
            .list()
            .ofMaxSize(12)
            .map(words -> String.join("", words)));
  }
}
