package dev.autodiff.nn.train;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a network does on a data set.
 *
 * @param loss the loss over all examples
 * @param metrics the metrics by name
 */
public record Evaluation(double loss, Map<String, Double> metrics) {
  /** Copies the metrics, keeping their order. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  static Evaluation of(Predictor predictor, Loss loss, Map<String, Metric> metrics, DataSet data) {
    Tensor predictions = predictor.of(data);
    NdArray labels = data.labels();
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, m) -> values.put(name, m.of(predictions.value(), labels)));
    return new Evaluation(loss.apply(predictions, Tensor.of(labels)).item(), values);
  }
}
