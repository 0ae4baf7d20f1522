package dev.autodiff.compile;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites products of a softmax and a constant so that the softmax's own last pass, which divides
 * by the sum, multiplies by the constant as well. A cross-entropy's gradient is such a product.
 */
final class ScaledSoftmax {
  private final IdentityHashMap<Node, Integer> uses;
  private final IdentityHashMap<Node, Node> rewritten = new IdentityHashMap<>();

  private ScaledSoftmax(IdentityHashMap<Node, Integer> uses) {
    this.uses = uses;
  }

  /** Returns whether anything was rewritten. */
  static boolean fuse(Graph graph) {
    ScaledSoftmax s = new ScaledSoftmax(graph.uses());
    for (Node n : graph.nodes) {
      for (int i = 0; i < n.in.length; i++) {
        n.in[i] = s.now(n.in[i]);
      }
      Node scaled = s.scaled(n);
      if (scaled != null) {
        s.rewritten.put(n, scaled);
      }
    }
    graph.outputs.replaceAll(s::now);
    for (Map.Entry<Node, Node> update : graph.updates.entrySet()) {
      update.setValue(s.now(update.getValue()));
    }
    return !s.rewritten.isEmpty();
  }

  private Node now(Node n) {
    return rewritten.getOrDefault(n, n);
  }

  /** Returns what computes {@code n} in one pass if it is c·softmax and nothing else needs that. */
  private @Nullable Node scaled(Node n) {
    if (Patterns.isNegation(n)) {
      return scaled(n, n.in[0], -1);
    }
    if (Patterns.isBinary(n, BinaryKernel.MUL)) {
      if (n.in[1].isFilled()) {
        return scaled(n, n.in[0], n.in[1].first());
      }
      if (n.in[0].isFilled()) {
        return scaled(n, n.in[1], n.in[0].first());
      }
    }
    return null;
  }

  private @Nullable Node scaled(Node n, Node x, double c) {
    if (uses.getOrDefault(x, 0) != 1 || !(x.recipe instanceof Recipe.Softmax s) || s.log()) {
      return null;
    }
    Node result = Node.operation(n.id, null, s.times(c), x.in, n.example); // in the place of n
    uses.put(result, uses.getOrDefault(n, 0));
    return result;
  }
}
