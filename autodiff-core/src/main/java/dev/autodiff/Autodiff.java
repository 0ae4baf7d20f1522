package dev.autodiff;

import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of differentiation.
 *
 * <table>
 * <caption>Which verb</caption>
 * <tr><td>{@link #gradients}</td><td>reverse mode through a graph that is there; arrays</td></tr>
 * <tr><td>{@link #differentiableGradients}</td><td>the same as nodes, to differentiate again</td></tr>
 * <tr><td>{@link #pushforward}</td><td>forward mode through a graph that is there; a node</td></tr>
 * <tr><td>{@link #vjp}, {@link #jvp}</td><td>one row or column combination of a function's Jacobian</td></tr>
 * <tr><td>{@link #jacobian}, {@link #hessian}, {@link #hvp}</td><td>whole matrices, and H·v without the matrix</td></tr>
 * </table>
 *
 * <p>Nothing is stored in tensors and nothing is retained: calls are independent of each other and
 * safe from any thread.
 */
public final class Autodiff {
  private Autodiff() {}

  /**
   * Returns the gradients ∂y/∂x of a scalar by any nodes of its graph, leaves or not, in one
   * backward sweep.
   *
   * @throws IllegalArgumentException if {@code y} has more than one element or a target is a
   *     constant
   */
  public static Gradients gradients(Tensor y, Tensor... targets) {
    return gradients(y, Targets.of("gradients", targets));
  }

  /**
   * Returns the gradients of a scalar by parameters, at the values that {@code y} was computed
   * with.
   */
  public static Gradients gradients(Tensor y, List<Parameter> parameters) {
    return gradients(y, Targets.of(parameters));
  }

  private static Gradients gradients(Tensor y, Targets targets) {
    @Nullable Tensor[] swept = sweep(y, one(y), targets, false);
    NdArray[] values = new NdArray[swept.length];
    for (int i = 0; i < values.length; i++) {
      Tensor g = swept[i];
      values[i] = g == null ? targets.zeros(i) : g.value();
    }
    return new Gradients(targets, values);
  }

  /**
   * Returns the gradients as nodes of the graph, so that they can be differentiated again, by the
   * same rules and the same sweep as {@link #gradients}.
   */
  public static DifferentiableGradients differentiableGradients(Tensor y, Tensor... targets) {
    return differentiableGradients(y, Targets.of("differentiableGradients", targets));
  }

  /** Returns the gradients by parameters as nodes of the graph. */
  public static DifferentiableGradients differentiableGradients(
      Tensor y, List<Parameter> parameters) {
    return differentiableGradients(y, Targets.of(parameters));
  }

  private static DifferentiableGradients differentiableGradients(Tensor y, Targets targets) {
    @Nullable Tensor[] swept = sweep(y, one(y), targets, true);
    Tensor[] values = new Tensor[swept.length];
    for (int i = 0; i < values.length; i++) {
      Tensor g = swept[i];
      values[i] = g == null ? Tensor.of(targets.zeros(i)) : g;
    }
    return new DifferentiableGradients(targets, values);
  }

  private static Tensor one(Tensor y) {
    if (y.shape().size() != 1) {
      throw new IllegalArgumentException(
          "gradients: the result must have exactly one element, but its shape is %s. Use sum() or mean() first, or vjp with a cotangent of that shape."
              .formatted(y.shape()));
    }
    return y.filled(1);
  }

  private static @Nullable Tensor[] sweep(Tensor y, Tensor seed, Targets targets, boolean record) {
    @Nullable Tensor[] result = new Tensor[targets.size()];
    if (!y.isDifferentiable()) {
      return result;
    }
    Topology graph = Topology.of(y);
    List<Integer> owners = new ArrayList<>(targets.size());
    @Nullable Tensor[] swept = Sweep.reverse(graph, seed, targets.places(graph, owners), record);
    for (int i = 0; i < swept.length; i++) {
      Tensor part = swept[i];
      Tensor sum = result[owners.get(i)];
      if (part != null) {
        result[owners.get(i)] = sum == null ? part : sum.add(part);
      }
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = result[targets.first(i)];
    }
    return result;
  }

  /**
   * Returns the derivative of {@code y} as {@code x} moves in direction {@code v}, forward through
   * the graph, as a node that can be differentiated again.
   *
   * @throws IllegalArgumentException if {@code x} is a constant or {@code v} has another shape or
   *     type
   */
  public static Tensor pushforward(Tensor y, Tensor x, Tensor v) {
    return pushforward(y, List.of(x), List.of(v));
  }

  /**
   * Returns the derivative of {@code y} as all of {@code x} move together, each in its direction:
   * Σₖ ∂y/∂xₖ·vₖ, in one forward sweep through the graph, as a node that can be differentiated
   * again.
   *
   * @throws IllegalArgumentException if there is not one direction for each node, a node is a
   *     constant or a direction has another shape or type than its node
   */
  public static Tensor pushforward(Tensor y, List<Tensor> x, List<Tensor> v) {
    if (x.size() != v.size()) {
      throw new IllegalArgumentException(
          "pushforward: there are %s nodes, but %s directions. Give one for each."
              .formatted(x.size(), v.size()));
    }
    Targets.of("pushforward", x.toArray(Tensor[]::new));
    for (int i = 0; i < v.size(); i++) {
      String what = v.size() == 1 ? "" : " " + i;
      requireLike(
          "pushforward", "direction" + what, v.get(i).rawValue(), "x" + what, x.get(i).rawValue());
    }
    if (!y.isDifferentiable()) {
      return y.filled(0);
    }
    Topology graph = Topology.of(y);
    int[] places = x.stream().mapToInt(graph::place).toArray();
    Tensor d = Sweep.forward(graph, places, v.toArray(Tensor[]::new), true);
    return d == null ? y.filled(0) : d;
  }

  /**
   * Returns J·v: the directional derivative of {@code f} at {@code x} along {@code v}, in forward
   * mode.
   */
  public static NdArray jvp(Function<Tensor, Tensor> f, NdArray x, NdArray v) {
    Tensor leaf = Tensor.variable("x", x);
    Tensor y = f.apply(leaf);
    requireLike("jvp", "direction", v, "x", x);
    if (!y.isDifferentiable()) {
      return NdArray.zeros(y.dtype(), y.shape());
    }
    Topology graph = Topology.of(y);
    Tensor d =
        Sweep.forward(graph, new int[] {graph.place(leaf)}, new Tensor[] {Tensor.of(v)}, false);
    return d == null ? NdArray.zeros(y.dtype(), y.shape()) : d.value();
  }

  /** Returns Jᵀ·u: the gradient of ⟨u, f(x)⟩, in reverse mode. */
  public static NdArray vjp(Function<Tensor, Tensor> f, NdArray x, NdArray u) {
    Tensor leaf = Tensor.variable("x", x);
    Tensor y = f.apply(leaf);
    requireLike("vjp", "cotangent", u, "the result", y.value());
    return pullback(y, u, leaf).value();
  }

  private static Tensor pullback(Tensor y, NdArray u, Tensor x) {
    Tensor g = sweep(y, Tensor.of(u), Targets.of("vjp", x), false)[0];
    return g == null ? Tensor.of(NdArray.zeros(x.dtype(), x.shape())) : g;
  }

  /**
   * Returns the Jacobian ∂yᵢ/∂xⱼ, shape [shape of y…, shape of x…]: one backward sweep for each
   * element of y or, where x has fewer elements, one forward sweep for each of those.
   */
  public static NdArray jacobian(Function<Tensor, Tensor> f, NdArray x) {
    Tensor leaf = Tensor.variable("x", x);
    return jacobian(f.apply(leaf), leaf);
  }

  private static NdArray jacobian(Tensor y, Tensor x) {
    int m = y.value().size();
    int n = x.value().size();
    boolean byColumns = n < m;
    double[] rows = new double[Math.multiplyExact(m, n)];
    Topology graph = y.isDifferentiable() ? Topology.of(y) : null;
    NdArray along = byColumns ? x.value() : y.value();
    for (int i = 0; i < along.size() && graph != null; i++) {
      double[] unit = new double[along.size()];
      unit[i] = 1;
      Tensor e = Tensor.of(NdArray.wrap(unit, along.shape()).cast(along.dtype()));
      int[] place = {graph.place(x)};
      Tensor d =
          byColumns
              ? Sweep.forward(graph, place, new Tensor[] {e}, false)
              : Sweep.reverse(graph, e, place, false)[0];
      if (d != null) {
        double[] part = d.value().toDoubles();
        for (int j = 0; j < part.length; j++) {
          rows[byColumns ? j * n + i : i * n + j] = part[j];
        }
      }
    }
    return NdArray.wrap(rows, y.shape().append(x.shape())).cast(x.dtype());
  }

  /** Returns the Hessian ∂²y/∂xᵢ∂xⱼ of a scalar function, shape [shape of x…, shape of x…]. */
  public static NdArray hessian(Function<Tensor, Tensor> f, NdArray x) {
    Tensor leaf = Tensor.variable("x", x);
    return jacobian(differentiableGradients(f.apply(leaf), leaf).of(leaf), leaf);
  }

  /**
   * Returns H·v for a scalar function without forming the Hessian: forward mode over the graph of
   * the gradient.
   */
  public static NdArray hvp(Function<Tensor, Tensor> f, NdArray x, NdArray v) {
    return jvp(leaf -> differentiableGradients(f.apply(leaf), leaf).of(leaf), x, v);
  }

  private static void requireLike(String verb, String what, NdArray a, String like, NdArray b) {
    if (!a.shape().equals(b.shape()) || a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          "%s: %s has %s %s, but %s has %s %s. Shape and type must agree."
              .formatted(verb, what, a.dtype(), a.shape(), like, b.dtype(), b.shape()));
    }
  }
}
