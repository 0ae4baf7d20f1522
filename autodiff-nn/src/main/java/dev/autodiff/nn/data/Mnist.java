package dev.autodiff.nn.data;

import dev.autodiff.array.DType;
import dev.autodiff.array.Shape;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The MNIST database of handwritten digits (LeCun, Bottou, Bengio, Haffner, "Gradient-based
 * learning applied to document recognition", Proceedings of the IEEE 86, 1998) and data sets
 * published in the same four files, such as Fashion-MNIST: gray images, each of one of ten classes.
 */
public final class Mnist {
  private Mnist() {}

  /**
   * Reads the training or the test images and their labels from a folder that holds the published
   * files, compressed or not: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
   * {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, each with or without {@code
   * .gz}; the spelling {@code train-images.idx3-ubyte} is understood, too.
   *
   * @param train whether to read the training set, else the test set
   * @param dtype the type of the inputs
   * @return inputs [n, rows·columns], 784 columns for the published images, scaled from 0…255 to
   *     [0, 1] when they are read, from the bytes that are kept; labels int32 [n]
   * @throws FileNotFoundException if a file is missing, listing the names looked for
   * @throws IOException if a file is not sound, there are not as many labels as images, or a label
   *     is not one of 0 to 9
   * @throws IllegalArgumentException if {@code dtype} is not a floating type
   */
  public static DataSet load(Path dir, boolean train, DType dtype) throws IOException {
    Path images = find(dir, (train ? "train" : "t10k") + "-images", "idx3-ubyte");
    Path labels = find(dir, (train ? "train" : "t10k") + "-labels", "idx1-ubyte");
    try (InputStream x = Files.newInputStream(images);
        InputStream y = Files.newInputStream(labels)) {
      return read(x, images.toString(), y, labels.toString(), dtype);
    }
  }

  private static Path find(Path dir, String stem, String suffix) throws FileNotFoundException {
    List<String> names = new ArrayList<>();
    for (String separator : List.of("-", ".")) {
      for (String end : List.of("", ".gz")) {
        names.add(stem + separator + suffix + end);
      }
    }
    for (String name : names) {
      if (Files.isRegularFile(dir.resolve(name))) {
        return dir.resolve(name);
      }
    }
    throw new FileNotFoundException(
        "Mnist: "
            + (Files.isDirectory(dir) ? "none of the files " : "no folder " + dir + " with one of ")
            + String.join(", ", names)
            + (Files.isDirectory(dir) ? " is in " + dir : "")
            + ". Give the folder of the four published files, or fetch them with Download.");
  }

  /**
   * Reads images and their labels from streams of unsigned bytes, compressed or not, which are left
   * open; as {@link #load} does.
   *
   * @param imagesName what to call the images in errors
   * @param labelsName what to call the labels in errors
   * @throws IOException if a stream is not sound, there are not as many labels as images, or a
   *     label is not one of 0 to 9
   * @throws IllegalArgumentException if {@code dtype} is not a floating type
   */
  public static DataSet read(
      InputStream images, String imagesName, InputStream labels, String labelsName, DType dtype)
      throws IOException {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(
          "Mnist: images are scaled to [0, 1], which needs float64 or float32, not " + dtype + ".");
    }
    // Labels first: they are small, so that a wrong pair is refused early.
    IdxContent y = require(IdxContent.read(labels, labelsName), 1, "labels [n]", labelsName);
    IdxContent x =
        require(IdxContent.read(images, imagesName), 3, "images [n, rows, columns]", imagesName);
    int n = x.shape.dim(0);
    if (y.shape.dim(0) != n) {
      throw new IOException(
          imagesName
              + " has "
              + n
              + " images, but "
              + labelsName
              + " has "
              + y.shape.dim(0)
              + " labels. Do the files belong together?");
    }
    requireDigits(y.body, labelsName);
    int pixels = x.shape.dim(1) * x.shape.dim(2);
    return DataSet.of(Rows.ofPixels(x.body, Shape.of(n, pixels), dtype), y.toArray());
  }

  private static IdxContent require(IdxContent found, int rank, String what, String name)
      throws IOException {
    if (found.code != IdxContent.UNSIGNED_BYTE || found.shape.rank() != rank) {
      throw new IOException(
          name
              + ": expected "
              + what
              + " of unsigned bytes (type 08), found shape "
              + found.shape
              + " of type 0"
              + Integer.toHexString(found.code)
              + ".");
    }
    return found;
  }

  private static void requireDigits(byte[] labels, String name) throws IOException {
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i] & 0xff;
      if (label > 9) {
        throw new IOException(
            name + ": label " + i + " is " + label + ", expected one of 0 to 9, the ten classes.");
      }
    }
  }
}
