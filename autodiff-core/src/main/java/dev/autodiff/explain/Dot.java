package dev.autodiff.explain;

import com.google.common.graph.Graph;
import dev.autodiff.Tensor;
import java.util.IdentityHashMap;

/** The computation graph in Graphviz's DOT language: {@code dot -Tsvg graph.dot}. */
public final class Dot {
  private static final int LARGEST_VALUE_SHOWN = 6;

  private Dot() {}

  /**
   * Returns the graph of everything that {@code results} were computed from, inputs below, edges
   * labelled by position.
   */
  public static String of(Tensor... results) {
    Graph<Tensor> graph = GraphView.of(results);
    IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
    StringBuilder out =
        new StringBuilder("digraph {\n  rankdir=BT;\n  node [fontname=\"Helvetica\"];\n");
    for (Tensor t : graph.nodes()) {
      numbers.put(t, numbers.size());
      out.append("  n").append(numbers.get(t)).append(" [label=\"").append(escape(label(t)));
      out.append("\", shape=").append(t.op().isPresent() ? "ellipse" : "box");
      out.append(t.isDifferentiable() ? "" : ", style=dashed").append("];\n");
    }
    for (Tensor t : graph.nodes()) {
      for (int i = 0; i < t.inputs().size(); i++) {
        out.append("  n")
            .append(numbers.get(t.inputs().get(i)))
            .append(" -> n")
            .append(numbers.get(t));
        out.append(t.inputs().size() > 1 ? " [taillabel=\"" + i + "\"]" : "").append(";\n");
      }
    }
    return out.append("}\n").toString();
  }

  private static String label(Tensor t) {
    StringBuilder s = new StringBuilder(t.name().orElse(""));
    t.op().ifPresent(op -> s.append(s.isEmpty() ? "" : " = ").append(op));
    if (s.isEmpty()) {
      s.append("constant");
    }
    if (t.value().size() <= LARGEST_VALUE_SHOWN) {
      s.append('\n').append(t.value());
    } else {
      s.append('\n').append(t.shape());
    }
    return s.toString();
  }

  private static String escape(String s) {
    return s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
