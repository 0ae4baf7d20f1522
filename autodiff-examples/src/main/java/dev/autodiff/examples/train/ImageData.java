package dev.autodiff.examples.train;

import dev.autodiff.array.DType;
import dev.autodiff.examples.data.MnistSample;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.data.Download;
import dev.autodiff.nn.data.Mnist;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Images of 28×28 grey pixels in ten classes.
 *
 * @param name mnist or fashion-mnist
 * @param source where the images came from
 * @param train images to train on, labels as class numbers
 * @param test images to judge by
 */
record ImageData(String name, String source, DataSet train, DataSet test) {
  private static final int PIXELS = 28 * 28;
  private static final List<String> NAMES = List.of("mnist", "fashion-mnist");

  /** Returns the MNIST sample that is embedded in the jar. */
  static ImageData sample(DType dtype) {
    return new ImageData("mnist", "sample", MnistSample.train(dtype), MnistSample.test(dtype));
  }

  /**
   * Returns a data set.
   *
   * @param source sample, download, or a directory with the four files
   * @param progress where a download shows how it goes on
   */
  static ImageData load(String name, String source, DType dtype, PrintStream progress)
      throws IOException {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no data set " + name + ". Use one of " + String.join(", ", NAMES) + ".");
    }
    if (source.equals("sample")) {
      if (!name.equals("mnist")) {
        throw new IllegalArgumentException(
            "--data sample: only mnist comes with the program. Use --data download, or --data DIR"
                + " with the four files of "
                + name
                + ".");
      }
      return sample(dtype);
    }
    if (source.equals("download")) {
      return download(
          Download.named(name), name, Download.userCache().resolve(name), dtype, progress);
    }
    Path directory = Path.of(source);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "--data: "
              + source
              + " is not a directory. Use sample, download, or a directory with the four files of "
              + name
              + ".");
    }
    return read(name, directory, dtype);
  }

  static ImageData download(
      Download download, String name, Path folder, DType dtype, PrintStream progress)
      throws IOException {
    try (TransferProgress bar = new TransferProgress(progress)) {
      return read(name, download.progress(bar).to(folder), dtype);
    }
  }

  private static ImageData read(String name, Path directory, DType dtype) throws IOException {
    return new ImageData(
        name, directory.toString(), part(directory, true, dtype), part(directory, false, dtype));
  }

  private static DataSet part(Path directory, boolean train, DType dtype) throws IOException {
    DataSet part = Mnist.load(directory, train, dtype);
    int pixels = part.inputs().shape().dim(1);
    String images = directory.resolve(train ? "train-images" : "t10k-images") + "…";
    if (pixels != PIXELS) {
      throw new IOException(
          images + ": the images have " + pixels + " pixels, expected 784, which is 28×28.");
    }
    if (part.size() == 0) {
      throw new IOException(images + ": there is no image in the file.");
    }
    return part;
  }

  String describe(int training, int validation) {
    return String.format(
        Locale.ROOT,
        "%s (%s): %,d images to train on, %s%,d to test on",
        name,
        source,
        training,
        validation > 0 ? String.format(Locale.ROOT, "%,d to validate on, ", validation) : "",
        test.size());
  }
}
