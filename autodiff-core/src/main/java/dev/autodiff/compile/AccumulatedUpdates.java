package dev.autodiff.compile;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Rewrites a parameter's next value p − c·(A·B) so that the product is accumulated onto the
 * parameter, if nothing else needs it.
 */
final class AccumulatedUpdates {
  private AccumulatedUpdates() {}

  /** Returns whether anything was rewritten. */
  static boolean fuse(Graph graph) {
    IdentityHashMap<Node, Integer> uses = graph.uses();
    boolean any = false;
    for (Map.Entry<Node, Node> update : graph.updates.entrySet()) {
      Node next = update.getValue();
      if (!Patterns.isBinary(next, BinaryKernel.SUB)
          || next.in[0] != update.getKey()
          || uses.getOrDefault(next, 0) != 1) {
        continue;
      }
      Node scaled = next.in[1];
      if (!Patterns.isBinary(scaled, BinaryKernel.MUL) || uses.getOrDefault(scaled, 0) != 1) {
        continue;
      }
      Node product = scaled.in[0];
      Node factor = scaled.in[1];
      if (product.recipe instanceof Recipe.MatMul
          && product.example.rank() == 2
          && uses.getOrDefault(product, 0) == 1
          && Patterns.repeatsOneNumber(factor)) {
        Node[] in = {next.in[0], product.in[0], product.in[1], factor};
        update.setValue(Node.operation(next.id, null, Recipe.MATMUL_UPDATE, in, next.example));
        any = true;
      }
    }
    return any;
  }
}
