package dev.autodiff.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaTest {
  private static final Map<String, Tensor> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("x", Tensor.variable("x", 3));
    VALUES.put("a", Tensor.variable("a", NdArray.of(-1, 2)));
    VALUES.put("b", Tensor.variable("b", NdArray.of(0.5, 4)));
    VALUES.put("W", Tensor.variable("W", NdArray.of(new double[][] {{1, 2}, {3, 4}})));
  }

  private static Tensor of(String text) {
    return Formula.parse(text).evaluate(VALUES);
  }

  private static double number(String text) {
    return of(text).item();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " = ",
      value = {
        "1 + 2*3 = 7",
        "(1 + 2)*3 = 9",
        "7 - 2 - 1 = 4",
        "12/2/3 = 2",
        "2^3^2 = 512",
        "-2^2 = -4",
        "(-2)^2 = 4",
        "2^-1 = 0.5",
        "2^-2^2 = 0.0625",
        "-x^2 = -9",
        "x^2 = 9",
        "(-x)^3 = -27",
        "2*-x = -6",
        "--x = 3",
        "+x = 3",
        "- + -x = 3",
        ".5e1 + 1. = 6",
        "1.5E-3 = 0.0015",
        "4^(1/2) = 2",
        "2^x = 8",
        "6/x = 2",
        "1 - x = -2",
        "1 < 2 = 1",
        "x >= 4 = 0",
        "x == 3 = 1",
        "x != 3 = 0",
        "x <= 2 + 1 = 1",
        "pi = 3.141592653589793",
        "π = 3.141592653589793",
        "exp(0) = 1",
        "maximum(x, 4) = 4",
        "square(x) + sqrt(16) = 13",
        "pow(x, 2) = 9",
        "a@b = 7.5",
        "sum(a) = 1",
        "mean(W) = 2.5",
        "x·2 − 1 ≤ 5 = 1",
      })
  void hasTheUsualPrecedence(String text, double value) {
    assertThat(number(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " = ",
      value = {
        "[1, x, 2] = [1, 3, 2]",
        "[[1, 2], [3, 4]] - W = [[0, 0], [0, 0]]",
        "[1/2, -2^2, 3e2] = [0.5, -4, 300]",
        "[a, b] = [[-1, 2], [0.5, 4]]",
        "[exp(0), 2] = [1, 2]",
        "W@a = [3, 5]",
        "W.T@a = [5, 6]",
        "Wᵀ@a*2 = [10, 12]",
        "(W@W).T = [[7, 15], [10, 22]]",
        "W.T^2 = [[1, 9], [4, 16]]",
        "a ⊙ b = [-0.5, 8]",
        "a^2 = [1, 4]",
        "a^-1 = [-1, 0.5]",
        "sum(W, 0) = [4, 6]",
        "sum(W, axis=0) = [4, 6]",
        "sum(W, axis=-1) = [3, 7]",
        "sum(W, axes=[0, 1]) = 10",
        "sum(W, 0, 1) = 10",
        "sum(W, 0, keepDims=true) = [[4, 6]]",
        "sum(W, keepdims=true, axis=1) = [[3], [7]]",
        "mean(W, axis=0) = [2, 3]",
        "transpose(W) = [[1, 3], [2, 4]]",
        "transpose(W, 0, 1) = [[1, 3], [2, 4]]",
        "outer(a, b) = [[-0.5, -4], [1, 8]]",
        "where(a < 0, a, 10) = [-1, 10]",
        "maximum(a, 0) = [0, 2]",
        "clip(b, 1, 2) = [1, 2]",
        "clip(b, low=1, high=sqrt(4)) = [1, 2]",
        "softmax([0, 0]) = [0.5, 0.5]",
        "softmax(0*W) = [[0.5, 0.5], [0.5, 0.5]]",
        "softmax(0*W, 0) = [[0.5, 0.5], [0.5, 0.5]]",
        "softmax([0, 0], axis=0) = [0.5, 0.5]",
        "matmul(W, a) = [3, 5]",
        "reshape(W, 4) = [1, 2, 3, 4]",
        "reshape(W, [1, 4]) = [[1, 2, 3, 4]]",
        "slice(W, 0, 0, 1) = [[1, 2]]",
        "slice(axis=0, start=1, stop=2, x=W) = [[3, 4]]",
        "concat(0, a, b) = [-1, 2, 0.5, 4]",
        "stack(1, a, b) = [[-1, 0.5], [2, 4]]",
        "stack(0, x, 1) = [3, 1]",
        "pick(W, [1, 0]) = [2, 3]",
        "pick([5, 6], 1) = 6",
        "oneHot([1, 0], 2) = [[0, 1], [1, 0]]",
        "reshape([5, 6], -1, 1)*[[1, 2], [3, 4]] = [[5, 10], [18, 24]]",
        "gatherRows(W, [1]) = [[3, 4]]",
        "squeeze([[1, 2]]) = [1, 2]",
        "sigmoid(0*a) = [0.5, 0.5]",
      })
  void callsTheCatalogue(String text, String value) {
    Tensor expected = of(value);
    assertThat(of(text).value()).isEqualTo(expected.value());
  }

  @Test
  void everyOperationOfTheCatalogueButTypeConversionIsAFunction() {
    assertThat(Catalogue.names())
        .contains("add", "sigmoid", "logSoftmax", "conv2d", "where", "oneHot", "chain", "erf")
        .doesNotContain("cast", "item", "shape", "self", "apply", "constant", "filled", "detach")
        .doesNotContain("value", "named", "variable", "of", "scalar");
  }

  @Test
  void buildsAGraph() {
    Tensor f = of("0.5*sum((a - sigmoid(W@b))^2)");
    Tensor w = VALUES.get("W");
    Tensor a = VALUES.get("a");
    Tensor s = w.matmul(VALUES.get("b")).sigmoid();
    Tensor g = a.sub(s).square().sum().mul(0.5);
    assertThat(f.value()).isEqualTo(g.value());
    assertThat(Autodiff.gradients(f, w).of(w)).isEqualTo(Autodiff.gradients(g, w).of(w));
  }

  @Test
  void exponentsThatAreNumbersAreExact() {
    assertThat(of("a^2").op().orElseThrow().name()).isEqualTo("square");
    assertThat(of("a^(1 + 1)").op().orElseThrow().name()).isEqualTo("square");
    assertThat(of("a^3").value()).isEqualTo(NdArray.of(-1, 8));
    assertThat(of("a^x").inputs().get(0).op().orElse(null)).isNull();
  }

  @Test
  void numbersTakeTheTypeOfTensors() {
    Tensor f = Tensor.of(NdArray.ofFloats(1, 2));
    for (String text :
        List.of("2*f + 1", "1 - f", "f^2/3", "maximum(f, 0)", "where(f > 1, f, 0)")) {
      assertThat(Formula.parse(text).evaluate(Map.of("f", f)).dtype())
          .as(text)
          .isEqualTo(DType.FLOAT32);
    }
  }

  @Test
  void namesOfTheUserComeFirst() {
    Map<String, Tensor> own = Map.of("pi", Tensor.scalar(2), "sum", Tensor.of(1.0, 2.0));
    assertThat(Formula.parse("pi*sum(sum)").evaluate(own).item()).isEqualTo(6);
  }

  @Test
  void namesMayBeGreekPrimedAndNumbered() {
    Formula f = Formula.parse("σ' + x₁*δ_2 + W2.T@ŷ + 変数 + x₁ + pi + exp(z′)");
    assertThat(f.names()).containsExactly("σ'", "x₁", "δ_2", "W2", "ŷ", "変数", "pi", "z′");
  }

  @Test
  void knowsWhatIsAName() {
    assertThat(List.of("x", "W'", "δ₂", "_1", "pi")).allMatch(Formula::isName);
    assertThat(List.of("pi", "π")).allMatch(Formula::isConstant);
    assertThat(Formula.isConstant("e")).isFalse();
    assertThat(List.of("", "1x", "a b", "x+1", "x ", "true", "x²")).noneMatch(Formula::isName);
  }

  @Test
  void furtherFunctionsCanBeGiven() {
    Tensor y =
        Formula.parse("twice(3) + sum(1)")
            .evaluate(
                Map.of(), Map.of("twice", x -> x.get(0).mul(2), "sum", x -> Tensor.scalar(0.5)));
    assertThat(y.item()).isEqualTo(6.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "((a)) -> a",
        "a + (b + c) -> a + (b + c)",
        "(a + b) + c -> a + b + c",
        "a - (b - c)*d -> a - (b - c)*d",
        "-(x^2) -> -x^2",
        "(-x)^2 -> (-x)^2",
        "(x^2)^3 -> (x^2)^3",
        "x^(2^3) -> x^2^3",
        "x^(-1) -> x^-1",
        "-(a*b) -> -(a*b)",
        "(-a)*b -> -a*b",
        "a*(-b) -> a*-b",
        "(a < b)*(b < c) -> (a < b)*(b < c)",
        "(a < b) < c -> (a < b) < c",
        "Wᵀ@(δ⊙a) -> W.T@(δ*a)",
        "(W@W)ᵀ -> (W@W).T",
        "(-W).T -> (-W).T",
        "sum( x ,axis = 0) -> sum(x, axis=0)",
        "[[1,2.50],[3e-9,1.]] -> [[1, 2.5], [3.0E-9, 1]]",
        "f() -> f()",
        "g(k=true) -> g(k=true)",
      })
  void isPrintedWithTheParenthesesItNeeds(String text, String printed) {
    Formula f = Formula.parse(text);
    assertThat(f).hasToString(printed);
    assertThat(Formula.parse(printed)).isEqualTo(f).hasSameHashCodeAs(f);
  }

  @Test
  void longChainsAreNoDeepNesting() {
    String chain = String.join(" + ", Collections.nCopies(50_000, "x"));
    Formula f = Formula.parse(chain);
    assertThat(f.evaluate(VALUES).item()).isEqualTo(150_000);
    assertThat(f).hasToString(chain);
    assertThat(number("1" + "*1".repeat(50_000))).isEqualTo(1);
  }

  @Test
  void nestsAsDeepAsItSaysOnASmallStack() throws InterruptedException {
    int n = Parser.DEEPEST - 1;
    StringBuilder out = new StringBuilder();
    Thread small =
        new Thread(
            null,
            () ->
                List.of(
                        "(".repeat(n) + "x" + ")".repeat(n),
                        "sqrt(".repeat(n) + "x" + ")".repeat(n),
                        "[".repeat(n) + "x" + "]".repeat(n),
                        "-".repeat(n) + "x",
                        "x" + "^1".repeat(n),
                        "x" + ".T".repeat(n))
                    .forEach(
                        text -> {
                          Formula f = Formula.parse(text);
                          out.append(f.evaluate(VALUES).shape().rank());
                          out.append(Formula.parse(f.toString()).equals(f));
                        }),
            "small",
            512 * 1024);
    small.start();
    small.join();
    assertThat(out).hasToString("0true0true" + n + "true0true0true0true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "sqrt(", "[", "x^", "f(k="})
  void deeperNestingIsRefused(String opening) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Formula.parse(opening.repeat(10_000) + "x"))
        .isInstanceOf(FormulaException.class)
        .hasMessageStartingWith("nested more than 250 deep. Name a part of the formula.");
  }
}
