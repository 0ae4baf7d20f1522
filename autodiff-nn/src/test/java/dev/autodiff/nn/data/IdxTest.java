package dev.autodiff.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxTest {
  private static final NdArray BYTES =
      NdArray.fromNested(new int[][] {{0, 1, 127}, {128, 254, 255}});

  @Property(seed = "42", tries = 100)
  void readsBackWhatItWrote(
      @ForAll @Size(max = 4) List<@IntRange(max = 4) Integer> dims,
      @ForAll DType dtype,
      @ForAll boolean compressed)
      throws IOException {
    Shape shape = Shape.of(dims.stream().mapToInt(i -> i).toArray());
    NdArray x = NdArray.randomNormal(new SplittableRandom(1), dtype, 0, 1e6, shape);
    byte[] file = written(x);
    assertThat(read(compressed ? gzip(file) : file)).isEqualTo(x);
  }

  @Test
  void unsignedBytesAreZeroTo255() throws IOException {
    byte[] file = hex("00 00 08 02  00 00 00 02  00 00 00 03  00 01 7f 80 fe ff");
    assertThat(read(file)).isEqualTo(BYTES);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Idx.writeUnsignedBytes(BYTES, out);
    assertThat(out.toByteArray()).isEqualTo(file);
  }

  @Test
  void readsEveryElementType() throws IOException {
    assertThat(read(hex("00 00 09 01  00 00 00 02  ff 7f"))).isEqualTo(NdArray.ofInts(-1, 127));
    assertThat(read(hex("00 00 0b 01  00 00 00 02  ff fe 01 00")))
        .isEqualTo(NdArray.ofInts(-2, 256));
    assertThat(read(hex("00 00 0c 01  00 00 00 01  80 00 00 00")))
        .isEqualTo(NdArray.ofInts(Integer.MIN_VALUE));
    assertThat(read(hex("00 00 0d 01  00 00 00 01  3f c0 00 00")))
        .isEqualTo(NdArray.ofFloats(1.5f));
    assertThat(read(hex("00 00 0e 01  00 00 00 01  bf f8 00 00 00 00 00 00")))
        .isEqualTo(NdArray.of(-1.5));
  }

  @Test
  void writesViewsRowMajor() throws IOException {
    assertThat(read(written(BYTES.transpose()))).isEqualTo(BYTES.transpose());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Idx.writeUnsignedBytes(BYTES.transpose(), out);
    assertThat(read(out.toByteArray())).isEqualTo(BYTES.transpose());
  }

  @Test
  void readsFilesAndNamesThemInErrors(@TempDir Path dir) throws IOException {
    Path plain = Files.write(dir.resolve("plain.gz"), written(BYTES));
    Path compressed = Files.write(dir.resolve("compressed"), gzip(written(BYTES)));
    assertThat(Idx.read(plain)).isEqualTo(BYTES);
    assertThat(Idx.read(compressed)).isEqualTo(BYTES);
    Path empty = Files.createFile(dir.resolve("empty"));
    assertThatThrownBy(() -> Idx.read(empty))
        .isInstanceOf(IOException.class)
        .hasMessage(empty + ": the file is empty, expected an IDX header.");
    assertThatThrownBy(() -> Idx.read(dir.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void leavesStreamsOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(written(BYTES)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    Idx.read(in, "x");
    assertThat(closed).isFalse();
  }

  // --- what is refused

  @Test
  void everyShorterOrLongerFileIsRefused() throws IOException {
    byte[] whole = written(BYTES);
    for (int n = 0; n < whole.length; n++) {
      assertRefused(Arrays.copyOf(whole, n), n == 0 ? "empty" : "cut short");
    }
    assertRefused(
        Arrays.copyOf(whole, whole.length + 1),
        "x: bytes follow the 24 of the elements of shape [2, 3], where the file should end.");
  }

  @Test
  void everyShorterGzipFileIsRefused() throws IOException {
    byte[] whole = gzip(written(BYTES));
    for (int n = 2; n < whole.length; n++) {
      assertRefused(Arrays.copyOf(whole, n), "x: the gzip stream is damaged or cut short: ");
    }
    whole[whole.length - 6] ^= 1; // in the CRC-32 of the content
    assertRefused(whole, "x: the gzip stream is damaged or cut short: Corrupt GZIP trailer");
  }

  @Test
  void saysWhatIsMissing() {
    assertRefused(
        hex("00 00 08"),
        "x: cut short: expected 4 bytes for the first 4 bytes of an IDX header, found 3.");
    assertRefused(
        hex("00 00 08 02  00 00 00 02"),
        "x: cut short: expected 8 bytes for the lengths of 2 axes, found 4.");
    assertRefused(
        hex("00 00 0d 01  00 00 00 02  00 00"),
        "x: cut short: expected 8 bytes for elements of shape [2], found 2.");
  }

  @Test
  void saysWhatItFoundInsteadOfAnIdxHeader() {
    assertRefused(
        hex("89 50 4e 47 0d 0a"),
        "x: not an IDX file: expected it to start with 00 00, a type of 08, 09, 0b, 0c, 0d or 0e,"
            + " and the number of axes; found 89 50 4e 47.");
    assertRefused(
        "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8),
        "found 3c 21 44 4f, as a web page starts.");
    assertRefused(hex("00 00 0a 01  00 00 00 00"), "found 00 00 0a 01.");
    assertRefused(hex("00 01 08 01  00 00 00 00"), "found 00 01 08 01.");
  }

  @Test
  void anAbsurdNumberOfAxesIsRefusedInShort() {
    assertRefused(
        hex("00 00 08 ff  00 00 00 01"),
        "x: the header tells of 255 axes, more than the 16 that can be read. Is the file damaged?");
  }

  @Test
  void aFalseHeaderCostsNoMemory() {
    assertRefused(
        hex("00 00 08 01  ff ff ff ff"),
        "x: the header asks for axes of 4294967295 elements of 1 bytes, more than the 2^31 bytes"
            + " that can be read.");
    assertRefused(
        hex("00 00 0e 03  00 01 00 00  00 01 00 00  00 00 00 01"),
        "axes of 65536 × 65536 × 1 elements of 8 bytes");
    assertRefused(
        hex("00 00 08 01  7f ff ff 00  00"),
        "x: cut short: expected 2147483392 bytes for elements of shape [2147483392], found 1.");
  }

  /** More than what is read into one array at once, and more than a small stream may ask for. */
  @Test
  void whatShrinksAThousandfoldIsReadToo() throws IOException {
    NdArray zeros = NdArray.zeros(DType.INT32, Shape.of(1 << 20));
    byte[] file = gzip(written(zeros));
    assertThat(file.length).isLessThan((4 << 20) / 500);
    assertThat(Idx.read(new ByteArrayInputStream(file), "x")).isEqualTo(zeros);
  }

  @Test
  void unsignedBytesRefuseOtherValuesBeforeWriting() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> Idx.writeUnsignedBytes(NdArray.ofInts(0, 256), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("writeUnsignedBytes: element 1 is 256, not one of 0 to 255.");
    assertThatThrownBy(() -> Idx.writeUnsignedBytes(NdArray.of(1), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("writeUnsignedBytes: needs an int32 array, not float64.");
    assertThat(out.size()).isZero();
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("x: ")
        .hasMessageContaining(message);
  }

  private static NdArray read(byte[] file) throws IOException {
    return Idx.read(new ByteArrayInputStream(file), "x");
  }

  private static byte[] written(NdArray x) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Idx.write(x, out);
    return out.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
