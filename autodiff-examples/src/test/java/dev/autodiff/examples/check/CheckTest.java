package dev.autodiff.examples.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts, values and exit codes. What is refused is in {@link CheckErrorsTest}. */
final class CheckTest {
  /** The two-layer network of the lectures, z¹, a¹, z², a², and the errors δ derived by hand. */
  private static final List<String> NETWORK =
      List.of(
          "check",
          "0.5*sum((y-a2)^2)",
          "--let=z1=W1@x + b1",
          "--let=a1=sigmoid(z1)",
          "--let=z2=W2@a1 + b2",
          "--let=a2=sigmoid(z2)",
          "--let=δ2=(a2-y)*a2*(1-a2)",
          "--let=δ1=(W2.T@δ2)*a1*(1-a1)",
          "--at=x=random[3],W1=random[4,3],b1=random[4]",
          "--at=y=random[2],W2=random[2,4],b2=random[2]");

  @TempDir Path directory;

  private static Cli check(String... arguments) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    all.add("--json");
    return Cli.run(all.toArray(String[]::new));
  }

  private static Cli network(String... gradients) {
    List<String> all = new ArrayList<>(NETWORK);
    for (String g : gradients) {
      all.add("--gradient=" + g);
    }
    all.add("--json");
    return Cli.run(all.toArray(String[]::new));
  }

  private static JsonObject gradient(Cli run, String variable) {
    for (JsonElement e : run.json().getAsJsonArray("gradients")) {
      if (e.getAsJsonObject().get("variable").getAsString().equals(variable)) {
        return e.getAsJsonObject();
      }
    }
    throw new AssertionError("no gradient by " + variable + " in " + run.out());
  }

  private static String verdict(Cli run, String variable) {
    return gradient(run, variable).get("verdict").getAsString();
  }

  @Test
  void aVariableNamedLikeTheResultOfTheApiKeepsItsName() {
    Cli run =
        check("sin(x)*y1^2*y", "--at", "x=0.3,y=0.7,y1=2", "--gradient=y=1", "--gradient=y1=2");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(gradient(run, "y").get("report").getAsString()).contains("  ∂f/∂y: yours 1.0000,");
    assertThat(gradient(run, "y1").get("report").getAsString()).contains("  ∂f/∂y1: yours 2.0000,");
    assertThat(run.out()).doesNotContain("∂f/∂f");
  }

  @Test
  void aFormulaMayStartWithAMinus() {
    Cli run = check("-sum(log(x))", "--at", "x=[1,2]", "--gradient", "x=-1/x");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("f = -sum(log(x)) = -0.693147");
  }

  @Test
  void theShapesOfArraysArePrinted() throws IOException {
    Path column = Files.writeString(directory.resolve("y.csv"), "1\n2\n3\n");
    Cli run = check("sum((X@w-y)^2)*a", "--at", "X=random[3,2],w=random[2,1],a=2,y=@" + column);
    assertThat(run.out().lines()).contains("shapes X [3, 2], w [2, 1], y [3]");
    assertThat(check("a^2", "--at", "a=1").out()).doesNotContain("shapes");
  }

  @Test
  void aRandomPointOutsideOfTheDomainDoesNotSpoilTheOthers() {
    Cli run = check("sum(log(x))", "--at", "x=random[2]", "--trials", "12");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern(
            "∂f/∂x: \\d+ of 12 points left out: the function or its slope is not finite");
    Cli positive = check("sum(log(x))*sqrt(a)", "--at", "positive,x=positive[20]");
    assertThat(positive.exitCode()).isZero();
    assertThat(check("log(x)", "--at", "x=-1").out())
        .contains("\n  choose a point where they are, such as a positive number for log");
  }

  @Test
  void functionsAreListedWithTheirForms() {
    Cli run = Cli.run("check", "--functions");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains("softmax(x, axis=-1)", "sum(x, axes...) or sum(x, keepDims, axes...)")
        .allMatch(line -> line.endsWith(")"));
  }

  @Test
  void indicesAreNoVariables() {
    Cli run = check("sum(pick(X, i)*oneHot(j, 2))", "--at", "X=random[2,3],i=[0,2],j=[0,1]");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().getAsJsonArray("gradients")).hasSize(1);
  }

  @Test
  void partsAppearUnderTheirNames() {
    Cli run =
        check(
            "sum((x-m)^2*c)",
            "--let=m=sum(x)",
            "--at=x=[1,2,4],c=[1,2,3]",
            "--gradient=x=2*(x-m)*c");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(gradient(run, "x").get("report").getAsString()).contains("operation sum (m, of x, ");
  }

  @Test
  void theSeedFormulaAndItsFourGradients() {
    Cli run =
        check(
            "((a+b)*(c+d))^2",
            "--at",
            "a=1,b=2,c=3,d=4",
            "--gradient",
            "a=2*(a+b)*(c+d)^2",
            "--gradient=b=2*(a+b)*(c+d)^2",
            "--gradient=c=2*(a+b)^2*(c+d)",
            "--gradient=d=2*(a+b)^2*(c+d)");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("f = ((a+b)*(c+d))^2 = 441" + System.lineSeparator() + "at a=1,b=2,c=3,d=4")
        .contains("Gradients derived by hand: 4 agree.");
    for (String variable : List.of("a", "b", "c", "d")) {
      assertThat(verdict(run, variable)).isEqualTo("AGREE");
      assertThat(gradient(run, variable).get("errorEstimate").getAsDouble()).isLessThan(1e-9);
    }
    assertThat(run.json().get("gradientsBy").getAsString()).isEqualTo("hand");
  }

  @Test
  void aWrongGradientIsNamedWithItsFactor() {
    Cli run = check("((a+b)*(c+d))^2", "--at=a=1,b=2,c=3,d=4", "--gradient=a=2*(a+b)*(c+d)");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("numeric 294", "ratio 0.14286", "a factor 7 missing")
        .contains("Gradients derived by hand: 1 disagrees.");
    assertThat(run.json().get("passed").getAsBoolean()).isFalse();
  }

  @Test
  void withoutGradientsTheEngineIsChecked() {
    Cli run = check("x*W", "--at=x=[1,2],W=[3,4]");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("f = x*W, of shape [2]", "Gradients of the engine: 2 agree.");
    assertThat(gradient(run, "x").get("compared").getAsInt()).isEqualTo(4);
  }

  @Test
  void tensorsAndParts() {
    Cli run =
        check(
            "0.5*sum((y-s)^2)",
            "--let",
            "s=sigmoid(W@x+b)",
            "--at",
            "W=[[.1,.2],[.3,.4]],x=[1,2],b=[0,0],y=[0,1]",
            "--gradient",
            "W=outer((s-y)*s*(1-s), x)",
            "--gradient=s=s-y",
            "--gradient=y=y-s");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().getAsJsonArray("gradients")).hasSize(3);
  }

  @Test
  void theFourEquationsOfBackpropagation() {
    Cli run = network("z2=δ2", "z1=δ1", "b2=δ2", "b1=δ1", "W2=outer(δ2, a1)", "W1=outer(δ1, x)");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("Gradients derived by hand: 6 agree.");
    assertThat(gradient(run, "W1").get("compared").getAsInt()).isEqualTo(12);
  }

  @Test
  void aForgottenFactorInTheErrorOfALayer() {
    Cli run = network("z2=δ2", "z1=W2.T@δ2", "b1=δ1", "W2=2*outer(δ2, a1)");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(verdict(run, "z2")).isEqualTo("AGREE");
    assertThat(verdict(run, "z1")).isEqualTo("DISAGREE");
    assertThat(verdict(run, "b1")).isEqualTo("AGREE");
    assertThat(gradient(run, "W2").get("report").getAsString()).contains("ratio 2.0000");
    assertThat(run.out()).contains("  at --at x=[", "2 agree, 2 disagree.");
  }

  @ParameterizedTest
  @CsvSource({
    "relu(x), 0, KINK",
    "abs(x), 0, KINK",
    "floor(x), 0, JUMP",
    "1/x, 0, NONFINITE",
    "'sum(softmax([x, 1]))', 0.5, VACUOUS",
    "noise(x), 1, NONDETERMINISTIC",
  })
  void whereNothingCanBeDecidedTheReasonIsSaid(String function, String x, String reason) {
    Cli run = check(function, "--at", "x=" + x);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).isEmpty();
    assertThat(gradient(run, "x").get("reason").getAsString()).isEqualTo(reason);
    assertThat(run.json().get("verdict").getAsString()).isEqualTo("INCONCLUSIVE");
    assertThat(run.json().get("passed").getAsBoolean()).isFalse();
    assertThat(run.out())
        .contains("INCONCLUSIVE " + reason, "Gradients of the engine: 1 INCONCLUSIVE.");
  }

  @Test
  void anErrorOutweighsDoubt() {
    Cli run = check("relu(x)+y^2", "--at=x=0,y=1", "--gradient=x=1", "--gradient=y=y");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("1 disagrees, 1 INCONCLUSIVE.");
  }

  @Test
  void randomPointsAreThoseOfTheSeed() {
    String[] call = {"sin(x)*y", "--at=random,y=random[2]", "--trials=4", "--seed=7"};
    Cli run = check(call);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("at random,y=random[2], 4 points, seed 7", "at 4 points: 2 agree.");
    assertThat(gradient(run, "y").get("compared").getAsInt()).isEqualTo(16);
    assertThat(check(call).out()).isEqualTo(run.out());
    call[3] = "--seed=8";
    assertThat(gradient(check(call), "x").get("point"))
        .isNotEqualTo(gradient(run, "x").get("point"));
  }

  @Test
  void pointsThatSayNothingAreOutweighedByThoseThatSaySomething() {
    Cli run = check("relu(x)", "--at=random", "--trials=10");
    assertThat(run.exitCode()).isZero();
    assertThat(gradient(run, "x").get("point").getAsString()).doesNotStartWith("x=-");
    assertThat(check("0*x", "--at=random", "--trials=3").exitCode()).isEqualTo(3);
  }

  @Test
  void aFailureAtARandomPointCanBeRepeatedThere() {
    Cli run = check("x^3", "--at=random", "--gradient=x=3*abs(x)*x", "--trials=10", "--seed=7");
    assertThat(run.exitCode()).isEqualTo(1);
    String point = gradient(run, "x").get("point").getAsString();
    assertThat(point).startsWith("x=-");
    assertThat(run.out()).contains("  at --at " + point);
    Cli again = check("x^3", "--at", point, "--gradient=x=3*abs(x)*x");
    assertThat(gradient(again, "x").get("largestDifference"))
        .isEqualTo(gradient(run, "x").get("largestDifference"));
  }

  @Test
  void numbersMayComeFromFiles() throws IOException {
    Path x = Files.writeString(directory.resolve("x.csv"), "1,2\n3,4\n");
    Path labels = Files.writeString(directory.resolve("labels.csv"), "1\n0\n");
    Cli run =
        check(
            "sum(pick(x, y))", "--at=x=@" + x, "--let=y=@" + labels, "--gradient=x=[[0,1],[1,0]]");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void valuesMayBeExpressionsAndFormulasMayStartWithAMinus() {
    Cli run = Cli.run("check", "--at=x=-1/2,π=[1, 2^-1]", "--", "-x^2*sum(π)");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("f = -x^2*sum(π) = -0.375");
  }

  @Test
  void theExamplesOfTheHelpRun() throws IOException {
    Path x = Files.writeString(directory.resolve("x.csv"), "1,2,3\n4,5,6\n");
    Path y = Files.writeString(directory.resolve("y.csv"), "1\n2\n");
    assertThat(check("sum((X@w-y)^2)", "--at=X=@" + x + ",y=@" + y + ",w=random[3]").exitCode())
        .isZero();
    assertThat(
            check("sum(softmax(z)*y)", "--at=z=random[5],y=random[5]", "--trials=20", "--seed=7")
                .exitCode())
        .isZero();
  }
}
