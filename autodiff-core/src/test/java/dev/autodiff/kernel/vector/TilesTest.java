package dev.autodiff.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.autodiff.kernel.MatMul;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
  /** Whoever changes a loop by hand loses it the next time it is written. */
  @ParameterizedTest
  @ValueSource(strings = {"F32", "F64"})
  void tilesAreAsTheirSourceWritesThem(String type) throws IOException {
    Path kernels = Path.of("src", "main", "java", "dev", "autodiff", "kernel", "vector");
    String tiles = Files.readString(kernels.resolve("Tiles" + type + ".java"));
    assertThat(words(tiles))
        .as("Tiles%s.java is written by TilesSource: change that, and run its main method", type)
        .isEqualTo(words(TilesSource.of(type)));
  }

  /** Blocks are shallow until tiles are compiled: no result may tell. */
  @Test
  void resultsDoNotDependOnHowOftenTilesWereCalled() {
    assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    SplittableRandom rng = new SplittableRandom(3);
    for (boolean transposed : new boolean[] {false, true}) {
      for (int[] s : new int[][] {{29, 70, 300}, {10, 30, 784}, {13, 16, 90}, {40, 160, 30}}) {
        double[] a = rng.doubles((long) s[0] * s[2], -1, 1).toArray();
        double[] b = rng.doubles((long) s[2] * s[1], -1, 1).toArray();
        MatMul product =
            transposed
                ? new MatMul(s[0], s[1], s[2], 1, s[0], s[1], 1, true)
                : new MatMul(s[0], s[1], s[2], s[2], 1, s[1], 1, false);
        for (double alpha : new double[] {1, -0.1}) {
          Arrays.fill(GemmF64.CALLS, 0);
          double[] young = new double[s[0] * s[1]];
          product.run(alpha, a, 0, b, 0, young, 0);
          Arrays.fill(GemmF64.CALLS, Integer.MAX_VALUE);
          double[] old = new double[s[0] * s[1]];
          product.run(alpha, a, 0, b, 0, old, 0);
          assertThat(old).isEqualTo(young);
        }
      }
    }
  }

  /** The text without what the formatter breaks lines by. */
  private static String words(String source) {
    return source.replaceAll("\\R\\s*\\* ", " ").replaceAll("\\s+", "");
  }
}
