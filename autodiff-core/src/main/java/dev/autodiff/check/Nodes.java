package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The graph of a result as a list. */
final class Nodes {
  private Nodes() {}

  /** Returns everything {@code y} was computed from and {@code y}, inputs before users. */
  static List<Tensor> of(Tensor y) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Visit> open = new ArrayDeque<>();
    seen.add(y);
    open.push(new Visit(y));
    while (!open.isEmpty()) {
      Visit top = open.getFirst();
      if (top.next == top.inputs.size()) {
        order.add(top.node);
        open.pop();
      } else {
        Tensor input = top.inputs.get(top.next++);
        if (seen.add(input)) {
          open.push(new Visit(input));
        }
      }
    }
    return order;
  }

  private static final class Visit {
    final Tensor node;
    final List<Tensor> inputs;
    int next;

    Visit(Tensor node) {
      this.node = node;
      this.inputs = node.inputs();
    }
  }

  /**
   * Returns a signature of the way {@code y} was computed: the operations, and the choices each
   * made by its values.
   */
  static long branches(Tensor y) {
    long hash = 1;
    for (Tensor node : of(y)) {
      if (node.op().isPresent()) {
        Op op = node.op().get();
        NdArray[] in = node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
        hash = 31 * hash + op.name().hashCode();
        hash = Long.rotateLeft(hash, 17) * 0x9E3779B97F4A7C15L + op.branches(in, node.value());
      }
    }
    return hash;
  }
}
