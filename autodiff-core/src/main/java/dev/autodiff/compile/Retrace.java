package dev.autodiff.compile;

import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Compares two traces of one function on the same examples. Where they differ, the function draws
 * random numbers or depends on state that changes, and a program would repeat what happened to be
 * there when it was traced.
 */
final class Retrace {
  /** A node of one trace and what must be the same in the other. */
  private record Pair(Tensor first, Tensor second) {}

  private final IdentityHashMap<Tensor, Tensor> same = new IdentityHashMap<>();
  private final Deque<Pair> open = new ArrayDeque<>();

  private Retrace() {}

  /**
   * Refuses two different traces.
   *
   * @throws IllegalStateException that says what differs, and what to do
   */
  static void requireSame(Trace first, Trace second) {
    Retrace r = new Retrace();
    for (int i = 0; i < first.inputs().size(); i++) {
      r.same.put(first.inputs().get(i), second.inputs().get(i));
    }
    if (!List.copyOf(first.updates().keySet()).equals(List.copyOf(second.updates().keySet()))) {
      throw changed("other parameters are updated");
    }
    List<Tensor> a = new ArrayList<>(first.outputs());
    List<Tensor> b = new ArrayList<>(second.outputs());
    a.addAll(first.updates().values());
    b.addAll(second.updates().values());
    r.pair(a, b);
    while (!r.open.isEmpty()) {
      r.compare(r.open.pop());
    }
  }

  private void pair(List<Tensor> a, List<Tensor> b) {
    if (a.size() != b.size()) {
      throw changed(b.size() + " values in place of " + a.size());
    }
    for (int i = 0; i < a.size(); i++) {
      open.push(new Pair(a.get(i), b.get(i)));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same node
  private void compare(Pair p) {
    Tensor known = same.putIfAbsent(p.first, p.second);
    if (known == p.second) {
      return;
    }
    Op a = p.first.op().orElse(null);
    Op b = p.second.op().orElse(null);
    if (known != null || !describe(a).equals(describe(b))) {
      throw changed(describe(b) + " in place of " + describe(a));
    }
    if (a != null) {
      pair(p.first.inputs(), p.second.inputs());
    } else if (Trace.parameterOf(p.first) != Trace.parameterOf(p.second)) {
      throw changed("another parameter is used");
    } else if (Trace.parameterOf(p.first) == null) {
      NdArray x = Trace.exampleValue(p.first);
      NdArray y = Trace.exampleValue(p.second);
      if (x != y && !x.equals(y)) {
        throw changed("a constant of shape " + x.shape() + " has other values");
      }
    }
  }

  private static String describe(@org.jspecify.annotations.Nullable Op op) {
    return op == null ? "a leaf" : op.toString();
  }

  private static IllegalStateException changed(String what) {
    return new IllegalStateException(
        "Program: traced twice on the same inputs, the function did two different things ("
            + what
            + "). A random draw or a state that changes would be compiled in and repeated at every run."
            + " Pass what changes as an input of the function.");
  }
}
