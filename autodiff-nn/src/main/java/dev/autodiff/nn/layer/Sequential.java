package dev.autodiff.nn.layer;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Layers one after the other: the output of each is the input of the next.
 *
 * <pre>{@code
 * Sequential net =
 *     Sequential.of(Dense.create(784, 30, rng), Activations.sigmoid(), Dense.create(30, 10, rng));
 * }</pre>
 */
public final class Sequential implements Layer {
  private final List<Layer> layers;
  private final List<Parameter> parameters;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
    Set<Parameter> distinct = new LinkedHashSet<>(); // a parameter in two layers counts once
    layers.forEach(l -> distinct.addAll(l.parameters()));
    this.parameters = List.copyOf(distinct);
  }

  /** Returns the chain of the given layers; with none, the identity. */
  public static Sequential of(Layer... layers) {
    return of(List.of(layers));
  }

  /** Returns the chain of the given layers; with none, the identity. */
  public static Sequential of(List<? extends Layer> layers) {
    return new Sequential(List.copyOf(layers));
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor a = x;
    for (Layer layer : layers) {
      a = layer.apply(a);
    }
    return a;
  }

  /** Returns all layers' parameters in order; one that layers share is there once. */
  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Returns the parameters under the name their layer gives them, after its position and a dot:
   * {@code 0.weight}, {@code 0.bias}, {@code 2.weight}. A shared one goes by its first place.
   */
  @Override
  public Map<String, Parameter> namedParameters() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    Set<Parameter> seen = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    for (int i = 0; i < layers.size(); i++) {
      String prefix = i + ".";
      layers
          .get(i)
          .namedParameters()
          .forEach(
              (name, p) -> {
                if (seen.add(p)) {
                  named.put(prefix + name, p);
                }
              });
    }
    return named;
  }

  /** Returns the layers in order. */
  public List<Layer> layers() {
    return layers;
  }

  /** Returns the layers in brackets, such as {@code [dense 2→3, tanh, dense 3→1]}. */
  @Override
  public String toString() {
    return layers.stream().map(Layer::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
