package dev.autodiff.nn.train;

import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.DataSet;

/**
 * Room for a batch, used again for every batch of its size: what programs read.
 *
 * @param inputs dense from the beginning of its storage on, as labels
 */
record Slot(NdArray inputs, NdArray labels) {
  /** Returns room for the examples of {@code batch}, all zeros. */
  static Slot like(DataSet batch) {
    NdArray x = batch.inputs();
    NdArray y = batch.labels();
    return new Slot(NdArray.zeros(x.dtype(), x.shape()), NdArray.zeros(y.dtype(), y.shape()));
  }

  /** Copies as many examples as this has room for, from {@code from} on. */
  void fill(DataSet data, int from) {
    int to = from + inputs.shape().dim(0);
    data.copyTo(from, to, inputs.storage(), labels.storage());
  }
}
