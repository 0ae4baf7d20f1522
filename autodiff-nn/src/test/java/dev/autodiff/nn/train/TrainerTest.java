package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.init.Initializers;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.loss.Regularizers;
import dev.autodiff.nn.metric.Metrics;
import dev.autodiff.nn.optim.Sgd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TrainerTest {
  private static final NdArray CORNERS =
      NdArray.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  static final DataSet XOR = DataSet.of(CORNERS, NdArray.of(new double[][] {{0}, {1}, {1}, {0}}));

  static Sequential mlp(int in, int hidden, int out, DType dtype) {
    SplittableRandom rng = new SplittableRandom(7);
    return Sequential.of(
        Dense.create(in, hidden, Initializers.glorotUniform(), dtype, rng),
        Activations.tanh(),
        Dense.create(hidden, out, Initializers.glorotUniform(), dtype, rng));
  }

  /** Three clouds around the corners of a triangle, labelled 0, 1, 2. */
  static DataSet clouds(int n, DType dtype) {
    SplittableRandom rng = new SplittableRandom(3);
    double[][] centres = {{0, 2}, {2, -1}, {-2, -1}};
    double[] x = new double[2 * n];
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 3;
      x[2 * i] = centres[y[i]][0] + 0.4 * rng.nextGaussian();
      x[2 * i + 1] = centres[y[i]][1] + 0.4 * rng.nextGaussian();
    }
    return DataSet.of(NdArray.wrap(x, Shape.of(n, 2)).cast(dtype), NdArray.ofInts(y));
  }

  static List<NdArray> values(Sequential net) {
    return net.parameters().stream().map(Parameter::value).toList();
  }

  private static List<Double> trainingLosses(History history) {
    return history.epochs().stream().map(Epoch::trainingLoss).toList();
  }

  @Test
  void learnsExclusiveOr() {
    Sequential net = mlp(2, 4, 1, DType.FLOAT64);
    Trainer trainer =
        Trainer.of(
                net,
                Losses::binaryCrossEntropyWithLogits,
                Sgd.of(net.parameters(), 0.5).withMomentum(0.9))
            .epochs(200)
            .batchSize(4);
    History history = trainer.fit(XOR);

    double[] a = net.apply(Tensor.of(CORNERS)).sigmoid().value().toDoubles();
    assertThat(a[0]).isLessThan(0.05);
    assertThat(a[1]).isGreaterThan(0.95);
    assertThat(a[2]).isGreaterThan(0.95);
    assertThat(a[3]).isLessThan(0.05);
    assertThat(history.last().trainingLoss()).isLessThan(0.05);
    assertThat(trainer.evaluate(XOR).loss()).isLessThan(history.epochs().get(0).trainingLoss());
  }

  @Test
  void learnsThreeCloudsInFloat32() {
    DataSet all = clouds(150, DType.FLOAT32);
    Sequential net = mlp(2, 8, 3, DType.FLOAT32);
    History history =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.2))
            .epochs(20)
            .batchSize(10)
            .seed(1)
            .validation(all.slice(120, 150))
            .metric("accuracy", Metrics::accuracy)
            .fit(all.slice(0, 120));

    assertThat(history.last().metrics().get("accuracy")).isEqualTo(1.0);
    assertThat(history.last().validationLoss().orElseThrow()).isLessThan(0.1);
    assertThat(history.epochs()).hasSize(20);
    assertThat(history.stopReason()).isEqualTo("the limit of 20 epochs is reached");
  }

  private record Run(History history, List<NdArray> values) {}

  private static Run run(long seed, int epochs) {
    Sequential net = mlp(2, 5, 3, DType.FLOAT64);
    History history =
        Trainer.of(
                net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.1).withMomentum(0.5))
            .epochs(epochs)
            .batchSize(7)
            .seed(seed)
            .regularizer(Regularizers.l2(0.1))
            .fit(clouds(40, DType.FLOAT64));
    return new Run(history, values(net));
  }

  @Test
  void sameSeedGivesTheSameBits() {
    Run first = run(11, 3);
    Run second = run(11, 3);
    Run other = run(12, 3);
    assertThat(second.values()).isEqualTo(first.values());
    assertThat(trainingLosses(second.history())).isEqualTo(trainingLosses(first.history()));
    assertThat(other.values()).isNotEqualTo(first.values());
  }

  @Test
  void batchLearningIsGradientDescentOnTheWholeCost() {
    DataSet data = clouds(12, DType.FLOAT64);
    Sequential net = mlp(2, 3, 3, DType.FLOAT64);
    Sequential byHand = mlp(2, 3, 3, DType.FLOAT64);
    double eta = 0.3;
    double lambda = 0.6;
    History history =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), eta))
            .epochs(1)
            .batchSize(12)
            .regularizer(Regularizers.l2(lambda))
            .fit(data);

    Tensor c =
        Losses.softmaxCrossEntropy(
            byHand.apply(Tensor.of(data.inputs())), Tensor.of(data.labels()));
    Gradients g = Autodiff.gradients(c, byHand.parameters());
    double weightSquares = 0;
    double biasSquares = 0;
    for (int i = 0; i < byHand.parameters().size(); i++) {
      Parameter p = byHand.parameters().get(i);
      boolean weight = p.value().rank() == 2;
      double[] w = p.value().toDoubles();
      double[] gradient = g.of(p).toDoubles();
      for (int j = 0; j < w.length; j++) {
        double d = gradient[j] + (weight ? lambda / 12 * w[j] : 0);
        weightSquares += weight ? d * d : 0;
        biasSquares += weight ? 0 : d * d;
        w[j] -= eta * d;
      }
      assertThat(net.parameters().get(i).value().toDoubles()).containsExactly(w, within(1e-14));
    }
    assertThat(history.last().trainingLoss()).isCloseTo(c.item(), within(1e-14));
    assertThat(history.last().update())
        .isCloseTo(eta * (Math.sqrt(weightSquares) + Math.sqrt(biasSquares)), within(1e-14));
    assertThat(history.last().learningRate()).isEqualTo(eta);
  }

  @Test
  void trainingLossWeighsBatchesByTheirSize() {
    // η so small that the parameters stand still: batches of 4, 4, 2 must average to the whole.
    DataSet data = clouds(10, DType.FLOAT64);
    Sequential net = mlp(2, 3, 3, DType.FLOAT64);
    Trainer trainer =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 1e-300))
            .epochs(1)
            .batchSize(4);
    double whole = trainer.evaluate(data).loss();
    assertThat(trainer.fit(data).last().trainingLoss()).isCloseTo(whole, within(1e-14));
  }

  @Test
  void evaluationInPartsIsThatOfTheWhole() {
    DataSet data = clouds(2500, DType.FLOAT64);
    Sequential net = mlp(2, 3, 3, DType.FLOAT64);
    Evaluation evaluation =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 1))
            .metric("accuracy", Metrics::accuracy)
            .evaluate(data);
    Tensor whole = net.apply(Tensor.of(data.inputs()));
    assertThat(evaluation.loss())
        .isCloseTo(
            Losses.softmaxCrossEntropy(whole, Tensor.of(data.labels())).item(), within(1e-14));
    assertThat(evaluation.metrics())
        .isEqualTo(Map.of("accuracy", Metrics.accuracy(whole.value(), data.labels())));
  }

  @Test
  void earlyStoppingRestoresTheBestParameters() {
    // The validation set contradicts the training set, so its loss rises once training works.
    DataSet train = clouds(60, DType.FLOAT64);
    int[] shifted =
        Arrays.stream(clouds(30, DType.FLOAT64).labels().toInts()).map(y -> (y + 1) % 3).toArray();
    DataSet contrary = DataSet.of(clouds(30, DType.FLOAT64).inputs(), NdArray.ofInts(shifted));
    Sequential net = mlp(2, 4, 3, DType.FLOAT64);
    List<List<NdArray>> after = new ArrayList<>();
    Trainer trainer =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.05))
            .epochs(50)
            .validation(contrary)
            .stopWhen(
                h -> {
                  after.add(values(net));
                  return Optional.empty();
                })
            .earlyStopping(4);
    History history = trainer.fit(train);

    int best = history.best().number();
    assertThat(history.epochs()).hasSize(best + 4);
    assertThat(history.stopReason())
        .isEqualTo("no better loss for 4 epochs, best was epoch " + best);
    assertThat(values(net)).isEqualTo(after.get(best - 1)).isNotEqualTo(after.get(best));
    assertThat(trainer.evaluate(contrary).loss())
        .isEqualTo(history.best().validationLoss().orElseThrow());
  }

  @Test
  void stopsWhenTheLossIsNoNumber() {
    Sequential net = mlp(2, 4, 1, DType.FLOAT64);
    History history =
        Trainer.of(net, Losses::mse, Sgd.of(net.parameters(), 1e200)).epochs(100).fit(XOR);
    assertThat(history.epochs()).hasSizeLessThan(10);
    assertThat(history.stopReason())
        .isIn(
            "the training loss is NaN; lower the learning rate?",
            "the training loss is Infinity; lower the learning rate?");
  }

  @Test
  void metricsWithoutValidationAreOfTheTrainingSet() {
    DataSet data = clouds(9, DType.FLOAT64);
    Sequential net = mlp(2, 4, 3, DType.FLOAT64);
    Trainer trainer =
        Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.1))
            .epochs(1)
            .metric("accuracy", Metrics::accuracy);
    History history = trainer.fit(data);
    assertThat(history.last().validationLoss()).isEmpty();
    assertThat(history.last().metrics()).isEqualTo(trainer.evaluate(data).metrics());
  }

  @Test
  void progressIsALineForEachEpochWhereThereIsNoTerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Sequential net = mlp(2, 4, 3, DType.FLOAT64);
    DataSet data = clouds(9, DType.FLOAT64);
    Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.1))
        .epochs(3)
        .validation(data)
        .metric("accuracy", Metrics::accuracy)
        .stopWhen(h -> h.epochs().size() == 2 ? Optional.of("enough") : Optional.empty())
        .progress(new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .fit(data);
    String number = "\\d+\\.\\d{4}";
    String line =
        "loss "
            + number
            + ", validation loss "
            + number
            + ", accuracy "
            + number
            + ", \\d+\\.\\d s";
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            l -> assertThat(l).matches("epoch 1/3: " + line),
            l -> assertThat(l).matches("epoch 2/3: " + line),
            l -> assertThat(l).isEqualTo("stopped after epoch 2: enough"));
  }
}
