package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph behind a result: its nodes, who uses whom, and what to call them. */
final class RecordedGraph {
  final Tensor result;
  final List<Tensor> leaves;

  /** Inputs before users; the result is the last. */
  final List<Tensor> nodes;

  private final Map<Tensor, String> names = new HashMap<>();
  private final Map<Tensor, Integer> places = new HashMap<>();
  private final Map<Tensor, List<Use>> uses = new HashMap<>();

  /**
   * @param names of the leaves
   */
  RecordedGraph(Tensor result, List<Tensor> leaves, List<String> names) {
    this.result = result;
    this.leaves = leaves;
    this.nodes = Nodes.of(result);
    for (int i = 0; i < leaves.size(); i++) {
      this.names.put(leaves.get(i), names.get(i));
    }
    for (int i = 0; i < nodes.size(); i++) {
      Tensor user = nodes.get(i);
      places.put(user, i);
      for (int k = 0; k < user.inputs().size(); k++) {
        uses.computeIfAbsent(user.inputs().get(k), t -> new ArrayList<>()).add(new Use(user, k));
      }
    }
  }

  int place(Tensor node) {
    return places.getOrDefault(node, -1);
  }

  List<Use> uses(Tensor node) {
    return uses.getOrDefault(node, List.of());
  }

  /** The nodes that gradients reach. */
  List<Tensor> differentiable() {
    return nodes.stream().filter(RecordedGraph::isDifferentiable).toList();
  }

  /** Whether gradients reach a node: not the integers that were computed from a variable. */
  static boolean isDifferentiable(Tensor node) {
    return node.isDifferentiable() && node.dtype().isFloating();
  }

  /** Evaluates the result again with another value of one node. */
  Tensor replay(Tensor node, Tensor value) {
    return replay(Map.of(node, value));
  }

  /** Evaluates the result again with other values of some nodes. */
  Tensor replay(Map<Tensor, Tensor> values) {
    Map<Tensor, Tensor> moved = new HashMap<>(values);
    for (Tensor t : nodes) {
      if (!moved.containsKey(t) && t.inputs().stream().anyMatch(moved::containsKey)) {
        List<Tensor> in = t.inputs().stream().map(x -> moved.getOrDefault(x, x)).toList();
        Op op = t.op().orElseThrow();
        moved.put(t, in.get(0).apply(op, in));
      }
    }
    return moved.getOrDefault(result, result);
  }

  /** Whether a reader can tell what is meant: a constant without a name could be any. */
  boolean isNamed(Tensor node) {
    return names.containsKey(node) || node.name().isPresent() || node.op().isPresent();
  }

  /** A node in a word or two: its name, or its operation. */
  String word(Tensor node) {
    String given = names.get(node);
    if (given != null) {
      return given;
    }
    String kind =
        node.op().map(Op::toString).orElse(node.isDifferentiable() ? "a variable" : "a constant");
    return node.name().orElse(kind);
  }

  /**
   * A node so that it can be found, such as {@code operation mul (of W and x, shape [2, 3], node 7
   * of 12)}.
   */
  String label(Tensor node) {
    String where = "shape %s, node %d of %d".formatted(node.shape(), place(node) + 1, nodes.size());
    if (node.op().isEmpty()) {
      return "%s (%s)".formatted(word(node), where);
    }
    List<String> of = node.inputs().stream().map(this::word).toList();
    String list =
        of.size() > 4
            ? of.size() + " inputs"
            : String.join(of.size() == 2 ? " and " : ", ", of); // as one says it
    String name = node.name().map(n -> n + ", ").orElse("");
    return "operation %s (%sof %s, %s)".formatted(node.op().get(), name, list, where);
  }
}
