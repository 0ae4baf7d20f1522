package dev.autodiff.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "2048K, 2097152",
    "256K, 262144",
    "3M, 3145728",
    "999999M, 1073741824",
    "0K, 1048576",
    "much, 1048576",
    "'', 1048576"
  })
  void readsTheSizeOrTakesTheUsualOne(String said, int bytes) throws IOException {
    Path file = Files.writeString(folder.resolve("size"), said + "\n");
    assertThat(Caches.second(file)).isEqualTo(bytes);
  }

  @Test
  void aSystemThatDoesNotSayHasTheUsualOne() {
    assertThat(Caches.second(folder.resolve("none"))).isEqualTo(Caches.USUAL);
  }
}
