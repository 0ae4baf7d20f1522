package dev.autodiff;

import dev.autodiff.array.NdArray;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a result is differentiated by: nodes, or parameters, each of which stands for its leaves in
 * the graph.
 */
final class Targets {
  private static final int FEW = 8;

  private final Object[] targets;
  private final @Nullable IdentityHashMap<Object, Integer> index; // for many targets

  private Targets(Object[] targets) {
    this.targets = targets;
    this.index = targets.length <= FEW ? null : new IdentityHashMap<>();
    for (int i = 0; i < targets.length && index != null; i++) {
      index.putIfAbsent(targets[i], i);
    }
  }

  static Targets of(String verb, Tensor... nodes) {
    for (int i = 0; i < nodes.length; i++) {
      if (!nodes[i].isDifferentiable()) {
        throw new IllegalArgumentException(
            "%s: target %s is a constant (%s). Make it with Tensor.variable, or use a node computed from one."
                .formatted(verb, i, nodes[i]));
      }
    }
    return new Targets(nodes.clone());
  }

  static Targets of(List<Parameter> parameters) {
    return new Targets(parameters.toArray());
  }

  int size() {
    return targets.length;
  }

  /** Returns zeros like target {@code i}. */
  NdArray zeros(int i) {
    Tensor like = targets[i] instanceof Tensor t ? t : ((Parameter) targets[i]).tensor();
    return NdArray.full(like.dtype(), 0, like.shape());
  }

  /**
   * Returns the place of each target in the graph, −1 where it is not there; owners[j] is the
   * target of place j.
   */
  int[] places(Topology graph, List<Integer> owners) {
    int[] places = new int[targets.length];
    int n = 0;
    if (targets instanceof Tensor[] nodes) {
      for (int i = 0; i < nodes.length; i++) {
        places[n++] = graph.place(nodes[i]);
        owners.add(i);
      }
      return places;
    }
    for (int i = 0; i < graph.size(); i++) { // a graph may hold several leaves of one parameter
      Parameter p = graph.node(i).parameter();
      Integer owner = p == null ? null : find(p);
      if (owner != null) {
        if (n == places.length) {
          places = Arrays.copyOf(places, 2 * n);
        }
        places[n++] = i;
        owners.add(owner);
      }
    }
    return Arrays.copyOf(places, n);
  }

  /** Returns the first place of target {@code i}, which may have been named twice. */
  int first(int i) {
    return index(targets[i]);
  }

  int index(Object target) {
    Integer i = find(target);
    if (i == null) {
      throw new IllegalArgumentException(
          "gradients: %s is not among the %s targets. Name it in the call."
              .formatted(target, targets.length));
    }
    return i;
  }

  private @Nullable Integer find(Object target) {
    if (index == null) {
      for (int i = 0; i < targets.length; i++) {
        if (targets[i] == target) {
          return i;
        }
      }
      return null;
    }
    return index.get(target);
  }
}
