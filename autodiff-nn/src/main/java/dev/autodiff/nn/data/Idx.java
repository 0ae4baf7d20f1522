package dev.autodiff.nn.data;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The IDX file format of the MNIST data, as described by LeCun, Cortes and Burges, "The MNIST
 * database of handwritten digits": two zero bytes, the element type, the number of axes, the length
 * of each axis as a 32-bit number, then the elements, row-major; all numbers big-endian.
 *
 * <table>
 * <caption>Element types</caption>
 * <tr><th>code</th><th>in the file</th><th>in the array</th></tr>
 * <tr><td>08</td><td>unsigned byte</td><td>int32</td></tr>
 * <tr><td>09</td><td>signed byte</td><td>int32</td></tr>
 * <tr><td>0B</td><td>16-bit integer</td><td>int32</td></tr>
 * <tr><td>0C</td><td>32-bit integer</td><td>int32</td></tr>
 * <tr><td>0D</td><td>32-bit floating point</td><td>float32</td></tr>
 * <tr><td>0E</td><td>64-bit floating point</td><td>float64</td></tr>
 * </table>
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads a file, plain or compressed by gzip, whichever its content shows.
   *
   * @throws IOException if the file cannot be read or is not sound, naming the file, what was
   *     expected and what was found
   */
  public static NdArray read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a stream to its end, plain or compressed by gzip, and leaves it open.
   *
   * @param name what to call the stream in errors
   * @throws IOException if the stream cannot be read or is not sound, as for {@link #read(Path)}
   */
  public static NdArray read(InputStream in, String name) throws IOException {
    return IdxContent.read(in, name).toArray();
  }

  /**
   * Writes an array, uncompressed, with the type code that holds its elements: 0C for int32, 0D for
   * float32, 0E for float64. The stream is flushed and left open.
   */
  public static void write(NdArray array, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    ByteBuffer body;
    switch (array.dtype()) {
      case INT32 -> {
        writeHeader(0x0c, array.shape(), data);
        body = ByteBuffer.allocate(Math.multiplyExact(4, array.size()));
        body.asIntBuffer().put(array.toInts());
      }
      case FLOAT32 -> {
        writeHeader(0x0d, array.shape(), data);
        body = ByteBuffer.allocate(Math.multiplyExact(4, array.size()));
        body.asFloatBuffer().put(array.toFloats());
      }
      case FLOAT64 -> {
        writeHeader(0x0e, array.shape(), data);
        body = ByteBuffer.allocate(Math.multiplyExact(8, array.size()));
        body.asDoubleBuffer().put(array.toDoubles());
      }
      default -> throw new AssertionError(array.dtype());
    }
    data.write(body.array());
    data.flush();
  }

  /**
   * Writes an int32 array as unsigned bytes, type code 08, uncompressed: images and labels as MNIST
   * has them. The stream is flushed and left open.
   *
   * @throws IllegalArgumentException if an element is not one of 0 to 255; then nothing is written
   */
  public static void writeUnsignedBytes(NdArray array, OutputStream out) throws IOException {
    if (array.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          "writeUnsignedBytes: needs an int32 array, not " + array.dtype() + ".");
    }
    int[] values = array.toInts();
    byte[] body = new byte[values.length];
    for (int i = 0; i < body.length; i++) {
      if (values[i] < 0 || values[i] > 255) {
        throw new IllegalArgumentException(
            "writeUnsignedBytes: element " + i + " is " + values[i] + ", not one of 0 to 255.");
      }
      body[i] = (byte) values[i];
    }
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    writeHeader(0x08, array.shape(), data);
    data.write(body);
    data.flush();
  }

  private static void writeHeader(int code, Shape shape, DataOutputStream out) throws IOException {
    out.writeInt(code << 8 | shape.rank());
    for (int length : shape.toArray()) {
      out.writeInt(length);
    }
  }
}
