package dev.autodiff.examples.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.autodiff.examples.Cli;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeData() throws IOException {
    SmallMnist.write(directory, 300, 100);
  }

  private static Cli train(String... options) {
    List<String> args =
        new ArrayList<>(List.of("train", "mnist", "--data", directory.toString(), "--json"));
    args.addAll(List.of(options));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void learnsAndReports() {
    Cli run = train("--epochs", "4", "--seed", "7");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    JsonObject json = run.json();
    assertThat(json.get("accuracy").getAsDouble()).isGreaterThan(0.5);
    assertThat(json.get("loss").getAsDouble()).isLessThan(2);
    assertThat(json.get("epochs").getAsInt()).isEqualTo(4);
    assertThat(json.get("seconds").getAsDouble()).isPositive();
    assertThat(json.get("seed").getAsLong()).isEqualTo(7);
    assertThat(json.get("dataset").getAsString()).isEqualTo("mnist");
    assertThat(json.get("dtype").getAsString()).isEqualTo("float32");
    assertThat(json.get("objective").getAsString()).isEqualTo("log-likelihood");
    assertThat(json.get("layers").toString()).isEqualTo("[784,30,10]");
    assertThat(json.get("trainingExamples").getAsInt()).isEqualTo(270);
    assertThat(json.get("validationExamples").getAsInt()).isEqualTo(30);
    assertThat(json.get("testExamples").getAsInt()).isEqualTo(100);
    assertThat(run.out())
        .contains("784-30-10, hidden sigmoid, output softmax with log-likelihood, float32")
        .contains("Test accuracy");
  }

  @Test
  void seedDecidesEverything() {
    double one = train("--epochs", "1", "--seed", "1").json().get("loss").getAsDouble();
    assertThat(train("--epochs", "1", "--seed", "1").json().get("loss").getAsDouble())
        .isEqualTo(one);
    assertThat(train("--epochs", "1", "--seed", "2").json().get("loss").getAsDouble())
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "mse, sigmoid, glorot-normal, 3.0, float32",
    "cross-entropy, tanh, scaled-normal, 0.1, float64",
    "log-likelihood, relu, he, 0.1, float64",
    "log-likelihood, hardtanh, normal, 0.1, float32",
    "log-likelihood, softplus, auto, 0.1, float32",
    "log-likelihood, gelu, auto, 0.1, float32",
  })
  void everyCombinationTrains(
      String loss, String activation, String initializer, String rate, String dtype) {
    Cli run =
        train(
            "--loss=" + loss,
            "--activation=" + activation,
            "--initializer=" + initializer,
            "--learning-rate=" + rate,
            "--dtype=" + dtype,
            "--momentum=0.5",
            "--lambda=0.1",
            "--batch=20",
            "--threads=2",
            "--epochs=3");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("accuracy").getAsDouble()).isGreaterThan(0.25);
  }

  @Test
  void anyDepthAndNoValidation() {
    Cli run = train("--layers", "784,10", "--validation", "0", "--epochs", "2");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("validationExamples").getAsInt()).isZero();
    assertThat(run.json().has("validationLoss")).isFalse();
    assertThat(train("--layers", "784,20,15,10", "--epochs", "1").exitCode()).isZero();
  }

  @Test
  void stopsEarly() {
    Cli run =
        train("--epochs", "500", "--early-stopping", "2", "--learning-rate", "2", "--lambda", "0");
    assertThat(run.exitCode()).isZero();
    int epochs = run.json().get("epochs").getAsInt();
    assertThat(epochs).isLessThan(500);
    assertThat(run.json().get("bestEpoch").getAsInt()).isEqualTo(epochs - 2);
    assertThat(run.json().get("stopReason").getAsString()).contains("no better loss");
  }

  @Test
  void drawsLearningCurves() throws IOException {
    Path plot = directory.resolve("new").resolve("curves.png");
    Cli run = train("--epochs", "2", "--plot", plot.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("plot").getAsString()).isEqualTo(plot.toString());
    assertThat(run.out()).contains("Learning curves: " + plot);
    assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(2000);
  }

  @Test
  void failsWhereTheResultIsNotGoodEnough() {
    Cli low = train("--epochs", "1", "--min-accuracy", "0.999");
    assertThat(low.exitCode()).isEqualTo(1);
    assertThat(low.out()).contains("FAILED: the accuracy is below 0.999.");

    Cli diverged =
        train("--learning-rate", "1e38", "--loss", "log-likelihood", "--activation", "relu");
    assertThat(diverged.exitCode()).isEqualTo(1);
    assertThat(diverged.out())
        .contains("lower the learning rate?")
        .contains("Trained for 1 epoch in ")
        .contains("FAILED: the loss is not a finite number.");
    assertThat(diverged.json().get("loss").isJsonNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--learning-rate=-3 | --learning-rate: must be a positive number, not -3.0.",
        "--learning-rate=NaN | --learning-rate: must be a positive number, not NaN.",
        "--epochs=0 | --epochs: must be at least 1, not 0.",
        "--batch=-1 | --batch: must be at least 1, not -1.",
        "--momentum=1 | --momentum: must be at least 0 and below 1, not 1.0.",
        "--lambda=-1 | --lambda: must be at least 0, not -1.0.",
        "--threads=0 | --threads: must be at least 1, not 0.",
        "--validation=1 | --validation: must be at least 0 and below 1, not 1.0.",
        "--early-stopping=-1 | --early-stopping: must be at least 0, not -1.",
        "--layers=784;30;10 | --layers: cannot read \"784;30;10\". Give the neurons of two layers or"
            + " more, input first, such as 784,30,10.",
        "--layers=100,30,10 | --layers: the first layer must have 784 neurons, one for each pixel of"
            + " a 28×28 image, not 100.",
        "--layers=784,30,9 | --layers: the last layer must have 10 neurons, one for each class, not"
            + " 9.",
        "--activation=swish | --activation: there is no swish. Use one of sigmoid, tanh, hardtanh,"
            + " relu, softmax, linear, softplus, gelu.",
        "--loss=hinge | --loss: there is no hinge. Use one of mse, cross-entropy, log-likelihood.",
        "--initializer=zero | --initializer: there is no zero. Use one of auto, glorot-uniform,"
            + " glorot-normal, he, scaled-normal, normal.",
        "--dtype=float16 | --dtype: there is no float16. Use float32 or float64.",
        "--min-accuracy=95 | --min-accuracy: must be 0 to 1, not 95; for 95 % write 0.95.",
        "--min-accuracy=-0.5 | --min-accuracy: must be 0 to 1, not -0.5.",
        "--min-accuracy=NaN | --min-accuracy: must be 0 to 1, not NaN.",
        "--validation=0.999 | --validation: 0.999 of 300 images leaves none to train on. Give a"
            + " smaller fraction.",
        "--validation=0.001 | --validation: 0.001 of 300 images is less than one image. Give a"
            + " greater fraction, or 0 for no validation.",
        "--layers=784,2000000000,2000000000,10 | --layers: 784,2000000000,2000000000,10 makes more"
            + " than 100,000,000 weights and biases. Give narrower layers.",
        "--plot=curves.jpg | plot curves.jpg: pictures are written as PNG. Let the name end in"
            + " .png.",
      })
  void refusesBadOptions(String option, String message) {
    Cli.run("train", "mnist", "--data", directory.toString(), option)
        .assertRefused("autodiff train: " + message);
  }

  @Test
  void refusesEarlyStoppingWithoutValidation() {
    Cli.run("train", "mnist", "--early-stopping", "3", "--validation", "0")
        .assertRefused(
            "autodiff train: --early-stopping: needs a validation set: give --validation a fraction"
                + " above 0.");
  }

  @Test
  void refusesDataThatIsNotThere() throws IOException {
    Cli.run("train")
        .assertRefused(
            "autodiff train: Missing required parameter: 'DATASET'. See autodiff train --help.");
    Cli.run("train", "cifar")
        .assertRefused(
            "autodiff train: there is no data set cifar. Use one of mnist, fashion-mnist.");
    Cli.run("train", "fashion-mnist")
        .assertRefused(
            "autodiff train: --data sample: only mnist comes with the program. Use --data download,"
                + " or --data DIR with the four files of fashion-mnist.");
    Cli.run("train", "mnist", "--data", "no/such/place")
        .assertRefused(
            "autodiff train: --data: no/such/place is not a directory. Use sample, download, or a"
                + " directory with the four files of mnist.");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Cli run = Cli.run("train", "mnist", "--data", empty.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("autodiff train: ")
        .contains("train-images-idx3-ubyte", empty.toString())
        .hasLineCount(1);
  }

  @Test
  void refusesFilesThatAreNotSound() throws IOException {
    Path broken = SmallMnist.write(Files.createDirectory(directory.resolve("broken")), 20, 10);
    Path images = broken.resolve("train-images-idx3-ubyte");
    Files.write(images, java.util.Arrays.copyOf(Files.readAllBytes(images), 1000));
    Cli run = Cli.run("train", "mnist", "--data", broken.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("train-images-idx3-ubyte").hasLineCount(1);
  }

  @Test
  void refusesLabelsThatAreNoClass() throws IOException {
    Path folder = SmallMnist.write(Files.createDirectory(directory.resolve("labels")), 20, 10);
    Path labels = folder.resolve("t10k-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[8 + 3] = 10;
    Files.write(labels, bytes);
    Cli.run("train", "mnist", "--data", folder.toString())
        .assertRefused(
            "autodiff train: "
                + labels
                + ": label 3 is 10, expected one of 0 to 9, the ten classes.");
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    Path folder = SmallMnist.write(Files.createDirectory(directory.resolve("size")), 28, 10);
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    ByteBuffer.wrap(bytes).putInt(8, 27).putInt(4, 28).putInt(12, 28);
    Files.write(images, java.util.Arrays.copyOf(bytes, 16 + 28 * 27 * 28));
    Cli.run("train", "mnist", "--data", folder.toString())
        .assertRefused(
            "autodiff train: "
                + folder.resolve("train-images…")
                + ": the images have 756 pixels, expected 784, which is 28×28.");
  }
}
