package dev.autodiff.examples.train;

import dev.autodiff.examples.data.MnistSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The four files of a data set with the first few hundred images of the embedded sample. */
final class SmallMnist {
  private SmallMnist() {}

  static Path write(Path directory, int training, int test) throws IOException {
    write(directory, "train", training);
    write(directory, "t10k", test);
    return directory;
  }

  private static void write(Path directory, String part, int n) throws IOException {
    copy(directory, part + "-images-idx3-ubyte", 16, n, 28 * 28);
    copy(directory, part + "-labels-idx1-ubyte", 8, n, 1);
  }

  /** Copies the header, with another number of items, and the first items. */
  private static void copy(Path directory, String file, int header, int n, int itemSize)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in =
        new GZIPInputStream(MnistSample.class.getResourceAsStream("mnist/" + file + ".gz"))) {
      byte[] head = in.readNBytes(header);
      ByteBuffer.wrap(head).putInt(4, n);
      out.writeBytes(head);
      out.writeBytes(in.readNBytes(n * itemSize));
    }
    Files.write(directory.resolve(file), out.toByteArray());
  }
}
