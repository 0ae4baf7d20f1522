package dev.autodiff.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about formulas that cannot be read or computed, word by word. */
final class FormulaErrorsTest {
  private static final Map<String, Tensor> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("x", Tensor.scalar(3));
    VALUES.put("alpha", Tensor.scalar(1));
    VALUES.put("a", Tensor.of(-1.0, 2.0));
    VALUES.put("b", Tensor.of(1.0, 2.0, 3.0));
    VALUES.put("W", Tensor.of(NdArray.zeros(2, 3)));
  }

  private static FormulaException error(String text) {
    return catchThrowableOfType(FormulaException.class, () -> Formula.parse(text).evaluate(VALUES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      ignoreLeadingAndTrailingWhitespace = true,
      maxCharsPerColumn = 10_000,
      value = {
        // syntax
        "1 + -> 3 -> expected a number, a name, ( or [, but found the end. Is something missing?",
        "(a+b -> 0 -> this ( is not closed. Put ) at its end.",
        "[1,2 -> 0 -> this [ is not closed. Put ] at its end.",
        "sum(a -> 3 -> this ( is not closed. Put ) at its end.",
        "a+b) -> 3 -> expected an operator or the end, but found ). Is there one too many, or an operand missing before it?",
        "(a] -> 2 -> expected an operator or ), but found ]. Is there one too many, or an operand missing before it?",
        "sum(a] -> 5 -> expected an operator, a comma or ), but found ]. Is there one too many, or an operand missing before it?",
        "[a) -> 2 -> expected an operator, a comma or ], but found ). Is there one too many, or an operand missing before it?",
        "() -> 1 -> expected a number, a name, ( or [, but found ). Is there one too many, or an operand missing before it?",
        "2x -> 1 -> expected an operator or the end, but found x. A product needs its *: 2*x, not 2x.",
        "x 5 -> 2 -> expected an operator or the end, but found 5. A product needs its *: 2*x, not 2x.",
        "2(x) -> 1 -> expected an operator or the end, but found (. A product needs its *: 2*x, not 2x.",
        "a,b -> 1 -> expected an operator or the end, but found ,.",
        "a = b -> 2 -> expected an operator or the end, but found =. Equality is written ==.",
        "x**2 -> 2 -> ** is no operator. A power is written with ^.",
        "*x -> 0 -> expected a number, a name, ( or [, but found *.",
        "x² -> 1 -> unexpected character ². A power is written with ^, as x^2.",
        "x # y -> 2 -> unexpected character #. A formula has numbers, names, + - * / ^ @, comparisons, parentheses, commas and arrays in brackets.",
        "x < a < b -> 6 -> comparisons cannot be chained. Multiply two: (a < b)*(b < c).",
        "1e999 -> 0 -> the number is too large: 1e999 exceeds 1.8e308.",
        "x + [] -> 4 -> an array needs at least one element.",
        "sum(a, axis=0, 2) -> 15 -> an argument without a name follows one with a name. Put it first.",
        "sum(a, axis=0, axis=0) -> 15 -> the argument axis is given twice.",
        // names
        "alpah*2 -> 0 -> unknown name alpah. Did you mean alpha?",
        "2*zzz -> 2 -> unknown name zzz. Known names: x, alpha, a, b, W.",
        "relu -> 0 -> unknown name relu. It is a function: write relu(x).",
        "W^T -> 2 -> unknown name T. A transpose is written W.T.",
        "1 + sigmod(a) -> 4 -> unknown function sigmod. Did you mean sigmoid?",
        "logsoftmax(a) -> 0 -> unknown function logsoftmax. Did you mean logSoftmax?",
        "ln(x) -> 0 -> unknown function ln. The natural logarithm is log(x).",
        "e^x -> 0 -> unknown name e. e^x is exp(x), and e is exp(1).",
        "if(x, 1, 2) -> 0 -> unknown function if. A choice is where(condition, a, b).",
        "σ(x) -> 0 -> unknown function σ. It is sigmoid(x).",
        "norm(a) -> 0 -> unknown function norm. It is sqrt(sum(x^2)).",
        "trace(W) -> 0 -> unknown function trace. The trace of A.T@B is sum(A*B).",
        "a[0] -> 1 -> expected an operator or the end, but found [. A part of an array is slice(x, axis, start, stop).",
        "[1 2] -> 3 -> expected an operator, a comma or ], but found 2. Elements are separated by commas.",
        "max(x, x) -> 0 -> max does not take (a scalar, a scalar). Write max(x, axes...) or max(x, keepDims, axes...). The larger of two is maximum(a, b).",
        "pick(W, [0.5, 1]) -> 0 -> pick does not take (an array of shape [2, 3], an array of shape [2]). Write pick(x, labels). Labels are whole numbers, one for each row.",
        "alpha(x) -> 0 -> unknown function alpha. It is a value: a product needs its *, as in alpha*(…).",
        // arguments
        "sum() -> 0 -> sum does not take (). Write sum(x, axes...) or sum(x, keepDims, axes...).",
        "2*sum(a, foo=1) -> 2 -> sum does not take (an array of shape [2], foo=1). Write sum(x, axes...) or sum(x, keepDims, axes...). There is no argument foo.",
        "sum(a, axiss=1) -> 0 -> sum does not take (an array of shape [2], axiss=1). Write sum(x, axes...) or sum(x, keepDims, axes...). There is no argument axiss. Did you mean axis?",
        "softmax(a, 0.5) -> 0 -> softmax does not take (an array of shape [2], 0.5). Write softmax(x, axis=-1).",
        "sin(1, x) -> 0 -> sin does not take (1, a scalar). Write sin(x).",
        "clip(x, a, true) -> 0 -> clip does not take (a scalar, an array of shape [2], true). Write clip(x, low, high).",
        "true -> 0 -> true and false are arguments of functions, such as keepDims=true, and no values.",
        "x + true -> 2 -> true and false are arguments of functions, such as keepDims=true, and no values.",
        "-true -> 0 -> true and false are arguments of functions, such as keepDims=true, and no values.",
        // values
        "x*(a+b) -> 4 -> add: shapes do not broadcast: left [2], right [3]: 2 ≠ 3 at axis -1. Reshape one side, or expandDims it?",
        "1 + W@a -> 5 -> matmul: inner dimensions differ: left [2, 3], right [2]: 3 ≠ 2. Transpose one side?",
        "1 + softmax(W, 5) -> 4 -> softmax: axis 5 is out of range for shape [2, 3]: use -2 to 1.",
        "[[1,2],[3]] -> 7 -> the array is ragged: element 0 has shape [2], element 1 has shape [1]. All must have one shape.",
        "[1,[2]] -> 3 -> the array is ragged: element 0 has shape [], element 1 has shape [1]. All must have one shape.",
        "[a, b] -> 4 -> the array is ragged: element 0 has shape [2], element 1 has shape [3]. All must have one shape.",
      })
  void pointsAtTheColumnAndNamesTheRemedy(String text, int position, String problem) {
    FormulaException e = error(text);
    assertThat(e).isNotNull();
    assertThat(e.getMessage().lines())
        .containsExactly(problem, "  " + text, "  " + " ".repeat(position) + "^");
    assertThat(e.position()).isEqualTo(position);
  }

  @Test
  void nothingIsNoFormula() {
    assertThat(error("")).hasMessage("the formula is empty.");
    assertThat(error(" \n")).hasMessage("the formula is empty.");
  }

  @Test
  void withoutASuggestionAllFunctionsAreListed() {
    assertThat(error("f(x)").getMessage())
        .startsWith("unknown function f. There is abs, add, broadcastTo, ")
        .contains(", sigmoid, ");
  }

  @Test
  void withoutValuesItSaysSo() {
    FormulaException e =
        catchThrowableOfType(FormulaException.class, () -> Formula.parse("q").evaluate(Map.of()));
    assertThat(e).hasMessageStartingWith("unknown name q. No name has a value here.");
  }

  @Test
  void addedFunctionsAreSuggestedAndTakeNoNames() {
    Map<String, java.util.function.Function<List<Tensor>, Tensor>> noise =
        Map.of("noise", a -> a.get(0));
    FormulaException misspelt =
        catchThrowableOfType(
            FormulaException.class, () -> Formula.parse("nois(x)").evaluate(VALUES, noise));
    assertThat(misspelt).hasMessageStartingWith("unknown function nois. Did you mean noise?");
    FormulaException named =
        catchThrowableOfType(
            FormulaException.class, () -> Formula.parse("noise(x=1)").evaluate(VALUES, noise));
    assertThat(named).hasMessageStartingWith("noise takes no arguments with names.");
  }

  @Test
  void showsTheLineOfSeveral() {
    assertThat(error("x +\n\tδ*2\n- 1").getMessage().lines())
        .containsExactly("unknown name δ. Known names: x, alpha, a, b, W.", "  \tδ*2", "  \t^");
  }

  @Test
  void countsCharactersOutsideTheFirstPlaneOnce() {
    assertThat(error("[𝛼, 1").getMessage().lines().skip(1)).containsExactly("  [𝛼, 1", "  ^");
    assertThat(error("1 + 𝛼 + )").getMessage().lines().skip(1))
        .containsExactly("  1 + 𝛼 + )", "          ^");
  }

  @Test
  void cutsLongLines() {
    FormulaException e = error("x + ".repeat(100) + "q" + " + x".repeat(100));
    assertThat(e.position()).isEqualTo(400);
    List<String> lines = e.getMessage().lines().toList();
    assertThat(lines.get(1))
        .isEqualTo("  …" + "x + ".repeat(15) + "q" + " + x".repeat(14) + " + …");
    assertThat(lines.get(2)).isEqualTo(" ".repeat(63) + "^");
  }

  @Test
  void canSayWhereTheFormulaStands() {
    FormulaException e = error("2x");
    FormulaException in = e.in("--let s");
    assertThat(in.getMessage()).isEqualTo("--let s: " + e.getMessage());
    assertThat(in.position()).isEqualTo(1);
    assertThat(in).hasCause(e);
  }

  @Test
  void whatAnOperationRefusedIsTheCause() {
    assertThat(error("a + b"))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .cause()
        .hasMessageStartingWith("add: shapes do not broadcast");
    assertThat(error("slice(a, 0, 1, 9)")).hasCauseInstanceOf(IndexOutOfBoundsException.class);
  }
}
