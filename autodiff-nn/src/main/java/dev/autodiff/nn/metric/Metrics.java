package dev.autodiff.nn.metric;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;

/** The usual metrics. */
public final class Metrics {
  private Metrics() {}

  /**
   * The share of examples, 0 to 1, whose largest prediction is at the label. At a tie the first of
   * the largest counts; a row with NaN is wrong.
   *
   * @param predictions [n, k], k ≥ 2
   * @param labels int32 class indices [n], or one-hot rows [n, k], whose largest element counts
   * @throws IllegalArgumentException if the shapes do not fit or there are no examples
   */
  public static double accuracy(NdArray predictions, NdArray labels) {
    Shape shape = predictions.shape();
    if (shape.rank() != 2 || shape.dim(0) == 0 || shape.dim(1) < 2) {
      throw new IllegalArgumentException(
          "accuracy: needs predictions of two classes or more for one example or more, [n, k], not "
              + shape
              + ". For a single output use binaryAccuracy.");
    }
    int n = shape.dim(0);
    boolean indices = labels.dtype() == DType.INT32 && labels.rank() == 1;
    if (!labels.shape().equals(indices ? Shape.of(n) : shape)) {
      throw new IllegalArgumentException(
          "accuracy: labels "
              + labels.dtype()
              + " "
              + labels.shape()
              + " do not fit predictions "
              + shape
              + ". Needs int32 class indices ["
              + n
              + "] or one-hot rows "
              + shape
              + ".");
    }
    int[] expected = indices ? labels.toInts() : largest(labels);
    int[] predicted = largest(predictions);
    int right = 0;
    for (int i = 0; i < n; i++) {
      right += predicted[i] >= 0 && predicted[i] == expected[i] ? 1 : 0;
    }
    return right / (double) n;
  }

  /** {@link #accuracy(NdArray, NdArray)} of the values. */
  public static double accuracy(Tensor predictions, Tensor labels) {
    return accuracy(predictions.value(), labels.value());
  }

  /**
   * The share of elements, 0 to 1, on the same side of ½ as their target: predictions are
   * probabilities, targets 0 or 1. ½ itself counts as 1; NaN is wrong.
   *
   * @throws IllegalArgumentException if the shapes differ or there are no elements
   */
  public static double binaryAccuracy(NdArray predictions, NdArray targets) {
    if (!predictions.shape().equals(targets.shape()) || predictions.size() == 0) {
      throw new IllegalArgumentException(
          "binaryAccuracy: needs predictions and targets of one shape, not empty, but they have "
              + predictions.shape()
              + " and "
              + targets.shape()
              + ". Reshape one of them.");
    }
    double[] p = predictions.toDoubles();
    double[] t = targets.toDoubles();
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      right += !Double.isNaN(p[i]) && (p[i] >= 0.5) == (t[i] >= 0.5) ? 1 : 0;
    }
    return right / (double) p.length;
  }

  /** {@link #binaryAccuracy(NdArray, NdArray)} of the values. */
  public static double binaryAccuracy(Tensor predictions, Tensor targets) {
    return binaryAccuracy(predictions.value(), targets.value());
  }

  /** Returns the place of the largest element of each row, the first at a tie; −1 at a NaN. */
  private static int[] largest(NdArray rows) {
    double[] x = rows.toDoubles();
    int k = rows.shape().dim(1);
    int[] at = new int[rows.shape().dim(0)];
    for (int i = 0; i < at.length; i++) {
      int best = 0;
      for (int j = 0; j < k && best >= 0; j++) {
        double v = x[i * k + j];
        best = Double.isNaN(v) ? -1 : v > x[i * k + best] ? j : best;
      }
      at[i] = best;
    }
    return at;
  }
}
