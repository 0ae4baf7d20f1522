package dev.autodiff.examples.experiment;

import com.google.common.collect.ImmutableList;
import com.google.common.graph.SuccessorsFunction;
import com.google.common.graph.Traverser;
import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.examples.cli.Table;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;

/** A small graph of scalars, written out: values, local derivatives on the edges, chain rule. */
final class ScalarGraph {
  private final Tensor result;
  private final ImmutableList<Tensor> nodes;

  ScalarGraph(Tensor result) {
    this.result = result;
    this.nodes =
        ImmutableList.copyOf(
            Traverser.forGraph((SuccessorsFunction<Tensor>) Tensor::inputs)
                .depthFirstPostOrder(result));
  }

  /** Returns the differentiable nodes, inputs before their users. */
  List<Tensor> nodes() {
    return nodes.stream().filter(Tensor::isDifferentiable).toList();
  }

  /** Returns the derivative of a node by one of its direct inputs, all others held fixed. */
  static double local(Tensor node, int input) {
    Op op = node.op().orElseThrow();
    Tensor d = op.vjp(input, node.filled(1), node.inputs().toArray(Tensor[]::new), node);
    return d == null ? 0 : d.item();
  }

  /** Returns how each node is computed, its value, and the derivatives on its incoming edges. */
  Table values() {
    Table table = Table.of("node", "computed as", "value", "local derivatives");
    for (Tensor node : nodes()) {
      List<String> edges = new ArrayList<>();
      for (int i = 0; i < node.inputs().size(); i++) {
        Tensor input = node.inputs().get(i);
        if (input.isDifferentiable()) {
          edges.add(fraction(node, input) + " = " + Table.number(local(node, i)));
        }
      }
      table.row(name(node), formula(node), node.item(), String.join(", ", edges));
    }
    return table;
  }

  /** Returns the derivative of every node by {@code x}, as forward mode finds it on the way up. */
  List<Double> forward(Tensor x) {
    return nodes().stream()
        .map(node -> Autodiff.pushforward(node, x, Tensor.scalar(1)).item())
        .toList();
  }

  /** Returns the derivative of the result by every node, from one backward sweep. */
  List<Double> reverse() {
    Tensor[] all = nodes().toArray(Tensor[]::new);
    var gradients = Autodiff.gradients(result, all);
    return nodes().stream().map(node -> gradients.of(node).item()).toList();
  }

  /**
   * Returns ∂result/∂x by the chain rule over every path, such as {@code ∂e/∂b = ∂e/∂c·∂c/∂b +
   * ∂e/∂d·∂d/∂b = 2·1 + 3·1 = 5}. Paths can be many: for small graphs only.
   */
  String chainRule(Tensor x) {
    List<String> symbols = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    double sum = paths(result, x, "", "", 1, symbols, numbers);
    return fraction(result, x)
        + " = "
        + String.join(" + ", symbols)
        + " = "
        + String.join(" + ", numbers)
        + " = "
        + Table.number(sum);
  }

  private static double paths(
      Tensor from,
      Tensor to,
      String symbol,
      String number,
      double product,
      List<String> symbols,
      List<String> numbers) {
    if (from == to) {
      symbols.add(symbol);
      numbers.add(number);
      return product;
    }
    double sum = 0;
    String dot = symbol.isEmpty() ? "" : "·";
    for (int i = 0; i < from.inputs().size(); i++) {
      Tensor input = from.inputs().get(i);
      double d = input.isDifferentiable() ? local(from, i) : 0;
      String factor = d < 0 ? "(" + Table.number(d) + ")" : Table.number(d);
      if (input.isDifferentiable()) {
        sum +=
            paths(
                input,
                to,
                symbol + dot + fraction(from, input),
                number + dot + factor,
                product * d,
                symbols,
                numbers);
      }
    }
    return sum;
  }

  static String name(Tensor node) {
    return node.name().orElseGet(() -> node.op().isPresent() ? "·" : Table.number(node.item()));
  }

  private static String fraction(Tensor y, Tensor x) {
    return "∂" + name(y) + "/∂" + name(x);
  }

  private static String formula(Tensor node) {
    List<String> in = node.inputs().stream().map(ScalarGraph::name).toList();
    return switch (node.op().map(Op::name).orElse("")) {
      case "" -> "";
      case "add" -> in.get(0) + " + " + in.get(1);
      case "sub" -> in.get(0) + " − " + in.get(1);
      case "mul" -> in.get(0) + "·" + in.get(1);
      case "div" -> in.get(0) + "/" + in.get(1);
      case "square" -> in.get(0) + "²";
      default -> node.op().map(Op::name).orElse("") + "(" + String.join(", ", in) + ")";
    };
  }
}
