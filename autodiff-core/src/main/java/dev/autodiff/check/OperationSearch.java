package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks each operation of a graph by itself, at the inputs that it had. */
final class OperationSearch {
  private static final int SMALL = 64;
  private static final int SHOWN = 3;

  private static final Optional<Reason> VACUOUS = Optional.of(Reason.VACUOUS);
  private static final double NEARLY = 10; // times what is meaningful, where it is right elsewhere
  private static final Set<Reason> HIDING = EnumSet.of(Reason.NOISY, Reason.VACUOUS);
  private static final String AT_UNIT_SIZE =
      " (at inputs of size 1: at those of the function rounding hides it)";

  private final Set<String> atKinks = new TreeSet<>(); // operations that state what they do there
  private double leastSeen;
  private final Probe probe;
  private final RecordedGraph graph;
  private final GradientCheck.Options options;
  private final Precision precision;
  private final GradientReport.Builder report;

  /**
   * @param probe of the function that the graph was recorded of
   */
  OperationSearch(
      Probe probe,
      RecordedGraph graph,
      GradientCheck.Options options,
      Precision precision,
      GradientReport.Builder report) {
    this.probe = probe;
    this.graph = graph;
    this.options = options;
    this.precision = precision;
    this.report = report;
  }

  /**
   * Reports the operations whose derivative, at the inputs that they had, is wrong.
   *
   * @return DISAGREE if there are any, AGREE if all are right
   */
  Verdict run() {
    int found = 0;
    boolean open = false;
    for (Tensor node : graph.nodes) {
      boolean hasElements =
          node.shape().size() > 0 && node.inputs().stream().allMatch(t -> t.shape().size() > 0);
      if (node.op().isPresent() && RecordedGraph.isDifferentiable(node) && hasElements) {
        GradientReport own = examineOrNull(node);
        if (own == null) {
          open = true;
          continue;
        }
        if (own.agrees()) {
          leastSeen = Math.max(leastSeen, own.smallestDetectable());
        }
        boolean isHidden = own.reason().filter(HIDING::contains).isPresent();
        GradientReport other = isHidden ? examineAtUnitSize(node) : null;
        boolean isZero = own.reason().equals(VACUOUS) && own.worst().difference() == 0;
        double coarsely = other != null && other.agrees() ? seenOfOpen(own) : Double.NaN;
        if (own.verdict() == Verdict.DISAGREE) {
          blame(node, own, "", found++);
        } else if (other != null && other.verdict() == Verdict.DISAGREE && hasNoMemory(node)) {
          blame(node, other, AT_UNIT_SIZE, found++);
        } else if (coarsely <= NEARLY * precision.meaningful()) {
          leastSeen = Math.max(leastSeen, coarsely);
        } else {
          open |= own.verdict() == Verdict.INCONCLUSIVE && !isZero;
        }
      }
    }
    if (found > SHOWN) {
      report.remark("and the derivatives of %s more operations".formatted(found - SHOWN));
    }
    if (found == 0 && !atKinks.isEmpty() && !report.disagrees()) {
      report.remark(
          String.join(", ", atKinks)
              + (atKinks.size() == 1
                  ? " took the derivative that it states there"
                  : " took the derivatives that they state there"));
    }
    return found > 0 ? Verdict.DISAGREE : open ? Verdict.INCONCLUSIVE : Verdict.AGREE;
  }

  /** Reports an operation that is wrong, after so many others. */
  private void blame(Tensor node, GradientReport own, String where, int before) {
    String label = graph.label(node);
    if (before == 0) {
      report.node(label);
      if (!report.disagrees()) { // at a kink of the function, which alone tells nothing
        report.seeBesides(own.worst(), 0, "an operation is wrong by itself" + where);
      }
    }
    if (before < SHOWN) {
      List<String> says = new ArrayList<>(own.remarks());
      says.add(0, own.headline() + scaling(node));
      report.remark(
          label + ": its own derivative is wrong%s: ".formatted(where) + String.join("; ", says));
    }
  }

  /** The smallest relative error that would have been seen in every operation that agrees. */
  double leastSeen() {
    return leastSeen;
  }

  /**
   * The check of one operation at inputs as large as 1, where saturated ones round less; null where
   * it has none.
   */
  private @Nullable GradientReport examineAtUnitSize(Tensor node) {
    try {
      return examine(atUnitSize(node, node.op().orElseThrow()));
    } catch (RuntimeException e) { // refused, as outside of a domain
      return null;
    }
  }

  /**
   * The smallest error that would have been seen in every comparison that rounding left open,
   * relative to its own derivative; infinite if there are others, NaN if one saw none.
   */
  private static double seenOfOpen(GradientReport own) {
    boolean isAll = own.findings().size() == own.inconclusive();
    return isAll && own.findings().stream().allMatch(Comparison::isOnlyNoisy)
        ? own.findings().stream()
            .mapToDouble(c -> c.tolerance() / Math.abs(c.analytic()))
            .max()
            .orElse(Double.NaN)
        : Double.POSITIVE_INFINITY;
  }

  /** An operation on inputs as large as 1 in place of those that a node was computed from. */
  private Tensor atUnitSize(Tensor node, Op op) {
    List<Tensor> inputs = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      Tensor in = node.inputs().get(k);
      if (RecordedGraph.isDifferentiable(in)) {
        double[] x = Directions.ofUnitSize(in.value().toDoubles());
        String name = in.op().isPresent() ? "input " + k : graph.word(in);
        in = Tensor.variable(name, Probe.array(x, in));
      }
      inputs.add(in);
    }
    return inputs.get(0).apply(op, inputs);
  }

  /**
   * Whether the operation that the function applies in this place at another point has the same
   * rule. One made for each call may hold numbers of the point, as a saved value: then its rule is
   * meant for that point alone.
   */
  private boolean hasNoMemory(Tensor node) {
    List<Tensor> other;
    try {
      other = Nodes.of(probe.nearZero());
    } catch (RuntimeException e) { // refused, as outside of a domain
      return false;
    }
    Op op =
        other.size() == graph.nodes.size() ? other.get(graph.place(node)).op().orElse(null) : null;
    if (op == null || !op.name().equals(node.op().orElseThrow().name())) {
      return false;
    }
    double[] v = Directions.weights(options.seed(), node.shape().size());
    return Arrays.deepEquals(
        atUnitSizeGradients(node, node.op().orElseThrow(), v), atUnitSizeGradients(node, op, v));
  }

  private double[][] atUnitSizeGradients(Tensor node, Op op, double[] v) {
    Tensor y = atUnitSize(node, op);
    List<Tensor> inputs = y.inputs().stream().filter(RecordedGraph::isDifferentiable).toList();
    return Pullback.of(options.differentiator(), y, inputs).of(v);
  }

  private @Nullable GradientReport examineOrNull(Tensor node) {
    try {
      return examine(node);
    } catch (RuntimeException e) { // thrown by the operation, asked by itself
      report.remark("%s could not be looked at by itself: %s".formatted(graph.label(node), e));
      return null;
    }
  }

  /** The check of one operation at the inputs that it had. */
  private GradientReport examine(Tensor node) {
    List<NdArray> point = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      Tensor in = node.inputs().get(k);
      if (RecordedGraph.isDifferentiable(in)) {
        String word = graph.word(in);
        point.add(in.value());
        names.add(in.op().isPresent() || names.contains(word) ? "input " + k : word);
      }
    }
    NdArray[] values = node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
    Probe own = new Probe(Conventions.alone(node, values), point);
    Probe twin = own.epsilon > 0x1p-52 ? own.inDoubles() : own;
    List<Tensor> leaves = own.variables();
    Tensor y = own.apply(leaves);
    GradientReport.Builder b = new GradientReport.Builder("gradient");
    Clues clues = new Clues(new RecordedGraph(y, leaves, names), leaves);
    Pullback gradients = Pullback.of(options.differentiator(), y, leaves);
    Result result =
        node == graph.result
            ? Result.beside(names, y.shape())
            : new Result(node.op().orElseThrow().name(), y.shape());
    SweepRounding rounding = SweepRounding.of(options.differentiator(), y, leaves);
    Examination e = new Examination(twin, names, result, gradients, rounding, precision, clues, b);
    e.directions(2, options.seed());
    int size = point.stream().mapToInt(NdArray::size).sum();
    boolean small = size <= SMALL && y.shape().size() <= SMALL;
    if (!b.disagrees() && small) { // past kinks
      e.elements();
    }
    if (!b.disagrees()) {
      Conventions stated = new Conventions(node, leaves, names, result, gradients, precision, b);
      if (small) {
        stated.elements();
      } else {
        stated.directions(options.seed());
      }
      if (stated.compared() > 0 && graph.place(node) >= 0) {
        atKinks.add(node.op().orElseThrow().name());
      }
    }
    if (!b.disagrees()) {
      Consistency.of(y, leaves, point, names, options, b);
    }
    return b.report(0);
  }

  /** Says so if an operation's derivative is not linear in the gradient that comes in. */
  private String scaling(Tensor node) {
    double[] v = Directions.across(new SplittableRandom(options.seed()), node.value().toDoubles());
    NdArray once = Probe.array(v, node);
    NdArray thrice = Probe.array(Arrays.stream(v).map(w -> 3 * w).toArray(), node);
    for (int k = 0; k < node.inputs().size(); k++) {
      if (RecordedGraph.isDifferentiable(node.inputs().get(k))) {
        double[] a = new Use(node, k).part(options.differentiator(), once).toDoubles();
        double[] b = new Use(node, k).part(options.differentiator(), thrice).toDoubles();
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
}
