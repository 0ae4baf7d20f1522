package dev.autodiff.examples.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.examples.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, word by word: with exit code 2, and the column of a formula at fault. */
final class CheckErrorsTest {
  @TempDir Path directory;

  private static void refused(String arguments, String... message) {
    Cli run = Cli.run(("check " + arguments).split(" "));
    assertThat(run.err().lines()).containsExactly(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void formulasAtFaultAreShownWithTheColumn() {
    refused(
        "(a+b))^2 --at a=1,b=2",
        "autodiff check: expected an operator or the end, but found ). Is there one too many, or an operand missing before it?",
        "  (a+b))^2",
        "       ^");
    refused(
        "2*alpah --at alpha=1",
        "autodiff check: unknown name alpah. Did you mean alpha?",
        "  2*alpah",
        "    ^");
    refused(
        "a^2 --at a=1 --gradient a=2*aa",
        "autodiff check: --gradient a: unknown name aa. Did you mean a?",
        "  2*aa",
        "    ^");
    refused(
        "a^2 --at random --gradient a=2*b",
        "autodiff check: --gradient a: unknown name b. Known names: a.",
        "  2*b",
        "    ^");
    refused(
        "s^2 --at a=1 --let s=sine(a)",
        "autodiff check: --let s: unknown function sine. Did you mean sin?",
        "  sine(a)",
        "  ^");
    refused(
        "sum(a@b) --at a=[1,2],b=[1,2,3]",
        "autodiff check: matmul: inner dimensions differ: left [2], right [3]: 2 ≠ 3. Transpose one side?",
        "  sum(a@b)",
        "       ^");
    refused(
        "a^2 --at b=2,a=[1,2",
        "autodiff check: --at a: this [ is not closed. Put ] at its end.",
        "  [1,2",
        "  ^");
    refused(
        "noise(a,a) --at a=2",
        "autodiff check: noise takes one argument: noise(x).",
        "  noise(a,a)",
        "  ^");
  }

  @Test
  void namesAreDefinedOnceAndInOrder() {
    refused(
        "s^2 --at a=1 --let s=t+a --let t=a",
        "autodiff check: --let s uses t, which is defined after it. Put it first.");
    refused("s^2 --at a=1 --let s=s+a", "autodiff check: --let s uses itself.");
    refused("s^2 --at a=1 --let s=a --let s=a", "autodiff check: --let s is given twice.");
    refused("a^2 --at a=1 --at a=2", "autodiff check: --at a is given twice.");
    refused(
        "a --at a=1 --gradient a=1 --gradient a=1", "autodiff check: --gradient a is given twice.");
    refused(
        "s^2 --at a=1,s=2 --let s=a",
        "autodiff check: --at s: s is defined by --let as well. Leave one out.");
    refused(
        "a^2 --at a=1,b=2 --gradient a=2*a",
        "autodiff check: --at b: no formula uses b. They use a.");
    refused(
        "a*s --at a=1 --let s=2*a --gradient b=2*a",
        "autodiff check: --gradient b: the function does not depend on b, but on a, s.");
  }

  @Test
  void gradientsHaveTheShapeOfTheirVariables() {
    refused(
        "sum(W) --at W=[[1,2,3]] --gradient W=[1,2,3]",
        "autodiff check: --gradient W: has shape [3], but W has shape [1, 3]. A gradient has the shape of its variable, or is one number for all elements.");
    refused(
        "sum(W) --at W=[[1,2,3]] --gradient W=0*W.T+1",
        "autodiff check: --gradient W: has shape [3, 1], but W has shape [1, 3]. A gradient has the shape of its variable, or is one number for all elements. Transpose it?");
    refused(
        "2*v --at v=[1,2] --gradient v=2",
        "autodiff check: --gradient: the function has shape [2], but only a scalar has a gradient. Sum it, or leave --gradient out to have the engine's Jacobian checked.");
  }

  @Test
  void optionsThatCannotBeUsed() {
    refused(
        "\uFFFD\uFFFD^2 --at random",
        "autodiff check: letters such as δ do not arrive, for the locale knows only ASCII. Set LC_ALL=C.UTF-8, or use plain letters.");
    refused("", "autodiff check: The formula is missing. See autodiff check --help.");
    refused("x^2 --at x=1 -y", "autodiff check: Unknown option: '-y'. See autodiff check --help.");
    refused(
        "x^2 --at x=1 --tirals 2",
        "autodiff check: Unknown options: '--tirals', '2'. See autodiff check --help.");
    refused(
        "a*s --let s=2*b",
        "autodiff check: the function needs a point: --at random, or values for a, b as in --at a=1.");
    refused(
        "1+1 --at random", "autodiff check: the function has no variables to differentiate by.");
    refused(
        "a^2 --at a",
        "autodiff check: --at: needs NAME=VALUE, with a name of letters and digits, not a.");
    refused(
        "a^2 --at a=1,",
        "autodiff check: --at: needs NAME=VALUE, with a name of letters and digits, not nothing.");
    refused(
        "a^2 --at a=1 --gradient 2a=1",
        "autodiff check: --gradient: needs NAME=VALUE, with a name of letters and digits, not 2a=1.");
    refused("a^2 --at a=", "autodiff check: --at a: the formula is empty.");
    refused(
        "a^2 --at a=random[2,x]",
        "autodiff check: --at a: random[2,x] is no shape. Write random[2,3].");
    refused(
        "a^2 --at a=rand(2,3)",
        "autodiff check: --at a: rand(2,3) is no shape. Write random[2,3].");
    refused("a*b+c --at a=1", "autodiff check: no value for b and c: --at b=…, or --at random.");
    refused(
        "sum(W@v) --at random,v=[1,2]",
        "autodiff check: W is a number as --at does not say W=random[2,3]: matmul: needs at least one axis on each side, but the shapes are [] and [2]. Use mul for scalars.",
        "  sum(W@v)",
        "       ^");
    refused(
        "a*b --at a=1,b=2*a",
        "autodiff check: --at b: uses a, but a value here uses no names. Write --let b=\"2*a\".");
    refused("a^2 --at random --trials 0", "autodiff check: --trials: must be at least 1, not 0.");
    refused(
        "a^2 --at a=1 --trials 5",
        "autodiff check: --trials: all points would be the same. Use --at random, or random values such as --at x=random[3].");
  }

  @Test
  void filesThatCannotBeRead() throws IOException {
    Path table = Files.writeString(directory.resolve("a.csv"), "1,2\n3,x\n");
    refused(
        "sum(a) --at a=@" + table,
        "autodiff check: --at a: "
            + table
            + ": line 2, column 2: \"x\" is not a number. Put # before a line that is a heading.");
    refused("sum(a) --at a=@none.npy", "autodiff check: no such file: none.npy");
    refused(
        "sum(a) --at x=1 --let a=@data.txt",
        "autodiff check: --let a: data.txt: can only read .npy and .csv, told apart by the ending of the name.");
  }

  @Test
  void theJsonObjectHoldsTheWholeMessage() {
    Cli run = Cli.run("check", "2x", "--at", "x=1", "--json");
    assertThat(run.json().get("error").getAsString().lines().toList())
        .isEqualTo(
            List.of(
                "expected an operator or the end, but found x. A product needs its *: 2*x, not 2x.",
                "  2x",
                "   ^"));
    assertThat(run.json().get("exitCode").getAsInt()).isEqualTo(2);
  }
}
