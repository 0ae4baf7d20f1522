package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.array.DType;
import dev.autodiff.kernel.CacheLine;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places lie on cache lines of an array that begins 16 bytes behind one, and do not overlap. */
final class ArenaTest {
  @ParameterizedTest
  @EnumSource(value = DType.class, names = "INT32", mode = EnumSource.Mode.EXCLUDE)
  void placesAreOnLinesAndApart(DType type) {
    Arena arena = new Arena(type);
    SplittableRandom rng = new SplittableRandom(1);
    List<Buffer> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int count = 4096 + rng.nextInt(i % 10 == 0 ? 3_000_000 : 200_000);
      Buffer b = arena.take(count);
      assertThat(b.length).isEqualTo(count);
      assertThat((16 + (long) b.start * type.bytes()) % 64).isZero();
      assertThat(CacheLine.begins(b.start, Array.getLength(b.array), type.bytes())).isTrue();
      assertThat(b.start + count).isLessThanOrEqualTo(Array.getLength(b.array));
      for (Buffer other : all) {
        assertThat(
                other.array != b.array
                    || other.start + other.length <= b.start
                    || b.start + b.length <= other.start)
            .isTrue();
      }
      all.add(b);
    }
  }

  @Test
  void smallValuesAndIntegersHaveArraysOfTheirOwn() {
    assertThat(Arena.takes(DType.FLOAT32, 4095)).isFalse();
    assertThat(Arena.takes(DType.FLOAT32, 4096)).isTrue();
    assertThat(Arena.takes(DType.FLOAT64, 2047)).isFalse();
    assertThat(Arena.takes(DType.FLOAT64, 2048)).isTrue();
    assertThat(Arena.takes(DType.INT32, 1 << 20)).isFalse();
  }
}
