package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Predictions by batches, compiled or not, against the network applied to all at once. */
final class PredictorTest {
  private static DataSet data(int n, int width) {
    return DataSet.of(
        NdArray.randomNormal(new SplittableRandom(n), DType.FLOAT64, 0, 1, Shape.of(n, width)),
        NdArray.range(n));
  }

  private static Sequential net() {
    SplittableRandom rng = new SplittableRandom(7);
    return Sequential.of(Dense.create(5, 6, rng), Activations.tanh(), Dense.create(6, 3, rng));
  }

  private static void assertPredicts(Predictor predictor, Layer net, DataSet data) {
    NdArray whole = net.apply(Tensor.of(data.inputs())).value();
    NdArray found = predictor.of(data).value();
    assertThat(found.shape()).isEqualTo(whole.shape());
    for (int i = 0; i < whole.size(); i++) {
      assertThat(found.toDoubles()[i]).isCloseTo(whole.toDoubles()[i], within(1e-14));
    }
  }

  /** Fewer than a batch, one, some with and without a rest, in stored order and in another. */
  @Test
  void predictionsAreThoseOfTheWhole() {
    Sequential net = net();
    for (boolean compiled : new boolean[] {true, false}) {
      Predictor predictor = new Predictor(net, 8, compiled);
      for (int n : new int[] {1, 7, 8, 9, 24, 29}) {
        assertPredicts(predictor, net, data(n, 5));
        assertPredicts(predictor, net, data(n, 5).shuffled(new SplittableRandom(1)));
      }
    }
  }

  @Test
  void parametersAreReadAsTheyAreNow() {
    Sequential net = net();
    Predictor predictor = new Predictor(net, 4, true);
    DataSet data = data(8, 5);
    assertPredicts(predictor, net, data);
    net.parameters().forEach(p -> p.set(NdArray.full(p.value().dtype(), 0.25, p.value().shape())));
    assertPredicts(predictor, net, data);
    Trainer.of(net, Losses::softmaxCrossEntropy, Sgd.of(net.parameters(), 0.1))
        .epochs(2)
        .batchSize(4)
        .fit(DataSet.of(data.inputs(), NdArray.ofInts(0, 1, 2, 0, 1, 2, 0, 1)));
    assertPredicts(predictor, net, data);
  }

  @Test
  void severalThreadsMayPredictAtOnce() {
    Sequential net = net();
    Predictor predictor = new Predictor(net, 8, true);
    List<DataSet> sets = IntStream.range(40, 60).mapToObj(n -> data(n, 5)).toList();
    List<NdArray> expected = sets.stream().map(d -> predictor.of(d).value()).toList();
    List<NdArray> found = sets.parallelStream().map(d -> predictor.of(d).value()).toList();
    assertThat(found).isEqualTo(expected);
  }

  /** A program is for one shape and one type; another data set may have others. */
  @Test
  void otherShapesAndTypesAreCompiledAnew() {
    List<String> applied = new ArrayList<>();
    Layer sum =
        new Layer() {
          @Override
          public Tensor apply(Tensor x) {
            applied.add(x.dtype() + " " + x.shape());
            return x.sum(1);
          }

          @Override
          public List<Parameter> parameters() {
            return List.of();
          }
        };
    Predictor predictor = new Predictor(sum, 4, true);
    assertPredicts(predictor, sum, data(8, 5));
    assertPredicts(predictor, sum, data(8, 2));
    assertPredicts(predictor, sum, data(8, 2).cast(DType.FLOAT32).cast(DType.FLOAT64));
    assertThat(predictor.of(data(8, 2).cast(DType.FLOAT32)).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(applied).contains("float64 [4, 5]", "float64 [4, 2]", "float32 [4, 2]");
  }
}
