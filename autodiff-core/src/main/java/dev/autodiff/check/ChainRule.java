package dev.autodiff.check;

import dev.autodiff.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whether a gradient is right because its parts are: every operation by itself, and every sum. What
 * that takes besides: the graph is the whole function, the parts were asked for what the check was,
 * and errors too small to be seen in a part stay small in the whole.
 */
final class ChainRule {
  private static final double SMALL = 1e-3;

  private final RecordedGraph graph;
  private final GradientCheck.Options options;
  private final GradientReport.Builder report;

  ChainRule(RecordedGraph graph, GradientCheck.Options options, GradientReport.Builder report) {
    this.graph = graph;
    this.options = options;
    this.report = report;
  }

  /**
   * Reports that the gradient is right, if that follows.
   *
   * @param leastSeen the smallest relative error that would have been seen in every part
   */
  void run(Probe probe, double leastSeen) {
    double[] v =
        Directions.across(new SplittableRandom(options.seed()), graph.result.value().toDoubles());
    double error = isWhole(probe) ? error(v, leastSeen) : Double.NaN;
    if (error <= SMALL) {
      report.rightByParts(error);
    }
  }

  /**
   * Whether the graph gives what the function gives at another point: nothing that depends on the
   * inputs is hidden in a constant, a parameter of an operation or the choice of operations.
   */
  private boolean isWhole(Probe probe) {
    Probe there = probe.moved(options.seed());
    List<Tensor> inputs = there.variables();
    Map<Tensor, Tensor> moved = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      moved.put(graph.leaves.get(i), inputs.get(i));
    }
    return graph.replay(moved).value().equals(there.apply(inputs).value());
  }

  /**
   * The largest error of a gradient, relative to it, that small ones of the parts can make, or that
   * asking for the leaves alone makes instead of for all nodes.
   */
  private double error(double[] v, double ofParts) {
    double epsilon = Roundoff.epsilon(graph.result);
    SweepRounding sweeps = new SweepRounding(graph.result, graph.leaves);
    List<double[][]> samples = sweeps.samples(v, ofParts / epsilon);
    Pullback asked = Pullback.of(options.differentiator(), graph.result, graph.leaves);
    double[][] g = asked.of(v);
    List<Tensor> nodes = graph.differentiable();
    double[][] ofNodes = Pullback.of(options.differentiator(), graph.result, nodes).of(v);
    double worst = samples.isEmpty() ? Double.NaN : 0;
    for (int i = 0; i < g.length; i++) {
      int place = nodes.indexOf(graph.leaves.get(i)); // −1 if the result does not depend on it
      double size = 0;
      double off = 0;
      for (int j = 0; j < g[i].length; j++) {
        size = Math.max(size, Math.abs(g[i][j]));
        off = Math.max(off, Math.abs(g[i][j] - (place < 0 ? 0 : ofNodes[place][j])));
        for (double[][] sample : samples) {
          off = Math.max(off, Math.abs(sample[i][j]));
        }
      }
      worst = Math.max(worst, off == 0 ? 0 : off / size); // NaN stays NaN
    }
    return worst;
  }
}
