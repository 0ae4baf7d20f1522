package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Differentiator;
import dev.autodiff.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reverse sweep as one would write it first, with a mistake in the way it walks the graph. */
enum FaultySweep implements Differentiator {
  OVERWRITTEN("fan-out overwritten"),
  ADDED_TWICE("fan-out added twice"),
  FIRST_USE_ONLY("fan-out: first use only"),
  TOO_EARLY("visited before all users"),
  OPERAND_ONCE("operand used twice counted once"),
  SEED_IGNORED("incoming gradient of the result ignored");

  final String text;

  FaultySweep(String text) {
    this.text = text;
  }

  @Override
  public List<NdArray> gradients(Tensor y, NdArray seed, List<Tensor> nodes) {
    Map<Tensor, Tensor> cotangents = new HashMap<>();
    Tensor start = Tensor.of(seed);
    cotangents.put(y, this == SEED_IGNORED ? start.filled(1) : start);
    for (Tensor node : this == TOO_EARLY ? byDistance(y) : usersFirst(y)) {
      Tensor g = cotangents.get(node);
      if (g != null && node.op().isPresent()) {
        step(node, g, cotangents);
      }
    }
    return nodes.stream()
        .map(t -> cotangents.containsKey(t) ? value(cotangents, t) : zeros(t))
        .toList();
  }

  private static NdArray value(Map<Tensor, Tensor> cotangents, Tensor t) {
    Tensor g = cotangents.get(t);
    return g == null ? zeros(t) : g.value();
  }

  private static NdArray zeros(Tensor t) {
    return NdArray.zeros(t.dtype(), t.shape());
  }

  private void step(Tensor node, Tensor g, Map<Tensor, Tensor> cotangents) {
    Op op = node.op().orElseThrow();
    Tensor[] in = node.inputs().stream().map(Tensor::detach).toArray(Tensor[]::new);
    for (int i = 0; i < in.length; i++) {
      Tensor input = node.inputs().get(i);
      boolean isRepeated = node.inputs().indexOf(input) < i;
      if (!input.isDifferentiable() || (this == OPERAND_ONCE && isRepeated)) {
        continue;
      }
      Tensor part = op.vjp(i, g, in, node.detach());
      if (part != null) {
        cotangents.merge(input, part, this::accumulate);
      }
    }
  }

  private Tensor accumulate(Tensor sum, Tensor part) {
    return switch (this) {
      case OVERWRITTEN -> part;
      case FIRST_USE_ONLY -> sum;
      case ADDED_TWICE -> sum.add(part).add(part);
      default -> sum.add(part);
    };
  }

  private static List<Tensor> usersFirst(Tensor y) {
    List<Tensor> order = new ArrayList<>(FaultyGraph.nodes(y));
    Collections.reverse(order);
    return order;
  }

  /** In the order in which a queue reaches the nodes, which may be before all their users. */
  private static List<Tensor> byDistance(Tensor y) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = new HashSet<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(y));
    while (!open.isEmpty()) {
      Tensor node = open.remove();
      if (node.op().isPresent() && seen.add(node)) {
        order.add(node);
        open.addAll(node.inputs());
      }
    }
    return order;
  }
}
