package dev.autodiff.nn.layer;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function of a tensor, with the parameters it can be trained by. A method such as {@code
 * Tensor::tanh} is a layer without parameters.
 */
@FunctionalInterface
public interface Layer {
  /**
   * Computes the layer's output from its current parameters. Nothing is stored.
   *
   * @param x the inputs, examples along the axes before the last, features along the last
   */
  Tensor apply(Tensor x);

  /** Returns what can be trained, each parameter once and always in the same order. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Returns the parameters under names that are unique within this layer, in the order of {@link
   * #parameters}. In a {@link Sequential} a name starts with the layer's position: {@code
   * 0.weight}.
   */
  default Map<String, Parameter> namedParameters() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (Parameter p : parameters()) {
      if (named.put(p.name(), p) != null) {
        throw new IllegalStateException(
            "layer " + this + ": two parameters are called " + p.name() + ". Rename one.");
      }
    }
    return named;
  }
}
