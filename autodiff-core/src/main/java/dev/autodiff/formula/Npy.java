package dev.autodiff.formula;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's array files: a magic word, the version, a header that is a Python dictionary, and
 * the elements. The format is described at
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

  private Npy() {}

  static NdArray read(String name, byte[] bytes) {
    if (bytes.length < 12 || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw refusal(name, "is no .npy file: it does not start with \\x93NUMPY", "Save it again?");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = bytes[6];
    if (version < 1 || version > 3) {
      throw refusal(name, "is of version " + version + " of the format", "Known are 1 to 3.");
    }
    in.position(8);
    int length = version == 1 ? in.getShort() & 0xFFFF : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw refusal(name, "ends within its header", "Is it complete?");
    }
    String header = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);

    Matcher type = find(TYPE, header, name);
    boolean fortran = find(ORDER, header, name).group(1).equals("True");
    Shape shape = shape(find(SHAPE, header, name).group(1), name);
    char kind = type.group(2).charAt(0);
    int size = Integer.parseInt(type.group(3));
    if (in.remaining() != (long) shape.size() * size) {
      throw refusal(
          name,
          "holds %s bytes of elements, but shape %s of %s bytes each needs %s"
              .formatted(in.remaining(), shape, size, (long) shape.size() * size),
          "Is it complete?");
    }
    in.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Object elements = elements(in, kind, size, shape.size(), name);
    if (!fortran || shape.rank() < 2) {
      return NdArray.wrap(elements, shape);
    }
    int[] reversed = new int[shape.rank()];
    Arrays.setAll(reversed, i -> shape.dim(shape.rank() - 1 - i));
    return NdArray.wrap(elements, Shape.of(reversed)).transpose().dense();
  }

  private static Shape shape(String text, String name) {
    try {
      return Shape.of(
          Arrays.stream(text.split(","))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (IllegalArgumentException e) {
      throw refusal(name, "has the shape (" + text + ")", "An array has at most 2³¹ − 1 elements.");
    }
  }

  private static Matcher find(Pattern pattern, String header, String name) {
    Matcher m = pattern.matcher(header);
    if (!m.find()) {
      throw refusal(
          name,
          "has a header without " + pattern.pattern().substring(0, pattern.pattern().indexOf(':')),
          "It must be one array of numbers, not a structure: " + header.strip());
    }
    return m;
  }

  private static Object elements(ByteBuffer in, char kind, int size, int n, String name) {
    if (kind == 'f' && size == 8) {
      double[] r = new double[n];
      in.asDoubleBuffer().get(r);
      return r;
    }
    if (kind == 'f' && size == 4) {
      float[] r = new float[n];
      in.asFloatBuffer().get(r);
      return r;
    }
    IntUnaryOperator integer =
        switch (kind + "" + size) {
          case "i1" -> i -> in.get();
          case "u1", "b1" -> i -> in.get() & 0xFF;
          case "i2" -> i -> in.getShort();
          case "u2" -> i -> in.getShort() & 0xFFFF;
          case "i4" -> i -> in.getInt();
          case "u4" -> i -> inRange(in.getInt() & 0xFFFFFFFFL, i, name);
          case "i8" -> i -> inRange(in.getLong(), i, name);
          default ->
              throw refusal(
                  name,
                  "has elements of type " + kind + size,
                  "Known are f4, f8, i1 to i8, u1 to u4 and b1: save x.astype('f8').");
        };
    int[] r = new int[n];
    Arrays.setAll(r, integer);
    return r;
  }

  private static int inRange(long value, int index, String name) {
    if (value != (int) value) {
      throw refusal(
          name,
          "element %s is %s, which is no int32".formatted(index, value),
          "Save it as floats: x.astype('f8').");
    }
    return (int) value;
  }

  private static IllegalArgumentException refusal(String name, String what, String remedy) {
    return new IllegalArgumentException(name + ": " + what + ". " + remedy);
  }
}
