package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a region of the collector is, and what begins on a line there. */
final class CacheLineTest {
  /** In MiB; as {@code -XX:+PrintFlagsFinal} shows G1HeapRegionSize on JDK 17 and 25. */
  @ParameterizedTest
  @CsvSource({"100,1", "1024,1", "2048,1", "3072,2", "6144,4", "12288,8", "20480,16", "99999,32"})
  void regionsAreAsTheCollectors(long heap, int region) {
    assertThat(CacheLine.region(heap << 20)).isEqualTo(region << 20);
  }

  @Test
  void aLineBeginsEverySixtyFourBytesOfALargeArray() {
    int filling = CacheLine.filling(Float.BYTES);
    int first = CacheLine.first(Float.BYTES);
    assertThat(CacheLine.begins(first, filling, Float.BYTES)).isTrue();
    assertThat(CacheLine.begins(first + 16, filling, Float.BYTES)).isTrue();
    assertThat(CacheLine.begins(first + 8, filling, Float.BYTES)).isFalse();
    assertThat(CacheLine.begins(0, filling, Float.BYTES)).isFalse();
    assertThat(CacheLine.begins(first, filling / 2 + 1, Float.BYTES)).isTrue();
    assertThat(CacheLine.begins(first, filling / 2, Float.BYTES)).isFalse(); // anywhere
  }
}
