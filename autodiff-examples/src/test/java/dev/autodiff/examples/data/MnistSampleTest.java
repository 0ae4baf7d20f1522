package dev.autodiff.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.DataSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MnistSampleTest {
  @Test
  void holdsTenThousandTrainingImages() {
    DataSet train = MnistSample.train(DType.FLOAT32);
    assertThat(train.inputs().shape()).isEqualTo(Shape.of(10_000, 784));
    assertThat(train.inputs().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(train.labels().slice(0, 0, 10))
        .isEqualTo(NdArray.ofInts(5, 1, 3, 6, 1, 3, 6, 7, 9, 9));
    assertThat(histogram(train))
        .containsExactly(941, 1132, 1032, 1022, 958, 925, 997, 1026, 978, 989);
  }

  @Test
  void holdsTwoThousandTestImages() {
    DataSet test = MnistSample.test(DType.FLOAT64);
    assertThat(test.inputs().shape()).isEqualTo(Shape.of(2_000, 784));
    assertThat(test.inputs().dtype()).isEqualTo(DType.FLOAT64);
    assertThat(test.labels().slice(0, 0, 10))
        .isEqualTo(NdArray.ofInts(7, 1, 0, 5, 9, 0, 3, 2, 1, 5));
    assertThat(histogram(test)).containsExactly(189, 222, 212, 242, 196, 186, 158, 215, 193, 187);
    // The sum of all pixels, 0 to 255 each.
    double sum = Arrays.stream(test.inputs().toDoubles()).sum();
    assertThat(Math.round(255 * sum)).isEqualTo(53_135_815);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, 438ba099335a695db401b4cc1a9ebb5e26f3f6800536cda63de250fa022053bd",
    "train-labels-idx1-ubyte, cdc933926617e78fa735e9296757e93f869734837ddb53260df98126675ca7c4",
    "t10k-images-idx3-ubyte, 544b11e980491b35ea0a29d267be603798a522d267bd875eefdf185f2a90b4ed",
    "t10k-labels-idx1-ubyte, 00c8ee896b56b1f141feedeefecd0ec606a7715b411eb44be7e1b1decd17e3fd",
  })
  void hasTheStatedContent(String file, String sha256) throws Exception {
    try (InputStream in = new GZIPInputStream(MnistSample.open("mnist/" + file + ".gz"))) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
    }
    assertThat(text("mnist/SOURCE.md")).contains("| `" + file + ".gz` |", "`" + sha256 + "`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"})
  void isCompressedWithoutNameAndTime(String file) throws IOException {
    try (InputStream in = MnistSample.open("mnist/" + file + "-ubyte.gz")) {
      assertThat(in.readNBytes(8)).isEqualTo(HexFormat.of().parseHex("1f8b080000000000"));
    }
  }

  @Test
  void isSmallAndStatesItsLicence() throws IOException {
    int size = 0;
    for (String file :
        new String[] {
          "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"
        }) {
      try (InputStream in = MnistSample.open("mnist/" + file + "-ubyte.gz")) {
        size += in.readAllBytes().length;
      }
    }
    assertThat(size).isLessThan(2_500_000);
    assertThat(text("mnist/SOURCE.md"))
        .contains("LeCun", "Cortes", "Burges", "https://creativecommons.org/licenses/by-sa/3.0/");
    assertThatThrownBy(() -> MnistSample.open("mnist/none"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("mnist/none is missing from the program's jar.");
  }

  private static int[] histogram(DataSet data) {
    int[] count = new int[10];
    for (int label : data.labels().toInts()) {
      count[label]++;
    }
    return count;
  }

  private static String text(String name) throws IOException {
    try (InputStream in = MnistSample.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
