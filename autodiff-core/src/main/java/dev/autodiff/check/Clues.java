package dev.autodiff.check;

import com.google.common.collect.ImmutableMap;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Op;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** What the graph of a function knows that may explain a wrong gradient of it. */
final class Clues {
  private static final int MANY = 200; // nodes; of larger graphs too much would fit by chance
  private static final int LARGE = 1_000_000; // nodes times elements: several guesses for each

  /** What a derivative is mistaken for, of the input and the value of an operation. */
  private static final ImmutableMap<String, DoubleBinaryOperator> MISTAKEN =
      ImmutableMap.of(
          "1", (in, out) -> 1,
          "its value", (in, out) -> out,
          "1 − its value", (in, out) -> 1 - out,
          "v·(1 − v) of its value v", (in, out) -> out * (1 - out),
          "its input", (in, out) -> in);

  private static final ImmutableMap<String, String> SIGNS =
      ImmutableMap.of("add", " + ", "sub", " − ", "mul", "·", "div", "/");

  private final RecordedGraph graph;
  private final List<Tensor> leaves;

  Clues(RecordedGraph graph, List<Tensor> leaves) {
    this.graph = graph;
    this.leaves = leaves;
  }

  /** The number of outputs. */
  int outputs() {
    return graph.result.shape().size();
  }

  /** The shape of an input. */
  Shape shape(int input) {
    return leaves.get(input).shape();
  }

  /** The engine's gradient of one combination of the outputs by an input; NaN if it has none. */
  double[] engine(int input, double[] weights) {
    Tensor leaf = leaves.get(input);
    try {
      return Pullback.of(Differentiator.ENGINE, graph.result, List.of(leaf)).of(weights)[0];
    } catch (RuntimeException e) { // of an operation without a derivative, which is not asked for
      return NumericDerivative.filled(leaf.shape().size(), Double.NaN);
    }
  }

  /** Numbers a gradient is easily wrong by: lengths of axes, sizes, and scalars of the graph. */
  Map<Double, String> factors() {
    Map<Double, String> r = new LinkedHashMap<>();
    for (Tensor t : graph.nodes.subList(0, Math.min(MANY, graph.nodes.size()))) {
      for (int axis = 0; axis < t.shape().rank(); axis++) {
        String what = "the length of axis %d of %s".formatted(axis, graph.word(t));
        r.putIfAbsent((double) t.shape().dim(axis), what);
      }
    }
    for (Tensor t : graph.nodes.subList(0, Math.min(MANY, graph.nodes.size()))) {
      if (t.shape().size() > 1) {
        String what = "the number of elements of " + graph.word(t);
        r.putIfAbsent((double) t.shape().size(), what);
      } else if (t.shape().size() == 1 && t != graph.result && graph.isNamed(t)) {
        r.putIfAbsent(t.value().toDoubles()[0], "the value of " + described(t));
      }
    }
    for (Tensor t : graph.nodes.subList(0, Math.min(MANY, graph.nodes.size()))) {
      if (t.shape().size() == 1 && !graph.isNamed(t)) { // last: it could be any
        r.putIfAbsent(t.value().toDoubles()[0], "the value of " + described(t));
      }
    }
    return r;
  }

  private String described(Tensor t) {
    List<String> of = t.inputs().stream().map(graph::word).toList();
    String sign = t.name().isPresent() ? null : SIGNS.get(graph.word(t));
    if (sign != null && of.size() == 2) {
      return of.get(0) + sign + of.get(1);
    }
    return of.isEmpty() ? graph.word(t) : graph.word(t) + "(" + String.join(", ", of) + ")";
  }

  /** The values of one shape, which may be missing as a factor or have slipped in. */
  Map<String, double[]> operands(Shape shape) {
    Map<String, double[]> r = new LinkedHashMap<>();
    for (Tensor t : graph.nodes) {
      if (t.shape().equals(shape) && r.size() < MANY) {
        r.putIfAbsent(described(t), t.value().toDoubles());
      }
    }
    return r;
  }

  /**
   * Gradients by an input that arise if what it contributes along one edge of the graph is
   * forgotten, counted twice, of the wrong sign, or not multiplied by the derivative there; by the
   * mistake in words. Of functions with one output.
   */
  Map<String, double[]> guesses(int input) {
    Map<String, double[]> r = new LinkedHashMap<>();
    Tensor x = leaves.get(input);
    boolean large = (long) graph.nodes.size() * x.shape().size() > LARGE;
    if (graph.result.shape().size() != 1 || graph.nodes.size() > MANY || large) {
      return r;
    }
    double[] whole = engine(input, new double[] {1});
    if (Arrays.stream(whole).allMatch(Double::isNaN)) {
      return r;
    }
    NdArray seed = NdArray.full(graph.result.dtype(), 1, graph.result.shape());
    for (Tensor user : graph.differentiable()) {
      NdArray adjoint = Differentiator.ENGINE.gradients(graph.result, seed, List.of(user)).get(0);
      for (int k = 0; k < user.inputs().size(); k++) {
        if (RecordedGraph.isDifferentiable(user.inputs().get(k))) {
          guess(new Use(user, k), adjoint, x, whole, r);
        }
      }
    }
    return r;
  }

  private void guess(Use use, NdArray adjoint, Tensor x, double[] whole, Map<String, double[]> r) {
    double[] part = arriving(use, use.part(Differentiator.ENGINE, adjoint), x);
    if (Arrays.stream(part).allMatch(p -> p == 0)) {
      return; // the input has no part in it
    }
    String what = graph.label(use.user());
    if (!Arrays.equals(part, whole)) {
      boolean several =
          use.user().inputs().stream().filter(RecordedGraph::isDifferentiable).count() > 1;
      String edge = several ? "from " + graph.word(use.input()) + " " : "";
      String through = "the part " + edge + "through " + what;
      r.putIfAbsent(through + " is missing", plus(whole, part, -1));
      r.putIfAbsent(through + " counts twice", plus(whole, part, 1));
      r.putIfAbsent(through + " has the wrong sign", plus(whole, part, -2));
    }
    double[] rest = plus(whole, part, -1);
    if (adjoint.shape().equals(use.input().shape())) {
      MISTAKEN.forEach(
          (name, factor) ->
              offer(
                  name.equals("1")
                      ? "the derivative of %s is missing as a factor".formatted(what)
                      : "%s stands for the derivative of %s".formatted(name, what),
                  plus(rest, arriving(use, times(adjoint, factor, use), x), 1),
                  whole,
                  r));
      NdArray twice = use.part(Differentiator.ENGINE, use.part(Differentiator.ENGINE, adjoint));
      offer(
          "the derivative of %s counts twice as a factor".formatted(what),
          plus(rest, arriving(use, twice, x), 1),
          whole,
          r);
    }
    for (int other = 0; other < use.user().inputs().size(); other++) {
      Shape s = use.user().inputs().get(other).shape();
      if (other != use.position() && s.rank() == 2 && s.dim(0) == s.dim(1)) {
        NdArray wrong =
            use.with(other, use.user().inputs().get(other).value().transpose().dense())
                .part(Differentiator.ENGINE, adjoint);
        offer(
            "%s for its transpose in the derivative of %s"
                .formatted(graph.word(use.user().inputs().get(other)), what),
            plus(rest, arriving(use, wrong, x), 1),
            whole,
            r);
      }
    }
    if (use.input() == x) {
      first(use, adjoint, rest, r);
    }
  }

  /** Adds a guess unless it is right, as without the derivative of an addition, which is 1. */
  private static void offer(
      String words, double[] guess, double[] whole, Map<String, double[]> guesses) {
    double largest = Arrays.stream(whole).map(Math::abs).max().orElse(0);
    double apart = Arrays.stream(plus(guess, whole, -1)).map(Math::abs).max().orElse(0);
    if (apart > 1e-6 * largest) {
      guesses.putIfAbsent(words, guess);
    }
  }

  private static NdArray times(NdArray adjoint, DoubleBinaryOperator factor, Use use) {
    double[] g = adjoint.toDoubles();
    double[] in = use.input().value().toDoubles();
    double[] out = use.user().value().toDoubles();
    for (int j = 0; j < g.length; j++) {
      g[j] *= factor.applyAsDouble(in[j], out[j]);
    }
    return Probe.array(g, adjoint);
  }

  /** What becomes of a gradient by the input of a node on its way to {@code x}. */
  private static double[] arriving(Use use, NdArray gradient, Tensor x) {
    return use.input() == x
        ? gradient.toDoubles()
        : Pullback.of(Differentiator.ENGINE, use.input(), List.of(x)).of(gradient.toDoubles())[0];
  }

  /** The gradient if only the first slice of a broadcast input counted. */
  private static void first(
      Use use, NdArray adjoint, double[] rest, Map<String, double[]> guesses) {
    Shape wide = use.user().shape();
    Shape narrow = use.input().shape();
    if (wide.equals(narrow) || wide.size() == 0 || !narrow.broadcastsTo(wide)) {
      return;
    }
    try {
      NdArray g =
          use.with(use.position(), use.input().value().broadcastTo(wide).dense())
              .part(Differentiator.ENGINE, adjoint);
      for (int axis = 0; axis < wide.rank(); axis++) {
        int own = axis - (wide.rank() - narrow.rank());
        if (own < 0 || narrow.dim(own) != wide.dim(axis)) {
          g = g.slice(axis, 0, 1);
        }
      }
      guesses.put(
          "only the first slice where %s broadcasts, not the sum"
              .formatted(use.user().op().map(Op::name).orElse("")),
          plus(rest, g.toDoubles(), 1));
    } catch (IllegalArgumentException e) { // an operation that broadcasts nothing
      return;
    }
  }

  private static double[] plus(double[] a, double[] b, double factor) {
    double[] r = a.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] += factor * b[i];
    }
    return r;
  }
}
