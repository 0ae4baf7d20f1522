package dev.autodiff.nn.data;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;

/** A sound IDX file as read: element type, shape and the elements' bytes, not yet converted. */
final class IdxContent {
  static final int UNSIGNED_BYTE = 0x08;

  private static final int MOST_AXES = 16; // images have 3; a damaged header claims up to 255
  private static final int MOST_COMPRESSED = 16; // usual images shrink to a half to a fifth
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  final int code;
  final Shape shape;
  final byte[] body;

  private IdxContent(int code, Shape shape, byte[] body) {
    this.code = code;
    this.shape = shape;
    this.body = body;
  }

  static IdxContent read(InputStream raw, String name) throws IOException {
    try {
      long held = raw.available(); // before decompression
      return parse(Gzip.open(raw), held, name);
    } catch (EOFException | ZipException e) {
      String detail = e.getMessage() == null ? "it ends within its header" : e.getMessage();
      throw new IOException(name + ": the gzip stream is damaged or cut short: " + detail, e);
    }
  }

  private static IdxContent parse(InputStream in, long held, String name) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw new IOException(name + ": the file is empty, expected an IDX header.");
    }
    if (magic.length < 4) {
      throw truncated(name, "the first 4 bytes of an IDX header", 4, magic.length);
    }
    int width = width(magic[2]);
    if (magic[0] != 0 || magic[1] != 0 || width == 0) {
      throw new IOException(
          name
              + ": not an IDX file: expected it to start with 00 00, a type of 08, 09, 0b, 0c, 0d or"
              + " 0e, and the number of axes; found "
              + HEX.formatHex(magic)
              + (magic[0] == '<' ? ", as a web page starts." : "."));
    }
    int rank = magic[3] & 0xff;
    if (rank > MOST_AXES) {
      throw new IOException(
          name
              + ": the header tells of "
              + rank
              + " axes, more than the "
              + MOST_AXES
              + " that can be"
              + " read. Is the file damaged?");
    }
    byte[] header = in.readNBytes(4 * rank);
    if (header.length < 4 * rank) {
      throw truncated(name, "the lengths of " + rank + " axes", 4 * rank, header.length);
    }
    Shape shape = shape(ByteBuffer.wrap(header), rank, width, name);
    byte[] body = body(in, shape.size() * width, held);
    if (body.length < shape.size() * width) {
      throw truncated(name, "elements of shape " + shape, shape.size() * width, body.length);
    }
    if (in.read() != -1) {
      throw new IOException(
          name
              + ": bytes follow the "
              + body.length
              + " of the elements of shape "
              + shape
              + ", where the file should end.");
    }
    return new IdxContent(magic[2], shape, body);
  }

  /**
   * Reads so many bytes, or all there are. If the stream holds enough for them to be likely, into
   * one array; else it grows with what is really there: a false header cannot ask for much more
   * memory than the file has.
   */
  private static byte[] body(InputStream in, int size, long held) throws IOException {
    if (size > MOST_COMPRESSED * held) {
      return in.readNBytes(size);
    }
    byte[] r = new byte[size];
    int n = in.readNBytes(r, 0, size);
    return n == size ? r : Arrays.copyOf(r, n);
  }

  private static IOException truncated(String name, String what, int expected, int found) {
    return new IOException(
        name
            + ": cut short: expected "
            + expected
            + " bytes for "
            + what
            + ", found "
            + found
            + ".");
  }

  /** Returns the bytes of one element, 0 if there is no such type. */
  private static int width(byte code) {
    return switch (code) {
      case UNSIGNED_BYTE, 0x09 -> 1;
      case 0x0b -> 2;
      case 0x0c, 0x0d -> 4;
      case 0x0e -> 8;
      default -> 0;
    };
  }

  private static Shape shape(ByteBuffer header, int rank, int width, String name)
      throws IOException {
    int[] dims = new int[rank];
    long bytes = width;
    for (int i = 0; i < rank; i++) {
      dims[i] = header.getInt();
      // A negative int is an unsigned length of 2^31 or more.
      bytes = dims[i] < 0 ? Long.MAX_VALUE : bytes * dims[i];
      if (bytes > Integer.MAX_VALUE - 8) {
        throw new IOException(
            name
                + ": the header asks for axes of "
                + unsigned(header.rewind(), rank)
                + " elements of "
                + width
                + " bytes, more than the 2^31 bytes that can be read.");
      }
    }
    return Shape.of(dims);
  }

  private static String unsigned(ByteBuffer header, int rank) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < rank; i++) {
      s.append(i == 0 ? "" : " × ").append(Integer.toUnsignedString(header.getInt()));
    }
    return s.toString();
  }

  NdArray toArray() {
    int n = shape.size();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    if (code == 0x0d) {
      float[] r = new float[n];
      bytes.asFloatBuffer().get(r);
      return NdArray.wrap(r, shape);
    }
    if (code == 0x0e) {
      double[] r = new double[n];
      bytes.asDoubleBuffer().get(r);
      return NdArray.wrap(r, shape);
    }
    int[] r = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] =
          switch (code) {
            case UNSIGNED_BYTE -> bytes.get() & 0xff;
            case 0x09 -> bytes.get();
            case 0x0b -> bytes.getShort();
            default -> bytes.getInt();
          };
    }
    return NdArray.wrap(r, shape);
  }
}
