package dev.autodiff.nn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads what may be compressed: the content tells, not the file's name. */
final class Gzip {
  private Gzip() {}

  /** Returns the decompressed content if {@code in} starts as gzip does, else {@code in} itself. */
  static InputStream open(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return compressed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }
}
