package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Finds the node that a wrong gradient comes from: first an operation whose own derivative, at the
 * inputs it had, is wrong; then a node whose gradient is not the sum of what its users send; then a
 * constant that changes with the inputs; then, by moving the values of nodes, one whose gradient is
 * wrong though those of its users are right.
 */
final class NodeSearch {
  private static final int LARGEST = 2000;
  private static final int MOVED = 200; // each costs a run through the graph per evaluation
  private static final int SMALL = 64;
  private static final int SHOWN = 3;

  private final RecordedGraph graph;
  private final GradientCheck.Options options;
  private final Differentiator differentiator;
  private final Precision precision;
  private final long seed;
  private final GradientReport.Builder report;

  NodeSearch(
      RecordedGraph graph,
      GradientCheck.Options options,
      Precision precision,
      GradientReport.Builder report) {
    this.graph = graph;
    this.options = options;
    this.differentiator = options.differentiator();
    this.precision = precision;
    this.seed = options.seed();
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
    if (!operations() && !arrivals() && !constants(probe)) {
      moves();
    }
  }

  // --- operations by themselves

  private boolean operations() {
    int found = 0;
    for (Tensor node : graph.nodes) {
      if (node.op().isPresent() && node.isDifferentiable()) {
        GradientReport own = examine(node);
        if (own.disagreeing() > 0) {
          String label = graph.label(node);
          if (found == 0) {
            report.node(label);
          }
          if (++found <= SHOWN) {
            List<String> says = new ArrayList<>(own.remarks());
            says.add(0, own.headline() + scaling(node));
            report.remark(label + ": its own derivative is wrong: " + String.join("; ", says));
          }
        }
      }
    }
    if (found > SHOWN) {
      report.remark("and the derivatives of %s more operations".formatted(found - SHOWN));
    }
    return found > 0;
  }

  /** The check of one operation at the inputs that it had. */
  private GradientReport examine(Tensor node) {
    List<NdArray> point = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Tensor in : node.inputs()) {
      if (in.isDifferentiable()) {
        point.add(in.value());
        String word = graph.word(in);
        names.add(in.op().isPresent() || names.contains(word) ? "input " + names.size() : word);
      }
    }
    Probe own = new Probe(alone(node), point);
    Probe twin = own.epsilon > 0x1p-52 ? own.inDoubles() : own;
    List<Tensor> leaves = own.variables();
    Tensor y = own.apply(leaves);
    GradientReport.Builder b = new GradientReport.Builder("gradient");
    Clues clues = new Clues(new RecordedGraph(y, leaves, names), leaves);
    Pullback gradients = Pullback.of(differentiator, y, leaves);
    Examination e = new Examination(twin, names, y.shape(), gradients, precision, clues, b);
    e.directions(2, seed);
    int size = point.stream().mapToInt(NdArray::size).sum();
    if (!b.disagrees() && size <= SMALL && y.shape().size() <= SMALL) { // past kinks
      e.elements();
    }
    if (!b.disagrees()) {
      Consistency.of(y, leaves, names, options, b);
    }
    return b.report(0);
  }

  /** Says so if an operation's derivative is not linear in the gradient that comes in. */
  private String scaling(Tensor node) {
    double[] v = Directions.across(new SplittableRandom(seed), node.value().toDoubles());
    NdArray once = array(v, node);
    NdArray thrice = array(Arrays.stream(v).map(w -> 3 * w).toArray(), node);
    for (int k = 0; k < node.inputs().size(); k++) {
      if (node.inputs().get(k).isDifferentiable()) {
        double[] a = new Use(node, k).part(differentiator, once).toDoubles();
        double[] b = new Use(node, k).part(differentiator, thrice).toDoubles();
        double squares = Probe.dot(a, a);
        double ratio = Probe.dot(a, b) / squares;
        if (squares > 0 && Math.abs(ratio - 3) > 1e-3) {
          return Math.abs(ratio - 1) < 1e-3
              ? "; the gradient that comes in is ignored"
              : "; not linear in the gradient that comes in: 3 times that gives %s times as much"
                  .formatted(Comparison.number(ratio, 4));
        }
      }
    }
    return "";
  }

  /** An operation as a function of its differentiable inputs. */
  private static Function<List<Tensor>, Tensor> alone(Tensor node) {
    return variables -> {
      List<Tensor> in = new ArrayList<>();
      int next = 0;
      for (Tensor t : node.inputs()) {
        if (t.isDifferentiable()) {
          in.add(variables.get(next++));
        } else {
          boolean floating = t.dtype().isFloating();
          in.add(Tensor.of(floating ? t.value().cast(variables.get(0).dtype()) : t.value()));
        }
      }
      return in.get(0).apply(node.op().orElseThrow(), in);
    };
  }

  // --- what arrives at nodes

  private boolean arrivals() {
    List<Tensor> nodes = graph.differentiable();
    Map<Tensor, NdArray> arrived = new HashMap<>();
    NdArray weights = array(weights(), graph.result);
    List<NdArray> all = differentiator.gradients(graph.result, weights, nodes);
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
                : use.part(differentiator, adjoint).toDoubles());
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
    int combinations = parts.size() > 6 ? 0 : (int) Math.pow(3, parts.size());
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

  // --- constants that are none

  private boolean constants(Probe probe) {
    SplittableRandom rng = new SplittableRandom(seed);
    List<NdArray> moved = new ArrayList<>();
    for (NdArray x : probe.point) {
      double[] values = x.toDoubles();
      double[] u = Directions.along(rng, values);
      for (int j = 0; j < values.length; j++) {
        values[j] += 0x1p-10 * u[j];
      }
      moved.add(NdArray.wrap(values, x.shape()).cast(x.dtype()));
    }
    List<Tensor> here = graph.nodes;
    Probe there = probe.at(moved);
    List<Tensor> other = Nodes.of(there.apply(there.variables()));
    for (int i = 0; i < here.size() && here.size() == other.size(); i++) {
      Tensor constant = here.get(i);
      boolean leaf = constant.op().isEmpty() && !constant.isDifferentiable();
      boolean used = !graph.uses(constant).isEmpty();
      if (leaf && used && !constant.value().equals(other.get(i).value())) {
        Tensor user = graph.uses(constant).get(0).user();
        report.node(graph.label(user));
        report.remark(
            "%s, an input of %s, changes with the function's inputs: is it detached, or computed outside the graph?"
                .formatted(graph.label(constant), graph.label(user)));
        return true;
      }
    }
    return false;
  }

  // --- nodes moved by hand

  private void moves() {
    List<Tensor> nodes = graph.differentiable();
    if (nodes.size() > MOVED) {
      report.remark("every operation is right by itself: the fault is in how they are joined");
      return;
    }
    SplittableRandom rng = new SplittableRandom(seed);
    double[] v = weights();
    for (int i = nodes.size() - 2; i >= 0; i--) {
      Tensor node = nodes.get(i);
      double[] g = Pullback.of(differentiator, graph.result, List.of(node)).of(v)[0];
      double[] x = node.value().toDoubles();
      double[] u = Directions.along(rng, x);
      Probe probe = new Probe(z -> graph.replay(node, z.get(0)), List.of(node.value()));
      NumericDerivative d = new Differences(probe).along(0, u, v);
      String place = "direction of " + graph.word(node);
      Comparison c = new Judge(precision, 0, 0, 0, false).compare(place, Probe.dot(u, g), d, 0);
      if (c.verdict() == Verdict.DISAGREE) {
        blame(node, ": " + c);
        return;
      }
    }
  }

  private double[] weights() {
    return Directions.across(new SplittableRandom(seed), graph.result.value().toDoubles());
  }

  private static NdArray array(double[] values, Tensor like) {
    return NdArray.wrap(values, like.shape()).cast(like.dtype());
  }
}
