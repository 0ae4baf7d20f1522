package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** A reverse sweep of the tests' own, which may add up what arrives at a node in a wrong way. */
final class Sweep implements Differentiator {
  private final BinaryOperator<Tensor> sum;
  private final boolean early;

  private Sweep(BinaryOperator<Tensor> sum, boolean early) {
    this.sum = sum;
    this.early = early;
  }

  static Sweep right() {
    return new Sweep(Tensor::add, false);
  }

  static Sweep overwriting() {
    return new Sweep((old, part) -> part, false);
  }

  static Sweep addingTwice() {
    return new Sweep((old, part) -> old.add(part).add(part), false);
  }

  /** Passes on what arrived at a node when its first user was done, before the others are. */
  static Sweep tooEarly() {
    return new Sweep(Tensor::add, true);
  }

  @Override
  public List<NdArray> gradients(Tensor y, NdArray seed, List<Tensor> nodes) {
    List<Tensor> order = new ArrayList<>(Nodes.of(y));
    Collections.reverse(order);
    Map<Tensor, Tensor> arrived = new HashMap<>();
    Map<Tensor, Tensor> passedOn = new HashMap<>();
    arrived.put(y, Tensor.of(seed));
    for (Tensor node : order) {
      Tensor g = (early ? passedOn : arrived).getOrDefault(node, arrived.get(node));
      if (g == null || node.op().isEmpty()) {
        continue;
      }
      Tensor[] in = node.inputs().stream().map(Tensor::detach).toArray(Tensor[]::new);
      for (int k = 0; k < in.length; k++) {
        Tensor input = node.inputs().get(k);
        Tensor part =
            input.isDifferentiable() ? node.op().get().vjp(k, g, in, node.detach()) : null;
        if (part != null) {
          arrived.merge(input, part, sum);
          passedOn.putIfAbsent(input, part);
        }
      }
    }
    List<NdArray> r = new ArrayList<>();
    for (Tensor node : nodes) {
      Tensor g = arrived.get(node);
      r.add(g == null ? NdArray.zeros(node.dtype(), node.shape()) : g.value());
    }
    return r;
  }
}
