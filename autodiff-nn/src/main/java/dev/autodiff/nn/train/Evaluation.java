package dev.autodiff.nn.train;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.Batch;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network does on a data set.
 *
 * @param loss the loss over all examples
 * @param metrics the metrics by name
 */
public record Evaluation(double loss, Map<String, Double> metrics) {
  /** How many examples go through the network at a time; bounds the memory that takes. */
  private static final int AT_ONCE = 1024;

  /** Copies the metrics, keeping their order. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  static Evaluation of(Layer net, Loss loss, Map<String, Metric> metrics, DataSet data) {
    List<Tensor> parts = new ArrayList<>();
    for (Batch batch : data.batches(AT_ONCE)) {
      parts.add(net.apply(batch.inputs()).detach());
    }
    Tensor predictions = parts.size() == 1 ? parts.get(0) : Tensor.concat(0, parts);
    NdArray labels = data.labels();
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, m) -> values.put(name, m.of(predictions.value(), labels)));
    return new Evaluation(loss.apply(predictions, Tensor.of(labels)).item(), values);
  }
}
