package dev.autodiff.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Parameter;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.optim.Sgd;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches copied ahead, by whichever thread, against those of the data set. */
final class PrefetchTest {
  static Stream<Executor> executors() {
    return Stream.of(
        ForkJoinPool.commonPool(),
        Runnable::run,
        neverBegun -> {},
        group -> new Thread(group).start());
  }

  private static DataSet data(int n, int width) {
    return DataSet.of(
        NdArray.randomNormal(new SplittableRandom(1), DType.FLOAT64, 0, 1, Shape.of(n, width)),
        NdArray.range(n));
  }

  private static void assertBatches(Prefetch prefetch, DataSet shuffled, int batches) {
    for (int i = 0; i < batches; i++) {
      Slot slot = prefetch.batch(shuffled, 3 * i);
      DataSet expected = shuffled.slice(3 * i, 3 * i + 3);
      assertThat(slot.inputs()).isEqualTo(expected.inputs());
      assertThat(slot.labels()).isEqualTo(expected.labels());
    }
  }

  /** 10 batches and a rest of 2 examples, in groups of 1, 2, 4 or 16 batches. */
  @ParameterizedTest
  @MethodSource("executors")
  void batchesAreThoseOfTheDataSetInItsOrder(Executor executor) {
    DataSet data = data(32, 5);
    SplittableRandom rng = new SplittableRandom(2);
    for (int group : new int[] {1, 2, 4, 16}) {
      Prefetch prefetch = new Prefetch(data, 3, group, executor);
      for (int epoch = 0; epoch < 3; epoch++) {
        assertBatches(prefetch, data.shuffled(rng), 10);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anEpochNeedNotBeReadToItsEnd(Executor executor) {
    DataSet data = data(32, 5);
    SplittableRandom rng = new SplittableRandom(2);
    Prefetch prefetch = new Prefetch(data, 3, 2, executor);
    for (int batches = 0; batches < 10; batches++) {
      assertBatches(prefetch, data.shuffled(rng), batches);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aFailureReachesWhoAsksForTheBatch(Executor executor) {
    Prefetch prefetch = new Prefetch(data(32, 5), 3, 2, executor);
    assertThatThrownBy(() -> prefetch.batch(data(32, 6), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("copyTo: 3 examples have inputs of 18 elements");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anInterruptIsLeftForTheCaller(Executor executor) {
    DataSet data = data(32, 5);
    Prefetch prefetch = new Prefetch(data, 3, 2, executor);
    Thread.currentThread().interrupt();
    assertBatches(prefetch, data, 10);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isForLargeDataInSmallBatchesAndMoreThanOneThread() {
    DataSet large = data(1 << 10, 1 << 10); // 8 MiB
    assertThat(withThreads(2, () -> Prefetch.of(large, 10))).isNotNull();
    assertThat(withThreads(1, () -> Prefetch.of(large, 10))).isNull();
    assertThat(withThreads(2, () -> Prefetch.of(large, 1 << 8))).isNull();
    assertThat(withThreads(2, () -> Prefetch.of(large, 1 << 12))).isNull();
    assertThat(withThreads(2, () -> Prefetch.of(data(100, 10), 10))).isNull();
  }

  @Test
  void trainingGivesTheSameBits() {
    DataSet large = data(1 << 10, 1 << 10);
    assertThat(withThreads(2, () -> trained(large)))
        .isEqualTo(withThreads(1, () -> trained(large)));
  }

  private static List<NdArray> trained(DataSet data) {
    Dense net = Dense.create(1 << 10, 1, new SplittableRandom(1));
    DataSet standing = DataSet.of(data.inputs(), data.labels().reshape(Shape.of(data.size(), 1)));
    History history =
        Trainer.of(net, Losses::mse, Sgd.of(net.parameters(), 1e-3))
            .epochs(2)
            .batchSize(30)
            .fit(standing);
    return Stream.concat(
            net.parameters().stream().map(Parameter::value),
            Stream.of(NdArray.scalar(history.last().trainingLoss())))
        .toList();
  }

  private static <T extends @Nullable Object> T withThreads(int threads, Supplier<T> action) {
    String before = System.getProperty("autodiff.threads");
    System.setProperty("autodiff.threads", Integer.toString(threads));
    try {
      return action.get();
    } finally {
      if (before == null) {
        System.clearProperty("autodiff.threads");
      } else {
        System.setProperty("autodiff.threads", before);
      }
    }
  }
}
