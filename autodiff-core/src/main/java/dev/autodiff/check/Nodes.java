package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The graph of a result as a list. */
final class Nodes {
  private Nodes() {}

  /** Returns everything {@code y} was computed from and {@code y}, inputs before users. */
  static List<Tensor> of(Tensor y) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = new HashSet<>();
    List<Tensor> open = new ArrayList<>(List.of(y));
    int[] next = new int[16]; // input to visit, of each that is open
    seen.add(y);
    while (!open.isEmpty()) {
      int top = open.size() - 1;
      Tensor node = open.get(top);
      List<Tensor> inputs = node.inputs();
      if (next[top] == inputs.size()) {
        order.add(open.remove(top));
      } else {
        Tensor input = inputs.get(next[top]++);
        if (seen.add(input)) {
          open.add(input);
          next = top + 2 > next.length ? Arrays.copyOf(next, 2 * next.length) : next;
          next[top + 1] = 0;
        }
      }
    }
    return order;
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
        NdArray[] in = new NdArray[node.inputs().size()];
        Arrays.setAll(in, k -> node.inputs().get(k).value());
        hash = 31 * hash + op.name().hashCode();
        hash = Long.rotateLeft(hash, 17) * 0x9E3779B97F4A7C15L + op.branches(in, node.value());
      }
    }
    return hash;
  }
}
