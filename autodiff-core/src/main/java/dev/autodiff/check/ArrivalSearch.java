package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Looks for a node at which a wrong gradient arrives though every operation is right: sums of what
 * several users send, and the order of the sweep.
 */
final class ArrivalSearch {
  private static final int MOVED = 200; // each costs a run through the graph per evaluation
  private static final int COUNTED = 6; // parts of a sum

  private final RecordedGraph graph;
  private final GradientCheck.Options options;
  private final Precision precision;
  private final GradientReport.Builder report;

  ArrivalSearch(
      RecordedGraph graph,
      GradientCheck.Options options,
      Precision precision,
      GradientReport.Builder report) {
    this.graph = graph;
    this.options = options;
    this.precision = precision;
    this.report = report;
  }

  /** Reports a node whose gradient is not the sum of what its users send. */
  boolean sums() {
    List<Tensor> nodes = graph.differentiable();
    Map<Tensor, NdArray> arrived = new HashMap<>();
    NdArray weights = array(weights(), graph.result);
    List<NdArray> all = options.differentiator().gradients(graph.result, weights, nodes);
    for (int i = 0; i < nodes.size(); i++) {
      arrived.put(nodes.get(i), all.get(i));
    }
    for (int i = nodes.size() - 2; i >= 0; i--) {
      Tensor node = nodes.get(i);
      List<double[]> parts = new ArrayList<>();
      for (Use use : graph.uses(node)) {
        NdArray adjoint = arrived.get(use.user());
        parts.add(
            adjoint == null
                ? new double[node.shape().size()]
                : use.part(options.differentiator(), adjoint).toDoubles());
      }
      double[] own = arrived.getOrDefault(node, node.value()).toDoubles();
      int[] once = new int[parts.size()];
      Arrays.fill(once, 1);
      if (!isSum(own, parts, once)) {
        blame(node, how(node, own, parts));
        return true;
      }
    }
    return false;
  }

  /** How often each part was counted instead of once, if that explains it. */
  private String how(Tensor node, double[] own, List<double[]> parts) {
    List<Use> uses = graph.uses(node);
    if (parts.size() == 1) {
      return ": not what %s sends by itself".formatted(graph.label(uses.get(0).user()));
    }
    int[] best = {};
    int fewest = parts.size() + 1;
    int combinations = parts.size() > COUNTED ? 0 : (int) Math.pow(3, parts.size());
    for (int c = 0; c < combinations; c++) {
      int[] times = new int[parts.size()];
      int changes = 0;
      for (int k = 0, rest = c; k < times.length; k++, rest /= 3) {
        times[k] = rest % 3;
        changes += times[k] == 1 ? 0 : 1;
      }
      if (changes < fewest && isSum(own, parts, times)) {
        best = times;
        fewest = changes;
      }
    }
    StringBuilder s = new StringBuilder();
    for (int k = 0; k < best.length; k++) {
      if (best[k] != 1) {
        s.append(s.isEmpty() ? ": what " : ", what ").append(graph.label(uses.get(k).user()));
        s.append(best[k] == 0 ? " sends is missing" : " sends counts twice");
      }
    }
    return s.isEmpty() ? ": not the sum of what they send" : s.toString();
  }

  private void blame(Tensor node, String how) {
    int users = graph.uses(node).size();
    String label = graph.label(node);
    report.node(label);
    report.remark(
        "the gradient that arrives at %s is wrong though %s right%s"
            .formatted(
                label,
                users == 1 ? "that of its user is" : "those of its " + users + " users are",
                how));
  }

  /** Whether {@code own} is the sum of the parts, each so many times. */
  private boolean isSum(double[] own, List<double[]> parts, int[] times) {
    double largest = 0;
    double[] sum = new double[own.length];
    double[] size = new double[own.length];
    for (int k = 0; k < parts.size(); k++) {
      for (int j = 0; j < own.length; j++) {
        double p = parts.get(k)[j];
        sum[j] += times[k] * p;
        size[j] += Math.abs(p);
        largest = Math.max(largest, size[j]);
      }
    }
    for (int j = 0; j < own.length; j++) {
      double slack = precision.rounding() * size[j] + precision.cancellation() * largest;
      if (Double.isFinite(sum[j]) && !(Math.abs(own[j] - sum[j]) <= slack)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reports a node whose gradient is not the numerical derivative as its value is moved, though
   * those of its users are.
   */
  void moves() {
    List<Tensor> nodes = graph.differentiable();
    if (nodes.size() > MOVED) {
      report.remark("every operation is right by itself: the fault is in how they are joined");
      return;
    }
    SplittableRandom rng = new SplittableRandom(options.seed());
    double[] v = weights();
    for (int i = nodes.size() - 2; i >= 0; i--) {
      Tensor node = nodes.get(i);
      double[] g = Pullback.of(options.differentiator(), graph.result, List.of(node)).of(v)[0];
      double[] x = node.value().toDoubles();
      double[] u = Directions.along(rng, x);
      Probe probe = new Probe(z -> graph.replay(node, z.get(0)), List.of(node.value()));
      NumericDerivative d = new Differences(probe).along(0, u, v);
      String place = "direction of " + graph.word(node);
      Comparison c = new Judge(precision, 0, 0, false).compare(place, Probe.dot(u, g), d, 0);
      if (c.verdict() == Verdict.DISAGREE) {
        blame(node, ": " + c);
        return;
      }
    }
  }

  private double[] weights() {
    return Directions.across(
        new SplittableRandom(options.seed()), graph.result.value().toDoubles());
  }

  /** Numbers as the value of a node. */
  static NdArray array(double[] values, Tensor like) {
    return NdArray.wrap(values, like.shape()).cast(like.dtype());
  }
}
