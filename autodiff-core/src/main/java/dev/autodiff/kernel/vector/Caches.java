package dev.autodiff.kernel.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the processor's caches are, as far as the operating system tells. */
final class Caches {
  private static final Path SECOND = Path.of("/sys/devices/system/cpu/cpu0/cache/index2/size");

  /** What a core of a server has had since 2017, or more. */
  static final int USUAL = 1 << 20;

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([KM])\\s*");

  private Caches() {}

  /** Returns the size of a core's second-level cache in bytes, the usual one if it is not known. */
  static int second() {
    return second(SECOND);
  }

  /** Returns the size that a file of Linux' {@code cache} folder says, such as {@code 2048K}. */
  static int second(Path file) {
    try {
      Matcher size = SIZE.matcher(Files.readString(file));
      if (size.matches()) {
        long bytes = Long.parseLong(size.group(1)) << (size.group(2).equals("K") ? 10 : 20);
        return (int) Math.min(bytes, 1 << 30);
      }
      return USUAL;
    } catch (IOException | SecurityException e) {
      return USUAL; // another operating system, or one that does not say
    }
  }
}
