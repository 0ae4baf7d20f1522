package dev.autodiff;

import dev.autodiff.op.Op;
import org.jspecify.annotations.Nullable;

/**
 * The two traversals: cotangents from a result towards its inputs, tangents from inputs towards a
 * result. Each visits a node once, and only nodes that lie between the result and a target.
 *
 * <p>Whether derivatives can themselves be differentiated is a matter of what the rules are given:
 * the nodes themselves, or detached constants of the same values, on which operations record
 * nothing.
 */
final class Sweep {
  private Sweep() {}

  /**
   * Returns the derivative of ⟨seed, y⟩ with respect to each target; null for one that {@code y}
   * does not depend on.
   */
  static @Nullable Tensor[] reverse(Topology graph, Tensor seed, int[] targets, boolean record) {
    int n = graph.size();
    boolean[] needed = new boolean[n];
    for (int t : targets) {
      if (t >= 0) {
        needed[t] = true;
      }
    }
    for (int i = 0; i < n; i++) {
      Tensor[] inputs = graph.node(i).rawInputs();
      for (int k = 0; k < inputs.length && !needed[i]; k++) {
        int p = inputs[k].isDifferentiable() ? graph.place(inputs[k]) : -1;
        needed[i] = p >= 0 && needed[p];
      }
    }
    boolean[] kept = new boolean[n];
    for (int t : targets) {
      if (t >= 0) {
        kept[t] = true;
      }
    }
    @Nullable Tensor[] cotangents = new Tensor[n];
    cotangents[n - 1] = seed;
    for (int i = n - 1; i >= 0; i--) {
      Tensor g = cotangents[i];
      Tensor node = graph.node(i);
      Op op = node.opOrNull();
      if (g == null || op == null || !needed[i]) {
        continue;
      }
      Tensor[] inputs = node.rawInputs();
      Tensor[] in = record ? inputs : detached(inputs);
      Tensor out = record ? node : node.detach();
      for (int k = 0; k < inputs.length; k++) {
        int p = inputs[k].isDifferentiable() ? graph.place(inputs[k]) : -1;
        if (p < 0 || !needed[p]) {
          continue;
        }
        Tensor part = op.vjp(k, g, in, out);
        if (part != null) {
          requireShape(op, k, part, inputs[k]);
          Tensor sum = cotangents[p];
          cotangents[p] = sum == null ? part : sum.add(part);
        }
      }
      if (!kept[i]) {
        cotangents[i] = null; // its last use is over
      }
    }
    @Nullable Tensor[] result = new Tensor[targets.length];
    for (int i = 0; i < targets.length; i++) {
      result[i] = targets[i] < 0 ? null : cotangents[targets[i]];
    }
    return result;
  }

  /**
   * Returns the directional derivative of the last node along the given tangents; null for zero.
   */
  static @Nullable Tensor forward(
      Topology graph, int[] sources, Tensor[] directions, boolean record) {
    int n = graph.size();
    @Nullable Tensor[] tangents = new Tensor[n];
    for (int i = 0; i < sources.length; i++) {
      int s = sources[i];
      if (s >= 0) {
        Tensor sum = tangents[s];
        tangents[s] = sum == null ? directions[i] : sum.add(directions[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      Tensor node = graph.node(i);
      Op op = node.opOrNull();
      if (op == null) {
        continue;
      }
      Tensor[] inputs = node.rawInputs();
      @Nullable Tensor[] d = new Tensor[inputs.length];
      boolean any = false;
      for (int k = 0; k < inputs.length; k++) {
        int p = inputs[k].isDifferentiable() ? graph.place(inputs[k]) : -1;
        d[k] = p < 0 ? null : tangents[p];
        any |= d[k] != null;
      }
      if (any) {
        Tensor t = op.jvp(d, record ? inputs : detached(inputs), record ? node : node.detach());
        Tensor own = tangents[i]; // a source that depends on another
        tangents[i] = own == null ? t : t == null ? own : own.add(t);
      }
    }
    return tangents[n - 1];
  }

  private static Tensor[] detached(Tensor[] inputs) {
    Tensor[] r = new Tensor[inputs.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = inputs[i].detach();
    }
    return r;
  }

  private static void requireShape(Op op, int k, Tensor part, Tensor input) {
    if (!part.shape().equals(input.shape()) || part.dtype() != input.dtype()) {
      throw new IllegalStateException(
          "%s: the derivative for input %s has %s %s, but the input has %s %s. Correct the operation's vjp."
              .formatted(op.name(), k, part.dtype(), part.shape(), input.dtype(), input.shape()));
    }
  }
}
