package dev.autodiff.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MnistTest {
  private static final NdArray IMAGES =
      NdArray.fromNested(new int[][][] {{{0, 255}, {51, 102}}, {{1, 2}, {3, 4}}});

  @TempDir Path dir;

  @BeforeEach
  void write() throws IOException {
    Files.write(dir.resolve("train-images-idx3-ubyte"), bytes(IMAGES));
    Files.write(dir.resolve("train-labels-idx1-ubyte"), bytes(NdArray.ofInts(7, 9)));
    Files.write(
        dir.resolve("t10k-images.idx3-ubyte.gz"), IdxTest.gzip(bytes(IMAGES.slice(0, 1, 2))));
    Files.write(dir.resolve("t10k-labels-idx1-ubyte.gz"), IdxTest.gzip(bytes(NdArray.ofInts(3))));
  }

  @Test
  void scalesFlattensAndPairs() throws IOException {
    DataSet train = Mnist.load(dir, true, DType.FLOAT64);
    assertThat(train.inputs())
        .isEqualTo(
            NdArray.of(
                new double[][] {{0, 1, 0.2, 0.4}, {1 / 255., 2 / 255., 3 / 255., 4 / 255.}}));
    assertThat(train.labels()).isEqualTo(NdArray.ofInts(7, 9));
    DataSet test = Mnist.load(dir, false, DType.FLOAT32);
    assertThat(test.inputs())
        .isEqualTo(NdArray.fromNested(new float[][] {{1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f}}));
    assertThat(test.labels()).isEqualTo(NdArray.ofInts(3));
  }

  @Test
  void bothTypesHoldTheNearestNumber() throws IOException {
    NdArray all =
        NdArray.randomPermutation(new SplittableRandom(1), 256).reshape(Shape.of(1, 16, 16));
    Files.write(dir.resolve("train-images-idx3-ubyte"), bytes(all));
    Files.write(dir.resolve("train-labels-idx1-ubyte"), bytes(NdArray.ofInts(0)));
    assertThat(Mnist.load(dir, true, DType.FLOAT64).cast(DType.FLOAT32).inputs())
        .isEqualTo(Mnist.load(dir, true, DType.FLOAT32).inputs());
  }

  /** Images stay bytes; whatever is asked of them is what it is of the same numbers in an array. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void viewsAndBatchesAreThoseOfAnArray(DType dtype) throws IOException {
    SplittableRandom rng = new SplittableRandom(4);
    int n = 23;
    Files.write(
        dir.resolve("train-images-idx3-ubyte"), bytes(randomInts(rng, 256, Shape.of(n, 2, 3))));
    Files.write(dir.resolve("train-labels-idx1-ubyte"), bytes(randomInts(rng, 10, Shape.of(n))));
    DataSet images = Mnist.load(dir, true, dtype);
    DataSet array = DataSet.of(images.inputs(), images.labels());
    List<UnaryOperator<DataSet>> views =
        List.of(
            d -> d,
            d -> d.slice(3, 20),
            d -> d.slice(3, 20).slice(2, 9),
            d -> d.shuffled(new SplittableRandom(5)),
            d -> d.slice(4, 19).shuffled(new SplittableRandom(6)).slice(1, 8),
            d -> d.split(0.3, 0.7).get(1),
            d -> d.oneHot(10).slice(0, 0),
            d -> d.oneHot(10).slice(7, 13));
    for (UnaryOperator<DataSet> view : views) {
      DataSet found = view.apply(images);
      DataSet expected = view.apply(array);
      assertThat(found.size()).isEqualTo(expected.size());
      assertThat(found.inputs()).isEqualTo(expected.inputs());
      assertThat(found.labels()).isEqualTo(expected.labels());
      assertThat(found).hasToString(expected.toString());
      Iterator<Batch> batches = expected.batches(4).iterator();
      for (Batch batch : found.batches(4)) {
        assertThat(batch.inputs().value()).isEqualTo(batches.next().inputs().value());
      }
      if (found.size() > 5) {
        NdArray x = NdArray.zeros(dtype, Shape.of(3, 6));
        NdArray y = NdArray.zeros(found.labels().dtype(), found.labels().shape().with(0, 3));
        found.copyTo(2, 5, x.storage(), y.storage());
        assertThat(x).isEqualTo(expected.slice(2, 5).inputs());
        assertThat(y).isEqualTo(expected.slice(2, 5).labels());
      }
    }
    assertThatThrownBy(() -> images.copyTo(0, 2, new int[12], new int[2]))
        .hasMessageContaining("which do not fit int[] of 12");
  }

  @Test
  void missingFilesAreListed() throws IOException {
    Files.delete(dir.resolve("train-labels-idx1-ubyte"));
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.FLOAT32))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(
            "Mnist: none of the files train-labels-idx1-ubyte, train-labels-idx1-ubyte.gz,"
                + " train-labels.idx1-ubyte, train-labels.idx1-ubyte.gz is in "
                + dir
                + ". Give the folder of the four published files, or fetch them with Download.");
    Path nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> Mnist.load(nowhere, false, DType.FLOAT32))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageStartingWith(
            "Mnist: no folder " + nowhere + " with one of t10k-images-idx3-ubyte, ");
  }

  @Test
  void asManyLabelsAsImages() throws IOException {
    Files.write(dir.resolve("train-labels-idx1-ubyte"), bytes(NdArray.ofInts(1, 2, 3)));
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessage(
            dir.resolve("train-images-idx3-ubyte")
                + " has 2 images, but "
                + dir.resolve("train-labels-idx1-ubyte")
                + " has 3 labels. Do the files belong together?");
  }

  @Test
  void labelsAreOfTenClasses() throws IOException {
    Path labels = dir.resolve("train-labels-idx1-ubyte");
    Files.write(labels, bytes(NdArray.ofInts(9, 200)));
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessage(labels + ": label 1 is 200, expected one of 0 to 9, the ten classes.");
  }

  @Test
  void exchangedFilesAreRefused() throws IOException {
    Files.write(dir.resolve("train-labels-idx1-ubyte"), bytes(IMAGES));
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessage(
            dir.resolve("train-labels-idx1-ubyte")
                + ": expected labels [n] of unsigned bytes (type 08), found shape [2, 2, 2] of type"
                + " 08.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Idx.write(IMAGES, out);
    write();
    Files.write(dir.resolve("train-images-idx3-ubyte"), out.toByteArray());
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected images [n, rows, columns]")
        .hasMessageContaining("found shape [2, 2, 2] of type 0c.");
  }

  @Test
  void imagesAreNotIntegers() {
    assertThatThrownBy(() -> Mnist.load(dir, true, DType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Mnist: images are scaled to [0, 1], which needs float64 or float32, not int32.");
  }

  private static byte[] bytes(NdArray x) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Idx.writeUnsignedBytes(x, out);
    return out.toByteArray();
  }

  private static NdArray randomInts(SplittableRandom rng, int bound, Shape shape) {
    return NdArray.ofInts(rng.ints(shape.size(), 0, bound).toArray()).reshape(shape);
  }
}
