package dev.autodiff.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote, and broken ones. */
final class ValuesTest {
  private static final NdArray MATRIX =
      NdArray.of(new double[][] {{0, 0.25, 0.5}, {0.75, 1, 1.25}});

  @TempDir Path directory;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ValuesTest.class.getResource(name).toURI());
  }

  private static NdArray read(String name) throws IOException, URISyntaxException {
    return Values.read(resource(name));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> Values.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"float64.npy", "version2.npy", "version3.npy", "big-endian.npy", "matrix.csv"})
  void readsMatrices(String name) throws Exception {
    assertThat(read(name)).isEqualTo(MATRIX);
  }

  @Test
  void readsOtherTypesAndOrders() throws Exception {
    assertThat(read("float32-fortran.npy")).isEqualTo(MATRIX.cast(DType.FLOAT32));
    assertThat(read("int64.npy")).isEqualTo(NdArray.ofInts(3, -1, 2));
    assertThat(read("uint8.npy")).isEqualTo(NdArray.fromNested(new int[][] {{0, 255}}));
    assertThat(read("bool.npy")).isEqualTo(NdArray.ofInts(1, 0));
    assertThat(read("scalar.npy")).isEqualTo(NdArray.scalar(2.5));
    assertThat(read("cube-fortran.npy"))
        .isEqualTo(NdArray.range(24).cast(DType.INT32).reshape(Shape.of(2, 3, 4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "1,2\\n3,4\\n -> [2, 2]",
        "1 2; 3 -> [3]",
        "# a, b\\n\\n1\\t2\\n -> [2]",
        "1\\n2\\n\\n3 -> [3]",
        " 2.5e-3  -> []",
        "nan,-inf -> [2]",
        "NaN,-Infinity -> [2]"
      })
  void readsTables(String text, String shape) throws IOException {
    Path file = file("x.csv", text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(Values.read(file).shape()).hasToString(shape);
  }

  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    Path file = file("x.csv", "\uFEFF1,nan\r\n-inf,+2.5E-1\r\n");
    assertThat(Values.read(file).toDoubles())
        .containsExactly(1, Double.NaN, Double.NEGATIVE_INFINITY, 0.25);
    refused(
        file("y.csv", "1d"),
        "line 1, column 1: \"1d\" is not a number. Put # before a line that is a heading.");
    refused(
        file("z.csv", "0x1p3"),
        "line 1, column 1: \"0x1p3\" is not a number. Put # before a line that is a heading.");
    Path folder = Files.createDirectory(directory.resolve("folder.csv"));
    refused(folder, "is a directory, not a file of numbers.");
  }

  @Test
  void readsAColumn() throws Exception {
    assertThat(read("column.csv")).isEqualTo(NdArray.of(0, 0.25, 0.5));
  }

  @Test
  void namesWhatIsWrongWithATable() throws IOException {
    refused(
        file("a.csv", "1,2\n\n3\n"),
        "line 3 has 1 numbers, but the first has 2. All rows must be of one length.");
    refused(
        file("b.csv", "x,y\n1,2"),
        "line 1, column 1: \"x\" is not a number. Put # before a line that is a heading.");
    refused(file("c.csv", "1,2\n3,,4"), "line 2, column 2: \"\" is not a number. Fill the gap.");
    refused(file("d.csv", "# nothing\n"), "has no numbers.");
    refused(
        file("e.txt", "1"), "can only read .npy and .csv, told apart by the ending of the name.");
    assertThatThrownBy(() -> Values.read(directory.resolve("none.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesWhatIsWrongWithAnArrayFile() throws Exception {
    refused(
        file("a.npy", "1,2"), "is no .npy file: it does not start with \\x93NUMPY. Save it again?");
    byte[] good = Files.readAllBytes(resource("float64.npy"));
    Path cut = Files.write(directory.resolve("b.npy"), Arrays.copyOf(good, good.length - 8));
    refused(
        cut,
        "holds 40 bytes of elements, but shape [2, 3] of 8 bytes each needs 48. Is it complete?");
    Path shorter = Files.write(directory.resolve("c.npy"), Arrays.copyOf(good, 50));
    refused(shorter, "ends within its header. Is it complete?");
    byte[] later = good.clone();
    later[6] = 4;
    refused(
        Files.write(directory.resolve("d.npy"), later),
        "is of version 4 of the format. Known are 1 to 3.");
    byte[] huge =
        new String(good, StandardCharsets.ISO_8859_1)
            .replace("(2, 3), ", "(99999,)")
            .replace("(99999,)", "(99999, 99999)")
            .replaceFirst(" {6}\n", "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(
        Files.write(directory.resolve("e.npy"), huge),
        "has the shape (99999, 99999). An array has at most 2³¹ − 1 elements.");
    refused(
        resource("complex.npy"),
        "has elements of type c16. Known are f4, f8, i1 to i8, u1 to u4 and b1: save x.astype('f8').");
    refused(
        resource("int64-large.npy"),
        "element 1 is 1099511627776, which is no int32. Save it as floats: x.astype('f8').");
    assertThatThrownBy(() -> Values.read(resource("structure.npy")))
        .hasMessageContaining(
            "has a header without 'descr'. It must be one array of numbers, not a structure: {'descr': [('a', '<i4')");
  }
}
