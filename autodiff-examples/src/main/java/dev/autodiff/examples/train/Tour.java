package dev.autodiff.examples.train;

import dev.autodiff.array.DType;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.experiment.SeedFormula;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The tour: a formula differentiated and checked, then a network that learns to read digits. */
public final class Tour {
  private static final Path PLOT = Path.of("target", "learning-curves.png");
  private static final double LEAST_ACCURACY = 0.93;

  private Tour() {}

  /**
   * Takes the tour.
   *
   * @param progress where to show training go on
   * @return whether the gradients are right and the network reads well enough
   * @throws IOException if the picture cannot be written
   */
  public static boolean run(Output out, PrintStream progress) throws IOException {
    Recipe recipe =
        new Recipe(
            List.of(784, 30, 10),
            "relu",
            Objective.LOG_LIKELIHOOD,
            "auto",
            DType.FLOAT32,
            30,
            32,
            0.01,
            0.9,
            10,
            0.05,
            0,
            1);
    return run(recipe, ImageData.sample(recipe.dtype()), PLOT, LEAST_ACCURACY, out, progress);
  }

  static boolean run(
      Recipe recipe,
      ImageData data,
      Path plot,
      double leastAccuracy,
      Output out,
      PrintStream progress)
      throws IOException {
    out.line("1. The chain rule, number by number");
    out.line();
    boolean exact = SeedFormula.run(out);
    out.line();
    out.line("2. A network learns to read handwritten digits");
    out.line();
    TrainingRun run = TrainingRun.of(recipe, data, out, progress);
    LearningCurves.save("MNIST sample", run.history(), run.accuracy(), plot);
    out.line("Learning curves: " + plot);
    out.fact("plot", plot.toString());
    boolean reads = run.accuracy() >= leastAccuracy;
    if (!reads) {
      out.format("FAILED: the accuracy should be at least %.2f %%.", 100 * leastAccuracy);
    }
    out.line();
    out.line("Go on with README.md, or with:");
    out.line("  java -jar autodiff-examples/target/autodiff.jar experiment olah");
    out.line("  java -jar autodiff-examples/target/autodiff.jar train mnist --help");
    return exact && reads;
  }
}
