package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a region of the collector is. */
final class CacheLineTest {
  /** In MiB; as {@code -XX:+PrintFlagsFinal} shows G1HeapRegionSize on JDK 17 and 25. */
  @ParameterizedTest
  @CsvSource({"100,1", "1024,1", "2048,1", "3072,2", "6144,4", "12288,8", "20480,16", "99999,32"})
  void regionsAreAsTheCollectors(long heap, int region) {
    assertThat(CacheLine.region(heap << 20)).isEqualTo(region << 20);
  }
}
