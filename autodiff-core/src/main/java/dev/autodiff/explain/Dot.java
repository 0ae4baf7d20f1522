package dev.autodiff.explain;

import com.google.common.graph.Graph;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The computation graph in Graphviz's DOT language: {@code dot -Tsvg graph.dot}.
 *
 * <p>Boxes are leaves, dashed where gradients do not reach; ellipses are operations. Below the name
 * stands the value, in six digits, or the shape, such as 32×784, where there is more than a short
 * vector. Inputs lie below the operations that use them; where an operation has several, the edge
 * says which it is, from 0.
 */
public final class Dot {
  private static final int LONGEST_VECTOR_SHOWN = 4;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Dot() {}

  /** Returns the graph of everything that {@code results} were computed from. */
  public static String of(Tensor... results) {
    Graph<Tensor> graph = GraphView.of(results);
    IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
    StringBuilder out = new StringBuilder("digraph {\n  rankdir=BT;\n");
    out.append("  node [fontname=\"Helvetica\"];\n");
    out.append(
        "  edge [fontname=\"Helvetica\", fontsize=9, fontcolor=gray40, labeldistance=1.7, labelangle=35];\n");
    for (Tensor t : graph.nodes()) {
      int n = numbers.size();
      numbers.put(t, n);
      out.append("  n%s [label=\"%s\", ".formatted(n, escape(label(t))));
      out.append(t.op().isPresent() ? "shape=ellipse" : "shape=box");
      out.append(t.isDifferentiable() ? "];\n" : ", style=dashed];\n");
    }
    for (Tensor t : graph.nodes()) {
      List<Tensor> inputs = t.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        out.append("  n%s -> n%s".formatted(numbers.get(inputs.get(i)), numbers.get(t)));
        out.append(inputs.size() > 1 ? " [headlabel=\"%s\"];\n".formatted(i) : ";\n");
      }
    }
    return out.append("}\n").toString();
  }

  private static String label(Tensor t) {
    String name = t.name().orElse("");
    String op = t.op().map(Object::toString).orElse("");
    String head = name.isEmpty() || op.isEmpty() ? name + op : name + " = " + op;
    String value = value(t.value());
    if (head.isEmpty()) {
      return t.value().rank() == 0 ? value : "constant\n" + value;
    }
    return head + "\n" + value;
  }

  private static String value(NdArray a) {
    if (a.rank() == 1 && a.size() > LONGEST_VECTOR_SHOWN) {
      return "length " + a.size();
    }
    if (a.rank() > 1) {
      return Arrays.stream(a.shape().toArray())
          .mapToObj(Integer::toString)
          .collect(Collectors.joining("×"));
    }
    StringBuilder s = new StringBuilder();
    for (double v : a.toDoubles()) {
      s.append(s.isEmpty() ? "" : ", ").append(number(v));
    }
    return a.rank() == 0 ? s.toString() : "[" + s + "]";
  }

  private static String number(double v) {
    if (!Double.isFinite(v) || v == 0) {
      return NdArray.scalar(v == 0 ? 0 : v).toString().replace(".0", "");
    }
    BigDecimal d = new BigDecimal(v).round(SIX_DIGITS).stripTrailingZeros();
    int exponent = d.precision() - d.scale() - 1;
    return exponent < -4 || exponent >= 9 ? d.toString() : d.toPlainString();
  }

  private static String escape(String s) {
    return s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
