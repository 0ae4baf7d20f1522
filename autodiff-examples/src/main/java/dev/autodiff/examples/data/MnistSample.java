package dev.autodiff.examples.data;

import dev.autodiff.array.DType;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.data.Mnist;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Real handwritten digits that come with the program: every sixth training image and every fifth
 * test image of MNIST. {@code mnist/SOURCE.md} beside the data states source and licence.
 */
public final class MnistSample {
  private MnistSample() {}

  /**
   * Returns 10,000 training images: inputs [10000, 784] in [0, 1], labels int32 [10000].
   *
   * @throws IllegalArgumentException if {@code dtype} is not a floating type
   */
  public static DataSet train(DType dtype) {
    return read("train", dtype);
  }

  /**
   * Returns 2,000 test images: inputs [2000, 784] in [0, 1], labels int32 [2000].
   *
   * @throws IllegalArgumentException if {@code dtype} is not a floating type
   */
  public static DataSet test(DType dtype) {
    return read("t10k", dtype);
  }

  private static DataSet read(String part, DType dtype) {
    String images = "mnist/" + part + "-images-idx3-ubyte.gz";
    String labels = "mnist/" + part + "-labels-idx1-ubyte.gz";
    try (InputStream x = open(images);
        InputStream y = open(labels)) {
      return Mnist.read(x, images, y, labels, dtype);
    } catch (IOException e) {
      throw new UncheckedIOException("MnistSample: the program's own data cannot be read.", e);
    }
  }

  static InputStream open(String name) throws FileNotFoundException {
    InputStream in = MnistSample.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is missing from the program's jar.");
    }
    return in;
  }
}
