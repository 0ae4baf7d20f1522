package dev.autodiff.examples.experiment;

import dev.autodiff.Tensor;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Christopher Olah's example e = (a + b)·(b + 1), differentiated forwards and backwards.
 *
 * <p>Source: "Calculus on Computational Graphs: Backpropagation" (2015),
 * https://colah.github.io/posts/2015-08-Backprop/.
 */
@Command(
    name = "olah",
    description = "e = (a+b)(b+1): forward mode once per input, reverse mode once for all.",
    footer = {
      "",
      "Examples:",
      "  autodiff experiment olah",
      "  autodiff experiment olah --a 5 --b -1 --json"
    })
public final class Olah extends JsonCommand {
  @Option(
      names = "--a",
      paramLabel = "NUMBER",
      description = "Value of a (default: ${DEFAULT-VALUE}).")
  private double a = 2;

  @Option(
      names = "--b",
      paramLabel = "NUMBER",
      description = "Value of b (default: ${DEFAULT-VALUE}).")
  private double b = 1;

  @Override
  protected boolean run(Output out) {
    Tensor ta = Tensor.variable("a", a);
    Tensor tb = Tensor.variable("b", b);
    Tensor c = ta.add(tb).named("c");
    Tensor d = tb.add(1).named("d");
    Tensor e = c.mul(d).named("e");
    ScalarGraph graph = new ScalarGraph(e);

    out.format("Olah's graph: e = (a + b)·(b + 1) at a = %s, b = %s", text(a), text(b));
    out.line();
    out.line(graph.values());
    out.line();

    List<Double> byA = graph.forward(ta);
    List<Double> byB = graph.forward(tb);
    out.line("Forward mode: from one input up to every node; one sweep for each input");
    out.line();
    Table forward = Table.of("node", "∂node/∂a", "∂node/∂b");
    for (int i = 0; i < graph.nodes().size(); i++) {
      forward.row(ScalarGraph.name(graph.nodes().get(i)), byA.get(i), byB.get(i));
    }
    out.line(forward);
    out.line();

    List<Double> adjoints = graph.reverse();
    out.line("Reverse mode: from the result down to every node; one sweep for all inputs");
    out.line();
    Table reverse = Table.of("node", "∂e/∂node");
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      reverse.row(ScalarGraph.name(graph.nodes().get(i)), adjoints.get(i));
    }
    out.line(reverse);
    out.line();

    out.line("Chain rule over every path");
    out.line();
    out.line("  " + graph.chainRule(ta));
    out.line("  " + graph.chainRule(tb));
    out.line();

    Map<String, Double> found = new LinkedHashMap<>();
    for (int i = 0; i < adjoints.size(); i++) {
      found.put(ScalarGraph.name(graph.nodes().get(i)), adjoints.get(i));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    graph.nodes().forEach(node -> values.put(ScalarGraph.name(node), node.item()));
    out.fact("values", values);
    out.fact("forward", Map.of("a", last(byA), "b", last(byB)));
    out.fact("reverse", found);

    // By hand: e = ab + a + b² + b, so ∂e/∂a = b + 1 and ∂e/∂b = a + 2b + 1.
    boolean passed =
        close(last(byA), b + 1)
            && close(last(byB), a + 2 * b + 1)
            && close(found.getOrDefault("a", Double.NaN), b + 1)
            && close(found.getOrDefault("b", Double.NaN), a + 2 * b + 1);
    out.format(
        "By hand: ∂e/∂a = b + 1 = %s, ∂e/∂b = a + 2b + 1 = %s: both modes %s.",
        text(b + 1), text(a + 2 * b + 1), passed ? "agree" : "DISAGREE");
    return passed;
  }

  private static double last(List<Double> list) {
    return list.get(list.size() - 1);
  }

  private static boolean close(double x, double expected) {
    return Math.abs(x - expected) <= 1e-12 * Math.max(1, Math.abs(expected));
  }

  private static String text(double d) {
    return Table.number(d);
  }
}
