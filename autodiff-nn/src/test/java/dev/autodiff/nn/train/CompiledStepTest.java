package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Parameter;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.loss.Regularizers;
import dev.autodiff.nn.optim.Schedules;
import dev.autodiff.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training by compiled steps against training by eager ones. */
final class CompiledStepTest {
  static Stream<Function<List<Parameter>, Sgd>> optimizers() {
    return Stream.of(
        p -> Sgd.of(p, 0.3),
        p -> Sgd.of(p, 0.1).withMomentum(0.9),
        p -> Sgd.of(p, 0.1).withMomentum(0.8).withNesterov().withWeightDecay(0.01),
        p -> Sgd.of(p, 0.5).withSchedule(Schedules.exponential(0.9)));
  }

  private static DataSet data() {
    SplittableRandom rng = new SplittableRandom(3);
    int n = 50; // six full batches of eight and one of two
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
    }
    return DataSet.of(
        NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, Shape.of(n, 5)), NdArray.ofInts(labels));
  }

  private static List<NdArray> train(Function<List<Parameter>, Sgd> optimizer, boolean compiled) {
    SplittableRandom rng = new SplittableRandom(1);
    Sequential net =
        Sequential.of(Dense.create(5, 7, rng), Activations.relu(), Dense.create(7, 3, rng));
    History history =
        Trainer.of(net, Losses::softmaxCrossEntropy, optimizer.apply(net.parameters()))
            .epochs(4)
            .batchSize(8)
            .regularizer(Regularizers.l2(0.1))
            .validation(data())
            .compiled(compiled)
            .fit(data());
    List<NdArray> result =
        new ArrayList<>(net.parameters().stream().map(Parameter::value).toList());
    result.add(NdArray.scalar(history.last().trainingLoss()));
    return result;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void equalsEagerTraining(Function<List<Parameter>, Sgd> optimizer) {
    List<NdArray> eager = train(optimizer, false);
    List<NdArray> compiled = train(optimizer, true);
    for (int i = 0; i < eager.size(); i++) {
      assertThat(compiled.get(i).difference(eager.get(i), 1e-10, 1e-12)).isEmpty();
    }
  }

  /** Rows gathered into the arrays of the step, and the same rows in the order they lie in. */
  @Test
  void shuffledExamplesGiveTheSameBitsAsStoredOnes() {
    DataSet data = data();
    DataSet view = data.shuffled(new SplittableRandom(2));
    DataSet stored = DataSet.of(view.inputs(), view.labels());
    assertThat(losses(data, view)).isEqualTo(losses(data, stored)).doesNotHaveDuplicates();
  }

  private static List<Double> losses(DataSet train, DataSet inOrder) {
    SplittableRandom rng = new SplittableRandom(1);
    Sequential net =
        Sequential.of(Dense.create(5, 7, rng), Activations.tanh(), Dense.create(7, 3, rng));
    Sgd sgd = Sgd.of(net.parameters(), 0.1);
    CompiledStep step = new CompiledStep(net, Losses::softmaxCrossEntropy, null, sgd, train, 8);
    double[] before = train.inputs().toDoubles();
    List<Double> losses = new ArrayList<>();
    for (int from = 0; from < 50; from += 8) {
      losses.add(step.run(inOrder, from, Math.min(50, from + 8)));
    }
    assertThat(train.inputs().toDoubles()).isEqualTo(before); // examples to trace by are copies
    return losses;
  }

  @Test
  void aLayerThatReadsValuesIsToldWhy() {
    SplittableRandom rng = new SplittableRandom(1);
    Dense dense = Dense.create(5, 3, rng);
    Layer nosy =
        new Layer() {
          @Override
          public dev.autodiff.Tensor apply(dev.autodiff.Tensor x) {
            return x.value().get(0, 0) > 1e9 ? x.slice(1, 0, 3) : dense.apply(x);
          }

          @Override
          public List<Parameter> parameters() {
            return dense.parameters();
          }
        };
    Trainer trainer =
        Trainer.of(nosy, Losses::softmaxCrossEntropy, Sgd.of(dense.parameters(), 0.1)).epochs(1);
    assertThatThrownBy(() -> trainer.fit(data()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("being traced");
    assertThat(trainer.compiled(false).fit(data()).epochs()).hasSize(1);
  }
}
