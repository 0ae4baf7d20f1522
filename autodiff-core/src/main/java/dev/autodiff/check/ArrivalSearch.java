package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private boolean isComplete = true;

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

  /** Whether every sum could be compared: {@link #sums} skips what is not finite. */
  boolean isComplete() {
    return isComplete;
  }

  /** Reports a node whose gradient is not the sum of what its users send. */
  boolean sums() {
    List<Tensor> nodes = graph.differentiable();
    Map<Tensor, NdArray> arrived = new HashMap<>();
    NdArray weights = Probe.array(weights(), graph.result);
    List<NdArray> all = options.differentiator().gradients(graph.result, weights, nodes);
    for (int i = 0; i < nodes.size(); i++) {
      arrived.put(nodes.get(i), all.get(i));
    }
    for (int i = nodes.size() - 2; i >= 0; i--) {
      Tensor node = nodes.get(i);
      double[] own = all.get(i).toDoubles();
      List<double[]> parts = parts(node, arrived);
      int[] once = new int[parts.size()];
      Arrays.fill(once, 1);
      Optional<Comparison> wrong = difference(graph.word(node), own, parts, once);
      if (wrong.isPresent()) {
        if (!report.disagrees()) { // at a kink of the function, which alone tells nothing
          report.seeBesides(wrong.get(), 0, "a sum of gradients is wrong");
        }
        if (parts.size() > 1) {
          blame(node, how(graph.uses(node), counts(own, parts)));
        } else {
          single(node, own, arrived);
        }
        return true;
      }
    }
    return false;
  }

  /** What each use of a node sends to it. */
  private List<double[]> parts(Tensor node, Map<Tensor, NdArray> arrived) {
    List<double[]> parts = new ArrayList<>();
    for (Use use : graph.uses(node)) {
      NdArray adjoint = arrived.get(use.user());
      parts.add(
          adjoint == null
              ? new double[node.shape().size()]
              : use.part(options.differentiator(), adjoint).toDoubles());
    }
    return parts;
  }

  /** A node of one user, which sends what it should not: perhaps before all has arrived there. */
  private void single(Tensor node, double[] own, Map<Tensor, NdArray> arrived) {
    Use use = graph.uses(node).get(0);
    List<double[]> shares = new ArrayList<>();
    for (double[] part : parts(use.user(), arrived)) {
      NdArray share = Probe.array(part, use.user());
      shares.add(use.part(options.differentiator(), share).toDoubles());
    }
    int[] times = counts(own, shares);
    String label = graph.label(use.user());
    if (times.length > 1) {
      report.node(label);
      report.remark(
          "the gradient that arrives at %s is right, but it passes on another. Is the sweep out of order?%s"
              .formatted(label, how(graph.uses(use.user()), times).replaceFirst("^:", " There")));
    } else {
      blame(node, ": not what %s sends by itself".formatted(label));
    }
  }

  /** How often each part is counted in {@code own}, if that explains it; empty if not. */
  private int[] counts(double[] own, List<double[]> parts) {
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
    return best;
  }

  private String how(List<Use> uses, int[] times) {
    StringBuilder s = new StringBuilder();
    for (int k = 0; k < times.length; k++) {
      if (times[k] != 1) {
        s.append(s.isEmpty() ? ": what " : ", what ").append(graph.label(uses.get(k).user()));
        s.append(times[k] == 0 ? " sends is missing" : " sends counts twice");
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
    return difference("", own, parts, times).isEmpty();
  }

  /** An element in which {@code own} is not the sum of the parts, each so many times. */
  private Optional<Comparison> difference(
      String name, double[] own, List<double[]> parts, int[] times) {
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
      boolean comparable = Double.isFinite(sum[j]) && Double.isFinite(slack);
      isComplete &= comparable;
      if (comparable && !(Math.abs(own[j] - sum[j]) <= slack)) {
        String place = "element %d of the gradient that arrives at %s".formatted(j, name);
        return Optional.of(Comparison.wrong(place, own[j], sum[j], slack));
      }
    }
    return Optional.empty();
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
      Comparison c = Judge.compareOne(precision, place, Probe.dot(u, g), d, false);
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
}
