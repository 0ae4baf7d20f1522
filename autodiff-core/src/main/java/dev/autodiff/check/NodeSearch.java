package dev.autodiff.check;

import dev.autodiff.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Finds the node that a wrong gradient comes from: first an operation whose own derivative, at the
 * inputs it had, is wrong; then a node whose gradient is not the sum of what its users send; then a
 * constant that changes with the inputs; then, by moving the values of nodes, one whose gradient is
 * wrong though those of its users are right.
 */
final class NodeSearch {
  private static final int LARGEST = 2000;

  private final RecordedGraph graph;
  private final GradientCheck.Options options;
  private final Precision precision;
  private final GradientReport.Builder report;

  NodeSearch(
      RecordedGraph graph,
      GradientCheck.Options options,
      Precision precision,
      GradientReport.Builder report) {
    this.graph = graph;
    this.options = options;
    this.precision = precision;
    this.report = report;
  }

  /**
   * Reports the node, if there is one.
   *
   * @param probe of the whole function
   */
  void run(Probe probe) {
    if (graph.nodes.size() > LARGEST) {
      report.remark(
          "the graph has %s nodes: too many to look for the one at fault"
              .formatted(graph.nodes.size()));
      return;
    }
    ArrivalSearch arrivals = new ArrivalSearch(graph, options, precision, report);
    boolean found =
        new OperationSearch(probe, graph, options, precision, report).run() == Verdict.DISAGREE
            || arrivals.sums()
            || constants(probe);
    if (!found) {
      arrivals.moves();
    }
  }

  /**
   * Decides what the function's own differences leave open by the chain rule: a gradient is wrong
   * if that of an operation is by itself, at its recorded inputs and with the derivatives stated at
   * kinks, or a sum of gradients is; right if none is and the {@link ChainRule} holds.
   */
  void runByParts(Probe probe) {
    if (graph.nodes.size() <= LARGEST) {
      OperationSearch operations = new OperationSearch(probe, graph, options, precision, report);
      Verdict parts = operations.run();
      ArrivalSearch arrivals = new ArrivalSearch(graph, options, precision, report);
      if (parts == Verdict.DISAGREE || arrivals.sums()) {
        return;
      }
      if (parts == Verdict.AGREE && arrivals.isComplete() && report.isOnlyNoisy()) {
        new ChainRule(graph, options, report).run(probe, operations.leastSeen());
      }
    }
  }

  /** Reports a constant that changes with the inputs. */
  private boolean constants(Probe probe) {
    Optional<Tensor> found = changed(probe);
    found.ifPresent(
        constant -> {
          Tensor user = graph.uses(constant).get(0).user();
          report.node(graph.label(user));
          report.remark(
              "%s, an input of %s, changes with the function's inputs: is it detached, or computed outside the graph?"
                  .formatted(graph.label(constant), graph.label(user)));
        });
    return found.isPresent();
  }

  /** A constant that is another at a point nearby, if that has a graph of the same size. */
  private Optional<Tensor> changed(Probe probe) {
    List<Tensor> here = graph.nodes;
    Probe there = probe.moved(options.seed());
    List<Tensor> other = Nodes.of(there.apply(there.variables()));
    for (int i = 0; i < here.size() && here.size() == other.size(); i++) {
      Tensor constant = here.get(i);
      boolean leaf = constant.op().isEmpty() && !constant.isDifferentiable();
      boolean used = !graph.uses(constant).isEmpty();
      if (leaf && used && !constant.value().equals(other.get(i).value())) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
