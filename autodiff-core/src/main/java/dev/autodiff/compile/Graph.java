package dev.autodiff.compile;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.UnaryKernel;
import dev.autodiff.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A traced function as nodes, inputs before users, simplified as it is built: constants are folded,
 * equal computations shared, neutral operands dropped. What nothing needs is left out.
 */
final class Graph {
  final List<Node> inputs = new ArrayList<>();
  final List<Node> outputs = new ArrayList<>();
  final Map<Node, Node> updates = new LinkedHashMap<>(); // parameter leaf to its next value

  /** All nodes that are needed, inputs before users. */
  final List<Node> nodes = new ArrayList<>();

  /** Nodes that were simplified away, but whose indices must be in range. */
  final List<Node> checked = new ArrayList<>();

  private final IdentityHashMap<Tensor, Node> made = new IdentityHashMap<>();
  private final IdentityHashMap<Parameter, Node> parameters = new IdentityHashMap<>();
  private final Map<Object, Node> shared = new HashMap<>();
  private int ids;

  /** Operations of the traced function. */
  int traced;

  private Graph() {}

  static Graph of(Trace trace) {
    Graph g = new Graph();
    for (Tensor t : trace.inputs()) {
      Node n = g.leaf(Node.Kind.INPUT, Trace.exampleValue(t).dense(), null);
      g.made.put(t, n);
      g.inputs.add(n);
    }
    for (Tensor t : trace.outputs()) {
      g.outputs.add(g.node(t));
    }
    trace.updates().forEach((p, t) -> g.updates.put(g.parameter(p), g.node(t)));
    g.outputs.replaceAll(n -> n.root().kind == Node.Kind.INPUT ? g.copyOf(n) : g.settled(n));
    g.updates.replaceAll((p, n) -> g.settled(n));
    g.collect();
    if (ScaledSoftmax.fuse(g)) {
      g.collect();
    }
    if (AccumulatedUpdates.fuse(g)) {
      g.collect();
    }
    return g;
  }

  /** Returns a copy of what would no longer be there when it is read: a parameter's old value. */
  private Node settled(Node n) {
    return updates.containsKey(n.root()) ? copyOf(n) : n;
  }

  private Node copyOf(Node n) {
    return made(new Recipe.Cast(), n.example, n);
  }

  /** Returns how often each node is read: by nodes, as an output, as a parameter's next value. */
  IdentityHashMap<Node, Integer> uses() {
    IdentityHashMap<Node, Integer> uses = new IdentityHashMap<>();
    for (Node n : nodes) {
      for (Node in : n.in) {
        uses.merge(in, 1, Integer::sum);
      }
    }
    outputs.forEach(n -> uses.merge(n, 1, Integer::sum));
    updates.values().forEach(n -> uses.merge(n, 1, Integer::sum));
    return uses;
  }

  private Node leaf(Node.Kind kind, NdArray example, @Nullable Parameter p) {
    return Node.leaf(ids++, kind, example, p);
  }

  private Node parameter(Parameter p) {
    return parameters.computeIfAbsent(p, q -> leaf(Node.Kind.PARAMETER, q.value().dense(), q));
  }

  /** Makes the node of a tensor and of all it was computed from, without recursion. */
  private Node node(Tensor root) {
    Deque<Tensor> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Tensor t = stack.peek();
      if (made.containsKey(t)) {
        stack.pop();
        continue;
      }
      boolean ready = true;
      List<Tensor> inputs = t.inputs();
      for (int i = inputs.size() - 1; i >= 0; i--) {
        if (!made.containsKey(inputs.get(i))) {
          stack.push(inputs.get(i));
          ready = false;
        }
      }
      if (ready) {
        stack.pop();
        made.put(t, make(t, inputs));
      }
    }
    return get(root);
  }

  private Node get(Tensor t) {
    Node n = made.get(t);
    if (n == null) {
      throw new AssertionError();
    }
    return n;
  }

  private Node make(Tensor t, List<Tensor> inputs) {
    Op op = t.op().orElse(null);
    NdArray example = Trace.exampleValue(t);
    if (op == null) {
      Parameter p = Trace.parameterOf(t);
      return p != null ? parameter(p) : constant(example);
    }
    traced++;
    Node[] in = new Node[inputs.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = get(inputs.get(i));
    }
    return operation(op, in, example);
  }

  private Node constant(NdArray value) {
    boolean filled = java.lang.reflect.Array.getLength(value.storage()) == 1;
    Object key =
        filled
            ? List.of(
                "constant",
                value.shape(),
                value.dtype(),
                java.lang.reflect.Array.get(value.storage(), 0))
            : new Object();
    return shared.computeIfAbsent(key, k -> leaf(Node.Kind.CONSTANT, value, null));
  }

  private Node operation(Op op, Node[] operands, NdArray example) {
    Recipe recipe = op.recipe();
    Node[] in = operands;
    boolean sameElements = false;
    if (recipe instanceof Recipe.Reduction r) {
      if (Patterns.sumsSingleElements(r, in[0])) {
        checked.add(in[0]);
        in = new Node[] {in[0].in[0]}; // each row has one element that is not 0, and this is it
      }
      sameElements = in[0].size() == example.size();
    }
    boolean opaque = recipe instanceof Recipe.Opaque;
    boolean fold = !opaque;
    for (Node n : in) {
      fold &= n.kind == Node.Kind.CONSTANT;
    }
    if (fold) {
      return constant(folded(recipe, in, example));
    }
    NdArray shown = example.dense();
    if (sameElements || recipe instanceof Recipe.View) {
      shown = viewOf(op, in[0].example, example.shape());
      boolean copies = shown.storage() != in[0].example.storage();
      recipe = copies ? new Recipe.Cast() : Recipe.VIEW;
    }
    if (recipe instanceof Recipe.Indexed i
        && i.kind() == Recipe.Indexed.Kind.PICK
        && Patterns.isLogSoftmax(in[0])) {
      return made(Recipe.PICK_LOG_SOFTMAX, example, in[0].in[0], in[1]);
    }
    if (recipe instanceof Recipe.Unary u
        && u.kernel() == UnaryKernel.EXP
        && Patterns.isLogSoftmax(in[0])) {
      return made(new Recipe.Softmax(example.rank() - 1, false), example, in[0].in[0]);
    }
    Node difference = difference(recipe, in, example);
    if (difference != null) {
      return difference;
    }
    Node simple = Patterns.simplify(recipe, in);
    if (simple != null) {
      return simple;
    }
    Node throughSlope = throughSlope(recipe, in, example);
    if (throughSlope != null) {
      return throughSlope;
    }
    List<Object> key = new ArrayList<>();
    key.add(opaque ? op : op.getClass().getName() + " " + op);
    for (Node n : in) {
      key.add(n.id);
    }
    Recipe finalRecipe = recipe;
    NdArray finalExample = shown;
    Node[] finalIn = in;
    return shared.computeIfAbsent(
        key, k -> Node.operation(ids++, op, finalRecipe, finalIn, finalExample));
  }

  /** Returns a folded constant, as one stored number if all its elements are the same. */
  private static NdArray folded(Recipe recipe, Node[] in, NdArray value) {
    if (recipe instanceof Recipe.View) { // of what a user may hold, unless it is one number
      return in[0].isFilled() ? NdArray.full(value.dtype(), in[0].first(), value.shape()) : value;
    }
    return value.size() > 0 && Patterns.repeatsOne(value)
        ? NdArray.full(value.dtype(), value.get(new int[value.rank()]), value.shape())
        : value;
  }

  /**
   * Returns what a view operation makes of {@code x}: the operation's own view, or for a reduction
   * of nothing a new shape.
   */
  static NdArray viewOf(Op op, NdArray x, Shape shape) {
    return op.recipe() instanceof Recipe.View ? op.forward(new NdArray[] {x}) : x.reshape(shape);
  }

  /** Returns the node of a computation that was not in the trace. */
  private Node made(Recipe recipe, NdArray example, Node... in) {
    List<Object> key = new ArrayList<>(List.of(recipe));
    for (Node n : in) {
      key.add(n.id);
    }
    NdArray dense = example.dense();
    return shared.computeIfAbsent(key, k -> Node.operation(ids++, null, recipe, in, dense));
  }

  /**
   * Rewrites sums with a negated operand as differences, and the reverse: exactly the same, in one
   * operation; and sums with a matrix that has one element a row (of which a zero may change its
   * sign).
   */
  private @Nullable Node difference(Recipe recipe, Node[] in, NdArray example) {
    if (!(recipe instanceof Recipe.Binary b)) {
      return null;
    }
    BinaryKernel k = b.kernel();
    Recipe sub = new Recipe.Binary(BinaryKernel.SUB);
    if (k == BinaryKernel.ADD && Patterns.isUnpicked(in[1])) {
      return addPicked(in[1], in[0], example);
    }
    if (k == BinaryKernel.ADD && Patterns.isUnpicked(in[0])) {
      return addPicked(in[0], in[1], example);
    }
    if (k == BinaryKernel.SUB && Patterns.isUnpicked(in[0]) && !Patterns.isUnpicked(in[1])) {
      Node negated = made(new Recipe.Unary(UnaryKernel.NEG), example, in[1]);
      return addPicked(in[0], negated, example);
    }
    if (k == BinaryKernel.ADD && Patterns.isNegation(in[1])) {
      return made(sub, example, in[0], in[1].in[0]);
    }
    if (k == BinaryKernel.ADD && Patterns.isNegation(in[0])) {
      return made(sub, example, in[1], in[0].in[0]);
    }
    return k == BinaryKernel.SUB && Patterns.isNegation(in[1])
        ? made(new Recipe.Binary(BinaryKernel.ADD), example, in[0], in[1].in[0])
        : null;
  }

  /** Multiplies by the derivative of sigmoid or tanh in one operation, with the same roundings. */
  private @Nullable Node throughSlope(Recipe recipe, Node[] in, NdArray example) {
    if (!(recipe instanceof Recipe.Binary b) || b.kernel() != BinaryKernel.CHAIN) {
      return null;
    }
    Node sigmoid = Patterns.sigmoidOfSlope(in[1]);
    if (sigmoid != null) {
      return made(new Recipe.Binary(BinaryKernel.CHAIN_SIGMOID), example, in[0], sigmoid);
    }
    Node tanh = Patterns.tanhOfSlope(in[1]);
    return tanh == null
        ? null
        : made(new Recipe.Binary(BinaryKernel.CHAIN_TANH), example, in[0], tanh);
  }

  /** Adds picked elements where they belong, instead of a matrix that is mostly zeros. */
  private Node addPicked(Node unpicked, Node to, NdArray example) {
    Recipe recipe = new Recipe.Indexed(Recipe.Indexed.Kind.ADD_PICKED);
    return made(recipe, example, unpicked.in[0], unpicked.in[1], to);
  }

  /**
   * Lists what outputs and updates need, in the order the nodes were made, which is inputs before
   * users.
   */
  private void collect() {
    nodes.clear();
    IdentityHashMap<Node, Boolean> needed = new IdentityHashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    open.addAll(inputs);
    open.addAll(outputs);
    open.addAll(updates.keySet());
    open.addAll(updates.values());
    checked.forEach(n -> open.add(n.in[1]));
    while (!open.isEmpty()) {
      Node n = open.pop();
      if (needed.put(n, true) == null) {
        for (Node i : n.in) {
          open.push(i);
        }
      }
    }
    nodes.addAll(needed.keySet());
    nodes.sort(java.util.Comparator.comparingInt(n -> n.id));
  }
}
