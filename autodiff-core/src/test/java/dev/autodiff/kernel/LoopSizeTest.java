package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loops of many vector operations must be too long for the compiler to inline: two of them in one
 * method exceed its node limit, and it boxes the vectors of the second, in some runs and not in
 * others.
 */
final class LoopSizeTest {
  private static final int FREQ_INLINE_SIZE = 325;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exponentials/exp",
        "Exponentials/sigmoid",
        "Exponentials/tanh",
        "Erf/erf",
        "Softmax/expSum",
        "Reductions/block"
      })
  void longLoopsAreNotInlined(String loop) throws IOException {
    String[] parts = loop.split("/", -1);
    for (String type : new String[] {"F32", "F64"}) {
      assertThat(codeSizes("vector/" + parts[0] + type + ".class").get(parts[1]))
          .as(loop + ", " + type)
          .isGreaterThan(FREQ_INLINE_SIZE);
    }
  }

  /** Returns the bytes of code of each method of a class file. */
  private static Map<String, Integer> codeSizes(String file) throws IOException {
    try (InputStream bytes = Kernels.class.getResourceAsStream(file)) {
      assertThat(bytes).as(file).isNotNull();
      DataInputStream in = new DataInputStream(bytes);
      in.skipNBytes(8);
      String[] names = constants(in);
      in.skipNBytes(6);
      in.skipNBytes(2L * in.readUnsignedShort());
      members(in, names); // fields
      return members(in, names);
    }
  }

  /** Returns the strings among the constants, at their indices. */
  private static String[] constants(DataInputStream in) throws IOException {
    String[] names = new String[in.readUnsignedShort()];
    for (int i = 1; i < names.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> names[i] = in.readUTF();
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // these take two places
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
    return names;
  }

  private static Map<String, Integer> members(DataInputStream in, String[] names)
      throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    for (int m = in.readUnsignedShort(); m > 0; m--) {
      in.skipNBytes(2);
      String name = names[in.readUnsignedShort()];
      in.skipNBytes(2);
      for (int a = in.readUnsignedShort(); a > 0; a--) {
        boolean code = "Code".equals(names[in.readUnsignedShort()]);
        int length = in.readInt();
        if (code) {
          in.skipNBytes(4);
          sizes.put(name, in.readInt());
          in.skipNBytes(length - 8L);
        } else {
          in.skipNBytes(length);
        }
      }
    }
    return sizes;
  }
}
