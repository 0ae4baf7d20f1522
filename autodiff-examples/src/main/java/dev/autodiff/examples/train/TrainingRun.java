package dev.autodiff.examples.train;

import dev.autodiff.examples.cli.Output;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.metric.Metrics;
import dev.autodiff.nn.train.Epoch;
import dev.autodiff.nn.train.Evaluation;
import dev.autodiff.nn.train.History;
import dev.autodiff.nn.train.Trainer;
import java.io.PrintStream;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network trained by a recipe and judged on test images.
 *
 * @param history the course of training
 * @param test loss and accuracy on the test images
 * @param seconds time that training took
 */
record TrainingRun(History history, Evaluation test, double seconds) {
  private static final String ACCURACY = "accuracy";

  /** Trains, showing progress, and prints and records what came of it. */
  static TrainingRun of(Recipe recipe, ImageData data, Output out, PrintStream progress) {
    SplittableRandom rng = new SplittableRandom(recipe.seed());
    Sequential net = recipe.network(rng);
    Objective objective = recipe.objective();
    List<DataSet> parts =
        objective
            .prepare(data.train())
            .shuffled(rng.split())
            .split(1 - recipe.validation(), recipe.validation());
    DataSet train = parts.get(0);
    DataSet validation = parts.get(1);
    requireBoth(recipe, data, train.size(), validation.size());

    out.line("  data       " + data.describe(train.size(), validation.size()));
    out.line("  network    " + recipe.describe());
    out.format(
        "  descent    η = %s, %d images a step, %s%sat most %s, seed %d",
        recipe.learningRate(),
        recipe.batch(),
        recipe.momentum() > 0 ? "momentum " + recipe.momentum() + ", " : "",
        recipe.lambda() > 0 ? "λ = " + recipe.lambda() + ", " : "",
        epochs(recipe.epochs()),
        recipe.seed());
    out.line();

    Trainer trainer =
        Trainer.of(net, objective.loss(), recipe.optimizer(net, train.size()))
            .epochs(recipe.epochs())
            .batchSize(recipe.batch())
            .rng(rng)
            .metric(ACCURACY, Metrics::accuracy)
            .progress(progress);
    if (validation.size() > 0) {
      trainer.validation(validation);
    }
    if (recipe.patience() > 0) {
      trainer.earlyStopping(recipe.patience());
    }
    long start = System.nanoTime();
    History history = trainer.fit(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    TrainingRun run =
        new TrainingRun(history, trainer.evaluate(objective.prepare(data.test())), seconds);
    run.report(recipe, data, train.size(), validation.size(), out);
    return run;
  }

  private static void requireBoth(Recipe recipe, ImageData data, int train, int validation) {
    String given =
        "--validation: " + recipe.validation() + " of " + data.train().size() + " images";
    if (train == 0) {
      throw new IllegalArgumentException(
          given + " leaves none to train on. Give a smaller fraction.");
    }
    if (recipe.validation() > 0 && validation == 0) {
      throw new IllegalArgumentException(
          given + " is less than one image. Give a greater fraction, or 0 for no validation.");
    }
  }

  private static String epochs(int n) {
    return n + (n == 1 ? " epoch" : " epochs");
  }

  double accuracy() {
    return test.metrics().getOrDefault(ACCURACY, Double.NaN);
  }

  private void report(Recipe recipe, ImageData data, int train, int validation, Output out) {
    Epoch last = history.last();
    out.format(
        "Trained for %s in %.1f s: %s.",
        epochs(history.epochs().size()), seconds, history.stopReason());
    out.format(
        "Test accuracy %.2f %% and loss %.4f on %,d images not trained on.",
        100 * accuracy(), test.loss(), data.test().size());
    out.facts(recipe);
    out.fact("dataset", data.name());
    out.fact("data", data.source());
    out.fact("trainingExamples", train);
    out.fact("validationExamples", validation);
    out.fact("testExamples", data.test().size());
    out.fact("epochs", history.epochs().size());
    out.fact("bestEpoch", history.best().number());
    out.fact("stopReason", history.stopReason());
    out.fact("trainingLoss", last.trainingLoss());
    last.validationLoss().ifPresent(loss -> out.fact("validationLoss", loss));
    out.fact("loss", test.loss());
    out.fact("accuracy", accuracy());
    out.fact("seconds", seconds);
  }
}
