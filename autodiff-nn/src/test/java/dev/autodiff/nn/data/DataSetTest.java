package dev.autodiff.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class DataSetTest {
  /** Example i has the inputs 2i, 2i + 1 and the label i: whoever mixes rows up is found out. */
  private static DataSet numbered(int n) {
    return DataSet.of(
        NdArray.range(2 * n).reshape(Shape.of(n, 2)),
        NdArray.ofInts(IntStream.range(0, n).toArray()));
  }

  private static int[] labels(DataSet d) {
    int[] labels = d.labels().toInts();
    double[] x = d.inputs().toDoubles();
    for (int i = 0; i < labels.length; i++) {
      assertThat(x[2 * i]).isEqualTo(2.0 * labels[i]);
      assertThat(x[2 * i + 1]).isEqualTo(2.0 * labels[i] + 1);
    }
    return labels;
  }

  private static int[] batchLabels(Iterable<Batch> batches) {
    List<Integer> all = new ArrayList<>();
    for (Batch b : batches) {
      assertThat(b.inputs().shape()).isEqualTo(Shape.of(b.size(), 2));
      assertThat(b.inputs().isDifferentiable()).isFalse();
      for (int i = 0; i < b.size(); i++) {
        all.add((int) b.labels().value().get(i));
        assertThat(b.inputs().value().get(i, 0)).isEqualTo(2 * b.labels().value().get(i));
      }
    }
    return all.stream().mapToInt(i -> i).toArray();
  }

  @Property(seed = "42", tries = 100)
  void shuffledBatchesHoldEveryExampleOnceInTheOrderOfTheView(
      @ForAll @IntRange(max = 40) int n, @ForAll @IntRange(min = 1, max = 50) int batchSize) {
    DataSet d = numbered(n).shuffled(new SplittableRandom(n));
    assertThat(batchLabels(d.batches(batchSize))).isEqualTo(labels(d));
    assertThat(Arrays.stream(labels(d)).sorted().toArray()).isEqualTo(ints(0, n));
    assertThat(d.batches(batchSize)).hasSize((n + batchSize - 1) / batchSize);
  }

  @Property(seed = "42", tries = 200)
  void viewsOfViewsCompose(
      @ForAll @IntRange(max = 30) int n,
      @ForAll @IntRange(max = 30) int a,
      @ForAll @IntRange(max = 30) int b) {
    int from = Math.min(n, Math.min(a, b));
    int to = Math.min(n, Math.max(a, b));
    DataSet shuffled = numbered(n).shuffled(new SplittableRandom(7));
    int[] expected = Arrays.copyOfRange(labels(shuffled), from, to);
    DataSet slice = shuffled.slice(from, to);
    assertThat(labels(slice)).isEqualTo(expected);
    assertThat(batchLabels(slice.batches(3))).isEqualTo(expected);
    assertThat(labels(numbered(n).slice(from, to))).isEqualTo(ints(from, to));
    assertThat(Arrays.stream(labels(slice.shuffled(new SplittableRandom(8)))).sorted().toArray())
        .isEqualTo(Arrays.stream(expected).sorted().toArray());
    int middle = slice.size() / 2;
    assertThat(labels(slice.slice(middle, slice.size())))
        .isEqualTo(Arrays.copyOfRange(expected, middle, expected.length));
  }

  @Test
  void aSeedFixesTheOrderAndEachShuffleDiffers() {
    SplittableRandom rng = new SplittableRandom(42);
    int[] first = labels(numbered(100).shuffled(rng));
    int[] second = labels(numbered(100).shuffled(rng));
    assertThat(first).isNotEqualTo(second).isNotEqualTo(ints(0, 100));
    assertThat(labels(numbered(100).shuffled(new SplittableRandom(42)))).isEqualTo(first);
  }

  @Test
  void everyOrderIsEquallyLikely() {
    SplittableRandom rng = new SplittableRandom(1);
    DataSet three = numbered(3);
    int[] count = new int[27];
    for (int i = 0; i < 6000; i++) {
      int[] y = three.shuffled(rng).labels().toInts();
      count[9 * y[0] + 3 * y[1] + y[2]]++;
    }
    // Six orders, 1000 each; the standard deviation is 29.
    assertThat(Arrays.stream(count).filter(c -> c > 0)).hasSize(6).allMatch(c -> c > 850);
  }

  @Test
  void viewsCopyNoExample() {
    NdArray x = NdArray.zeros(DType.FLOAT32, Shape.of(10, 3));
    DataSet d = DataSet.of(x, NdArray.zeros(DType.INT32, Shape.of(10)));
    assertThat(d.inputs().storage()).isSameAs(x.storage());
    assertThat(d.slice(2, 5).inputs().storage()).isSameAs(x.storage());
    assertThat(d.batches(4).iterator().next().inputs().value().storage()).isSameAs(x.storage());
    assertThat(d.oneHot(2).inputs().storage()).isSameAs(x.storage());
  }

  @Test
  void copiesRowsToArraysOfTheCaller() {
    DataSet stored = numbered(10);
    for (DataSet d :
        List.of(stored, stored.slice(3, 8), stored.shuffled(new SplittableRandom(1)))) {
      double[] x = new double[6];
      int[] y = {-1, -1, -1, -1};
      d.copyTo(2, 5, x, y);
      assertThat(x).isEqualTo(d.slice(2, 5).inputs().toDoubles());
      assertThat(y).startsWith(d.slice(2, 5).labels().toInts()).endsWith(-1);
    }
  }

  @Test
  void copyToTellsWhatDoesNotFit() {
    DataSet d = numbered(4);
    double[] x = new double[4];
    assertThatThrownBy(() -> d.copyTo(0, 2, x, new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "copyTo: 2 examples have labels of 2 elements, which do not fit int[] of 1. Needs int[]"
                + " of that length or more.");
    assertThatThrownBy(() -> d.copyTo(2, 4, new float[4], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inputs of 4 elements")
        .hasMessageContaining("Needs double[]");
    assertThatThrownBy(() -> d.copyTo(2, 4, "x", new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not fit String.");
    assertThatThrownBy(() -> d.copyTo(2, 5, x, new int[3]))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageStartingWith("copyTo: 2:5 does not fit a data set of 4 examples");
    assertThat(x).containsOnly(0);
  }

  @Test
  void stridedArraysAreMadeDense() {
    NdArray x = NdArray.of(new double[][] {{0, 2, 4}, {1, 3, 5}}).transpose();
    assertThat(labels(DataSet.of(x, NdArray.ofInts(0, 1, 2)))).containsExactly(0, 1, 2);
  }

  @Test
  void batchesCanBeWalkedTwice() {
    Iterable<Batch> batches = numbered(5).batches(2);
    assertThat(batchLabels(batches)).isEqualTo(batchLabels(batches)).hasSize(5);
    assertThat(batches).extracting(Batch::size).containsExactly(2, 2, 1);
    Iterator<Batch> it = numbered(0).batches(2).iterator();
    assertThat(it.hasNext()).isFalse();
    assertThatThrownBy(it::next).isInstanceOf(NoSuchElementException.class);
    assertThat(numbered(3).batches(Integer.MAX_VALUE)).hasSize(1);
    assertThatThrownBy(() -> numbered(3).batches(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches: the batch size must be at least 1, not 0.");
  }

  @Test
  void splitCutsWithoutLossOrOverlap() {
    List<DataSet> parts = numbered(10).split(0.8, 0.1, 0.1);
    assertThat(labels(parts.get(0))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(labels(parts.get(1))).containsExactly(8);
    assertThat(labels(parts.get(2))).containsExactly(9);
    assertThat(numbered(7).split(1 / 3., 1 / 3., 1 / 3.))
        .extracting(DataSet::size)
        .containsExactly(2, 3, 2);
    assertThat(numbered(3).split(0, 1)).extracting(DataSet::size).containsExactly(0, 3);
  }

  @Test
  void splitRefusesFractionsThatLoseExamples() {
    assertThatThrownBy(() -> numbered(10).split(0.8, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "split: fractions must not be negative and must add up to 1, but [0.8, 0.1] add up to"
                + " 0.9. Example: split(0.8, 0.1, 0.1).");
    assertThatThrownBy(() -> numbered(10).split(1.5, -0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbered(10).split(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbered(10).split()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneHotFollowsTypeAndOrder() {
    DataSet d =
        DataSet.of(NdArray.zeros(DType.FLOAT32, Shape.of(3, 1)), NdArray.ofInts(2, 0, 1)).oneHot(3);
    assertThat(d.labels())
        .isEqualTo(NdArray.fromNested(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}));
    DataSet shuffled = numbered(20).shuffled(new SplittableRandom(3));
    double[] hot = shuffled.oneHot(20).labels().toDoubles();
    int[] y = shuffled.labels().toInts();
    for (int i = 0; i < hot.length; i++) {
      assertThat(hot[i]).isEqualTo(y[i / 20] == i % 20 ? 1 : 0);
    }
  }

  @Test
  void oneHotLooksOnlyAtItsOwnExamples() {
    assertThat(numbered(9).slice(0, 3).oneHot(3).size()).isEqualTo(3);
    assertThatThrownBy(() -> numbered(9).slice(2, 5).oneHot(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "oneHot: example 1 has label 3, which is not one of 3 classes: need 0 ≤ label < 3.");
  }

  @Test
  void oneHotRefusesOtherLabels() {
    assertThatThrownBy(() -> numbered(2).oneHot(2).oneHot(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "oneHot: labels must be class numbers, int32 [n], but are float64 [2, 2]. Are they"
                + " one-hot already?");
    DataSet pixels = DataSet.of(NdArray.ofInts(1, 2), NdArray.ofInts(0, 1));
    assertThatThrownBy(() -> pixels.oneHot(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cast the data set");
    assertThat(pixels.cast(DType.FLOAT32).oneHot(2).labels().dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void castKeepsClassNumbersAndOrder() {
    DataSet d = numbered(9).shuffled(new SplittableRandom(5));
    DataSet f = d.cast(DType.FLOAT32);
    assertThat(f.inputs().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(f.labels()).isEqualTo(d.labels());
    assertThat(d.oneHot(9).cast(DType.FLOAT32).labels().dtype()).isEqualTo(DType.FLOAT32);
    assertThatThrownBy(() -> d.cast(DType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cast: a data set holds float64 or float32 inputs, not int32.");
  }

  @Test
  void refusesInputsAndLabelsThatDoNotPair() {
    assertThatThrownBy(() -> DataSet.of(NdArray.zeros(3, 2), NdArray.ofInts(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "DataSet: inputs [3, 2] and labels [2] do not pair: 3 ≠ 2 examples. Give every input"
                + " one label.");
    assertThatThrownBy(() -> DataSet.of(NdArray.scalar(1), NdArray.ofInts(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need a first axis");
    assertThatThrownBy(() -> numbered(3).slice(1, 4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("slice: 1:4 does not fit a data set of 3 examples: need 0 ≤ from ≤ to ≤ 3.");
  }

  @Test
  void printsShapesOfOneExample() {
    assertThat(numbered(3))
        .hasToString("DataSet of 3 examples: inputs float64 [2], labels int32 []");
  }

  private static int[] ints(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
