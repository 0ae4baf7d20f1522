package dev.autodiff.examples.train;

import dev.autodiff.array.DType;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.LineChart;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Widths;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a multi-layer perceptron on MNIST or Fashion-MNIST. */
@Command(
    name = "train",
    description = "Train a multi-layer perceptron on MNIST or Fashion-MNIST and test it.",
    footer = {
      "",
      "Examples:",
      "  autodiff train mnist",
      "  autodiff train mnist --activation relu --learning-rate 0.05 --plot a.png",
      "  autodiff train fashion-mnist --data download --early-stopping 3 --json",
      "  autodiff train mnist --data DIR --loss mse --learning-rate 3 --epochs 30"
    })
public final class Train extends JsonCommand {
  @Parameters(paramLabel = "DATASET", description = "mnist or fashion-mnist.")
  private String dataset = "";

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Where the images come from (default: ${DEFAULT-VALUE}):",
        "  sample    12,000 MNIST images in the program",
        "  download  all, from the cache or the network",
        "  DIR       with the four IDX files, plain or .gz"
      })
  private String data = "sample";

  @Option(
      names = "--layers",
      paramLabel = "WIDTHS",
      description = "Neurons of each layer, 784 first and 10 last (default: ${DEFAULT-VALUE}).")
  private String layers = "784,30,10";

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description =
          "Of hidden layers: sigmoid, tanh, hardtanh, relu, softmax, linear, softplus or gelu"
              + " (default: ${DEFAULT-VALUE}).")
  private String activation = "sigmoid";

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = {
        "The cost, which decides the output layer (default: ${DEFAULT-VALUE}):",
        "  mse             1/2n Σ ‖y − a‖², sigmoid outputs",
        "  cross-entropy   of sigmoid outputs",
        "  log-likelihood  −1/n Σ ln a_y, softmax outputs"
      })
  private String loss = "log-likelihood";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes through the training images, at most (default: ${DEFAULT-VALUE}).")
  private int epochs = 10;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in a step of gradient descent (default: ${DEFAULT-VALUE}).")
  private int batch = 10;

  @Option(
      names = "--learning-rate",
      paramLabel = "ETA",
      description = "Step size η (default: ${DEFAULT-VALUE}).")
  private double learningRate = 0.5;

  @Option(
      names = "--momentum",
      paramLabel = "MU",
      description = "Momentum μ, 0 for none (default: ${DEFAULT-VALUE}).")
  private double momentum = 0;

  @Option(
      names = "--lambda",
      paramLabel = "LAMBDA",
      description = "λ of the penalty λ/2n Σ w² on the weights (default: ${DEFAULT-VALUE}).")
  private double lambda = 0;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description = {
        "Of the weights: glorot-uniform, glorot-normal, he, scaled-normal, normal, or auto,"
            + " which is he for relu, softplus and gelu, else glorot-uniform (default:"
            + " ${DEFAULT-VALUE})."
      })
  private String initializer = "auto";

  @Option(
      names = "--validation",
      paramLabel = "X",
      description =
          "Fraction of the training images held out to watch progress (default:"
              + " ${DEFAULT-VALUE}).")
  private double validation = 0.1;

  @Option(
      names = "--early-stopping",
      paramLabel = "N",
      description =
          "Stop after N epochs without a better validation loss, and keep the best network;"
              + " 0 to go on (default: ${DEFAULT-VALUE}).")
  private int patience = 0;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "float32 or float64 (default: ${DEFAULT-VALUE}).")
  private String dtype = "float32";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights and shuffling (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads at most; results are the same for any number (default: the number of"
              + " processors).")
  private @Nullable Integer threads;

  @Option(
      names = "--min-accuracy",
      paramLabel = "X",
      description =
          "Fail with exit code 1 if the test accuracy, 0 to 1, is below (default:"
              + " ${DEFAULT-VALUE}).")
  private double minAccuracy = 0;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw the learning curves into this .png file.")
  private @Nullable Path plot;

  @Override
  protected boolean run(Output out) throws IOException {
    Recipe recipe = recipe();
    requireMinAccuracy();
    int threads = threads();
    if (plot != null) {
      LineChart.requirePng(plot);
    }
    ImageData images = ImageData.load(dataset, data, recipe.dtype(), System.err);
    TrainingRun run = TrainingRun.of(recipe, images, out, System.err);
    out.fact("threads", threads);
    if (plot != null) {
      LearningCurves.save(dataset, run.history(), run.accuracy(), plot);
      out.line("Learning curves: " + plot);
      out.fact("plot", plot.toString());
    }
    if (!Double.isFinite(run.test().loss())) {
      out.line("FAILED: the loss is not a finite number.");
      return false;
    }
    if (!(run.accuracy() >= minAccuracy)) {
      out.line("FAILED: the accuracy is below " + minAccuracy + ".");
      return false;
    }
    return true;
  }

  private void requireMinAccuracy() {
    if (!(minAccuracy >= 0 && minAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "--min-accuracy: must be 0 to 1, not "
              + number(minAccuracy)
              + (minAccuracy > 1 && minAccuracy <= 100
                  ? "; for " + number(minAccuracy) + " % write " + number(minAccuracy / 100)
                  : "")
              + ".");
    }
  }

  private static String number(double x) {
    if (!Double.isFinite(x)) {
      return Double.toString(x);
    }
    return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
  }

  /** Sets the number of threads, which the engine reads at its first operation. */
  private int threads() {
    if (threads == null) {
      return Integer.getInteger("autodiff.threads", Runtime.getRuntime().availableProcessors());
    }
    if (threads < 1) {
      throw new IllegalArgumentException("--threads: must be at least 1, not " + threads + ".");
    }
    System.setProperty("autodiff.threads", threads.toString());
    return threads;
  }

  private Recipe recipe() {
    return new Recipe(
        Widths.parse("--layers", layers),
        activation,
        Objective.named(loss),
        initializer,
        dtype(),
        epochs,
        batch,
        learningRate,
        momentum,
        lambda,
        validation,
        patience,
        seed);
  }

  private DType dtype() {
    return Arrays.stream(new DType[] {DType.FLOAT32, DType.FLOAT64})
        .filter(d -> d.toString().equals(dtype))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--dtype: there is no " + dtype + ". Use float32 or float64."));
  }
}
