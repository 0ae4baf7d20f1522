package dev.autodiff.examples.experiment;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.LineChart;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One sigmoid neuron that is to learn 1 ↦ 0, from a good and from a saturated start, under two
 * costs.
 *
 * <p>Under the quadratic cost C = ½(y − a)² the gradient (a − y)·σ′(z)·x vanishes where the neuron
 * saturates; under cross-entropy C = −[y ln a + (1 − y) ln(1 − a)] it is (a − y)·x and does not.
 *
 * <p>Source: Nielsen, "Neural Networks and Deep Learning" (2015), chapter 3.
 */
@Command(
    name = "slow-learning",
    description = "A single sigmoid neuron (x = 1, y = 0) under quadratic cost and cross-entropy.",
    footer = {
      "",
      "Examples:",
      "  autodiff experiment slow-learning",
      "  autodiff experiment slow-learning --learning-rate 0.005 --epochs 1000 --out plots"
    })
public final class SlowLearning extends JsonCommand {
  private static final double X = 1;
  private static final double Y = 0;
  private static final int REPORT_EVERY = 50;
  private static final double TOLERANCE = 1e-12;

  @Option(
      names = "--learning-rate",
      paramLabel = "ETA",
      description = "Step size η (default: ${DEFAULT-VALUE}).")
  private double learningRate = 0.15;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of steps (default: ${DEFAULT-VALUE}).")
  private int epochs = 300;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the learning curves (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("target");

  private enum Cost {
    QUADRATIC("quadratic") {
      @Override
      Tensor of(Tensor a) {
        return a.neg().add(Y).square().mul(0.5);
      }

      @Override
      double errorByHand(double a) {
        return (a - Y) * a * (1 - a);
      }
    },
    CROSS_ENTROPY("cross-entropy") {
      @Override
      Tensor of(Tensor a) {
        return a.log().mul(Y).add(a.neg().add(1).log().mul(1 - Y)).neg();
      }

      @Override
      double errorByHand(double a) {
        return a - Y;
      }
    };

    final String text;

    Cost(String text) {
      this.text = text;
    }

    abstract Tensor of(Tensor a);

    /** Returns δ = ∂C/∂z. */
    abstract double errorByHand(double a);
  }

  /** One training run: the cost before every step and after the last, and where it ended. */
  private record Run(
      String cost,
      double startWeight,
      double startBias,
      List<Double> costs,
      double weight,
      double bias,
      double output,
      double largestDifference) {
    String title() {
      return String.format(Locale.ROOT, "%s, w=%s b=%s", cost, startWeight, startBias);
    }
  }

  @Override
  protected boolean run(Output out) throws IOException {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "--learning-rate: must be a positive number, not " + learningRate + ".");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("--epochs: must be at least 1, not " + epochs + ".");
    }
    List<Run> runs = new ArrayList<>();
    for (Cost cost : Cost.values()) {
      runs.add(train(cost, 0.6, 0.9));
      runs.add(train(cost, 2, 2));
    }

    out.format("One sigmoid neuron learns 1 ↦ 0: η = %s, %d epochs", learningRate, epochs);
    out.line();
    out.line(costs(runs));
    out.line();
    Table end = Table.of("run", "w", "b", "output a", "engine − by hand");
    double largest = 0;
    for (Run run : runs) {
      end.row(
          run.title(),
          run.weight(),
          run.bias(),
          run.output(),
          String.format(Locale.ROOT, "%.1e", run.largestDifference()));
      largest = Math.max(largest, run.largestDifference());
    }
    out.line("After the last epoch");
    out.line();
    out.line(end);
    out.line();

    Path plot = directory.resolve("slow-learning.png");
    plot(runs, plot);
    out.line("Learning curves: " + plot);
    boolean passed = largest <= TOLERANCE;
    out.format(
        "The engine's path and the hand-derived one %s: largest difference %.1e.",
        passed ? "agree" : "DISAGREE", largest);
    out.fact("learningRate", learningRate);
    out.fact("epochs", epochs);
    out.fact("runs", runs);
    out.fact("plot", plot.toString());
    out.fact("largestDifference", largest);
    return passed;
  }

  /** Descends along the engine's gradient, and in parallel along the one derived by hand. */
  private Run train(Cost cost, double startWeight, double startBias) {
    double w = startWeight;
    double b = startBias;
    double handW = w;
    double handB = b;
    double largest = 0;
    List<Double> costs = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      Tensor weight = Tensor.variable("w", w);
      Tensor bias = Tensor.variable("b", b);
      Tensor c = cost.of(weight.mul(X).add(bias).sigmoid());
      costs.add(c.item());
      Gradients g = Autodiff.gradients(c, weight, bias);
      w -= learningRate * g.of(weight).item();
      b -= learningRate * g.of(bias).item();

      double delta = cost.errorByHand(HandCodedMlp.sigmoid(handW * X + handB));
      handW -= learningRate * delta * X;
      handB -= learningRate * delta;
      largest = Math.max(largest, Math.max(Math.abs(w - handW), Math.abs(b - handB)));
    }
    Tensor a = Tensor.scalar(w).mul(X).add(b).sigmoid();
    costs.add(cost.of(a).item());
    return new Run(cost.text, startWeight, startBias, costs, w, b, a.item(), largest);
  }

  private Table costs(List<Run> runs) {
    List<String> header = new ArrayList<>(List.of("epoch"));
    runs.forEach(run -> header.add(run.title()));
    Table table = Table.of(header.toArray(String[]::new));
    for (int epoch = 0; ; epoch = Math.min(epoch + REPORT_EVERY, epochs)) {
      List<Object> row = new ArrayList<>(List.of(epoch));
      for (Run run : runs) {
        row.add(run.costs().get(epoch));
      }
      table.row(row.toArray());
      if (epoch == epochs) {
        return table;
      }
    }
  }

  private void plot(List<Run> runs, Path file) throws IOException {
    double[] x = new double[epochs + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    LineChart chart =
        LineChart.of("A saturated neuron learns slowly under quadratic cost", "epoch", "cost C");
    for (Run run : runs) {
      double[] y = run.costs().stream().mapToDouble(Double::doubleValue).toArray();
      if (run.cost().equals(Cost.QUADRATIC.text)) {
        chart.curve(run.title(), x, y);
      } else {
        chart.dashed(run.title(), x, y);
      }
    }
    chart.save(file);
  }
}
