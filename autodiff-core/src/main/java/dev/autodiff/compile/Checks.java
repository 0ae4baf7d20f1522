package dev.autodiff.compile;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Indexing;
import dev.autodiff.kernel.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may be wrong with the inputs of a run: indices out of range. Those that are inputs are
 * checked before anything is computed, so that a refused run changes nothing.
 */
final class Checks {
  private Checks() {}

  /** Returns the checks to run first. */
  static List<Step> of(Graph graph) {
    List<Step> steps = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    List<Node> all = new ArrayList<>(graph.nodes);
    all.addAll(graph.checked);
    for (Node n : all) {
      if (isIndexed(n) && n.in[1].root().kind == Node.Kind.INPUT && isEarly(n.in[1])) {
        NdArray idx = n.in[1].requireArray();
        if (known.add(List.of(n.in[1].root().id, idx.offset(), idx.size(), limit(n)))) {
          steps.add(check(n, n.in[1]));
        }
      }
    }
    return steps;
  }

  private static boolean isIndexed(Node n) {
    return n.recipe instanceof Recipe.Indexed || n.recipe instanceof Recipe.PickLogSoftmax;
  }

  /** Returns whether indices are known to be in range before the first stage runs. */
  static boolean isEarly(Node idx) {
    Node.Kind kind = idx.root().kind;
    return kind == Node.Kind.CONSTANT || (kind == Node.Kind.INPUT && idx.example.isDense());
  }

  /** Returns the check of a node's indices, which lie where {@code dense} does. */
  static Step check(Node n, Node dense) {
    int offset = dense.requireArray().offset();
    int count = dense.size();
    int limit = limit(n);
    Buffer index = dense.requireBuffer();
    String name = n.op == null ? "pick" : n.op.name();
    return () -> Indexing.check(name, (int[]) index.array, offset, count, limit);
  }

  /** Returns the number of rows or columns that an index chooses from. */
  static int limit(Node n) {
    if (n.recipe instanceof Recipe.Indexed i) {
      return switch (i.kind()) {
        case GATHER_ROWS -> n.in[0].example.shape().dim(0);
        case SCATTER_ADD_ROWS -> n.example.shape().dim(0);
        case PICK -> n.in[0].example.shape().dim(-1);
        case UNPICK, ADD_PICKED -> n.example.shape().dim(-1);
      };
    }
    return n.in[0].example.shape().dim(-1);
  }

  /** Returns whether computing a node may throw: indices that are computed, operations of users. */
  static boolean mayFail(Node n) {
    return n.recipe instanceof Recipe.Opaque || (isIndexed(n) && !isEarly(n.in[1]));
  }
}
