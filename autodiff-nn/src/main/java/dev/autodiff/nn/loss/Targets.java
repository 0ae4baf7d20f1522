package dev.autodiff.nn.loss;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.Shape;

/** Checks that targets fit predictions. Losses never broadcast: it would hide a wrong shape. */
final class Targets {
  private Targets() {}

  /** Requires equal shapes and types; returns the number of examples. */
  static int requireSame(String loss, Tensor prediction, Tensor target) {
    if (target.dtype() == DType.INT32) {
      throw new IllegalArgumentException(
          loss
              + ": the target holds class indices (int32 "
              + target.shape()
              + "), but the prediction is "
              + prediction.dtype()
              + " "
              + prediction.shape()
              + ". Make them one-hot: data.oneHot(classes) or labels.oneHot(classes), or use"
              + " softmaxCrossEntropy or negativeLogLikelihood.");
    }
    requireType(loss, prediction, target);
    if (!target.shape().equals(prediction.shape())) {
      throw new IllegalArgumentException(
          loss
              + ": shapes differ: prediction "
              + prediction.shape()
              + ", target "
              + target.shape()
              + ". Losses do not broadcast; reshape one of them.");
    }
    return examples(loss, prediction);
  }

  /**
   * Requires class indices or targets of the prediction's shape; returns the number of examples.
   */
  static int requireLabels(String loss, Tensor prediction, Tensor labels) {
    if (labels.dtype() != DType.INT32) {
      requireType(loss, prediction, labels);
    }
    Shape shape = prediction.shape();
    if (shape.rank() == 0) {
      throw new IllegalArgumentException(
          loss
              + ": the prediction is a single number. It needs an axis of classes: shape [n, classes].");
    }
    Shape rows = shape.reduce(shape.axes(loss, -1), false);
    if (!labels.shape().equals(labels.dtype() == DType.INT32 ? rows : shape)) {
      throw new IllegalArgumentException(
          loss
              + ": labels "
              + labels.dtype()
              + " "
              + labels.shape()
              + " do not fit predictions "
              + shape
              + ". Needs int32 class indices "
              + rows
              + " or "
              + prediction.dtype()
              + " targets "
              + shape
              + ".");
    }
    return examples(loss, prediction);
  }

  private static void requireType(String loss, Tensor prediction, Tensor target) {
    if (prediction.dtype() != target.dtype()) {
      throw new IllegalArgumentException(
          loss
              + ": dtypes differ: prediction "
              + prediction.dtype()
              + ", target "
              + target.dtype()
              + ". Cast one side: x.cast(DType."
              + prediction.dtype().name()
              + ").");
    }
  }

  private static int examples(String loss, Tensor prediction) {
    Shape shape = prediction.shape();
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          loss + ": nothing to average: the prediction has shape " + shape + ".");
    }
    return shape.rank() == 0 ? 1 : shape.size() / shape.dim(-1);
  }
}
