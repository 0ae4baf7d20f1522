package dev.autodiff.examples.experiment;

import com.google.common.primitives.Ints;
import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import dev.autodiff.examples.cli.Widths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The equations of backpropagation, each by plain loops over arrays and by the engine.
 *
 * <p>Notation of Nielsen, "Neural Networks and Deep Learning" (2015), chapter 2: layers 1…L, zˡ =
 * wˡ·aˡ⁻¹ + bˡ with row j of wˡ for neuron j, aˡ = σ(zˡ), quadratic cost C = ½‖y − aᴸ‖², error δˡ =
 * ∂C/∂zˡ. The engine never forms δ by these equations: it is asked for the gradient at the node zˡ.
 */
@Command(
    name = "backprop-equations",
    description =
        "The four equations of backpropagation, σ' = σ(1−σ), the softmax Jacobian and δ = a−y,"
            + " each by a hand-coded formula and by the engine.",
    footer = {
      "",
      "Examples:",
      "  autodiff experiment backprop-equations",
      "  autodiff experiment backprop-equations --layers 20,15,10,5 --seed 7 --json"
    })
public final class BackpropEquations extends JsonCommand {
  @Option(
      names = "--layers",
      paramLabel = "WIDTHS",
      description = "Neurons of each layer, input first (default: ${DEFAULT-VALUE}).")
  private String layers = "4,6,5,3";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights, input and target (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "Largest difference that passes (default: ${DEFAULT-VALUE}).")
  private double tolerance = 1e-12;

  /** One compared equation, in the order of the table. */
  private record Equation(
      String name, String formula, int elements, double largestDifference, boolean agrees) {}

  private final List<Equation> equations = new ArrayList<>();

  @Override
  protected boolean run(Output out) {
    int[] widths = Ints.toArray(Widths.parse("--layers", layers));
    SplittableRandom rng = new SplittableRandom(seed);
    HandCodedMlp mlp = HandCodedMlp.random(widths, rng);
    double[] x = HandCodedMlp.uniform(widths[0], rng);
    double[] y = new double[widths[widths.length - 1]];
    y[rng.nextInt(y.length)] = 1;

    sigmoidDerivative();
    softmaxJacobian(HandCodedMlp.uniform(5, rng));
    fundamentalEquations(mlp, x, y);
    softmaxError(HandCodedMlp.uniform(y.length, rng), y);

    Table table = Table.of("equation", "by hand", "elements", "largest difference", "");
    double largest = 0;
    boolean passed = true;
    for (Equation e : equations) {
      table.row(
          e.name(),
          e.formula(),
          e.elements(),
          String.format(Locale.ROOT, "%.1e", e.largestDifference()),
          e.agrees() ? "ok" : "DIFFERS");
      largest = Math.max(largest, e.largestDifference());
      passed &= e.agrees();
    }
    out.format(
        "Backpropagation by hand and by the engine: layers %s, sigmoid, C = ½‖y − a‖²", layers);
    out.line();
    out.line(table);
    out.line();
    out.format(
        "%s: largest difference %.1e, allowed %.1e.",
        passed ? "All equations hold" : "NOT all equations hold", largest, tolerance);
    out.fact("equations", equations);
    out.fact("largestDifference", largest);
    out.fact("tolerance", tolerance);
    return passed;
  }

  private void sigmoidDerivative() {
    double[] z = NdArray.range(-8, 8.5, 0.5).toDoubles();
    double[] hand = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      hand[i] = HandCodedMlp.sigmoidPrime(z[i]);
    }
    Tensor t = Tensor.variable("z", NdArray.of(z));
    compare("σ′(z)", "σ(z)·(1 − σ(z))", hand, Autodiff.gradients(t.sigmoid().sum(), t).of(t));
  }

  private void softmaxJacobian(double[] z) {
    double[] a = HandCodedMlp.softmax(z);
    double[] hand = new double[z.length * z.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z.length; j++) {
        hand[i * z.length + j] = a[i] * ((i == j ? 1 : 0) - a[j]);
      }
    }
    compare(
        "∂softmax(z)ᵢ/∂zⱼ",
        "aᵢ·(δᵢⱼ − aⱼ)",
        hand,
        Autodiff.jacobian(t -> t.softmax(0), NdArray.of(z)));
  }

  private void softmaxError(double[] z, double[] y) {
    double[] a = HandCodedMlp.softmax(z);
    double[] hand = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      hand[i] = a[i] - y[i];
    }
    Tensor t = Tensor.variable("z", NdArray.of(z));
    Tensor cost = t.softmax(0).log().mul(Tensor.of(y)).sum().neg();
    compare("δᴴ, softmax, C = −Σ yᵢ ln aᵢ", "a − y", hand, Autodiff.gradients(cost, t).of(t));
  }

  private void fundamentalEquations(HandCodedMlp mlp, double[] x, double[] y) {
    HandCodedMlp.Backward hand = mlp.backward(x, y);
    int last = mlp.layers() - 1;

    Tensor[] w = new Tensor[last + 1];
    Tensor[] b = new Tensor[last + 1];
    Tensor[] z = new Tensor[last + 1];
    List<Tensor> all = new ArrayList<>();
    Tensor a = Tensor.of(x);
    for (int l = 0; l <= last; l++) {
      w[l] = Tensor.variable("w", NdArray.of(mlp.weight(l)));
      b[l] = Tensor.variable("b", NdArray.of(mlp.bias(l)));
      z[l] = w[l].matmul(a).add(b[l]);
      a = z[l].sigmoid();
      all.addAll(List.of(w[l], b[l], z[l]));
    }
    Tensor cost = Tensor.of(y).sub(a).square().sum().mul(0.5);
    Gradients g = Autodiff.gradients(cost, all.toArray(Tensor[]::new));

    // Layer 1 of the book is the input, so entry l of these arrays is its layer l + 2.
    int top = last + 2;
    compare("(1) δ" + top, "∇ₐC ⊙ σ′(z)", hand.delta[last], g.of(z[last]));
    for (int l = last - 1; l >= 0; l--) {
      compare("(2) δ" + (l + 2), "((wˡ⁺¹)ᵀ·δˡ⁺¹) ⊙ σ′(zˡ)", hand.delta[l], g.of(z[l]));
    }
    for (int l = last; l >= 0; l--) {
      double[] rows =
          Arrays.stream(hand.weight[l]).flatMapToDouble(java.util.Arrays::stream).toArray();
      compare("(3) ∂C/∂w" + (l + 2), "δˡ·(aˡ⁻¹)ᵀ", rows, g.of(w[l]));
    }
    for (int l = last; l >= 0; l--) {
      compare("(4) ∂C/∂b" + (l + 2), "δˡ", hand.delta[l], g.of(b[l]));
    }
  }

  private void compare(String name, String formula, double[] hand, NdArray engine) {
    double[] found = engine.toDoubles();
    double largest = 0;
    for (int i = 0; i < hand.length; i++) {
      double difference = Math.abs(hand[i] - found[i]);
      largest = difference <= largest ? largest : difference; // keeps NaN
    }
    equations.add(new Equation(name, formula, hand.length, largest, largest <= tolerance));
  }
}
