package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives every value that outlives its stage a place. A place whose last use is over is used again;
 * a parameter's next value is written over the old one if nothing reads that any more. Values used
 * only inside one fused loop get none.
 */
final class Memory {
  private static final int FOREVER = Integer.MAX_VALUE;

  private final Graph graph;
  private final List<Stage> stages;
  private final IdentityHashMap<Node, Integer> lastUse = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Node> updateOf =
      new IdentityHashMap<>(); // next value to leaf
  private final List<List<Node>> views = new ArrayList<>(); // made by each stage
  private final List<List<Node>> ending = new ArrayList<>(); // last used by each stage
  private final List<Buffer> free = new ArrayList<>();
  private final Map<DType, Arena> arenas = new EnumMap<>(DType.class);
  private final Set<Buffer> inherited = new HashSet<>(); // taken over in the stage at hand
  private int lastFailing = -1; // the last stage whose run may end in an exception

  final List<Buffer> buffers = new ArrayList<>();

  private Memory(Graph graph, List<Stage> stages) {
    this.graph = graph;
    this.stages = stages;
  }

  static Memory plan(Graph graph, List<Stage> stages) {
    Memory m = new Memory(graph, stages);
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).members.stream().anyMatch(Checks::mayFail)) {
        m.lastFailing = i;
      }
    }
    m.findUses();
    m.sortByStage();
    m.placeLeaves();
    for (int i = 0; i < stages.size(); i++) {
      m.placeStage(i);
    }
    return m;
  }

  private void findUses() {
    for (Node n : graph.nodes) {
      for (Node in : n.in) {
        if (!n.isView()) {
          lastUse.merge(in.root(), n.stage, Math::max);
        }
      }
    }
    for (Node n : graph.outputs) {
      lastUse.put(n.root(), FOREVER);
    }
    for (Map.Entry<Node, Node> e : graph.updates.entrySet()) {
      lastUse.put(e.getValue().root(), FOREVER);
      updateOf.putIfAbsent(e.getValue(), e.getKey());
    }
  }

  private void sortByStage() {
    for (int i = 0; i < stages.size(); i++) {
      views.add(new ArrayList<>());
      ending.add(new ArrayList<>());
    }
    for (Node n : graph.nodes) {
      if (n.isView() && n.stage >= 0) {
        views.get(n.stage).add(n);
      }
      int last = lastUse.getOrDefault(n, FOREVER);
      if (n.kind == Node.Kind.OPERATION && last >= 0 && last != FOREVER) {
        ending.get(last).add(n);
      }
    }
  }

  private void placeLeaves() {
    for (Node n : graph.nodes) {
      if (n.kind == Node.Kind.OPERATION) {
        continue;
      }
      boolean own =
          n.kind == Node.Kind.PARAMETER || (n.kind == Node.Kind.INPUT && n.example.offset() != 0);
      if (own) {
        put(n, fresh(n.example.dtype(), n.size(), n.kind == Node.Kind.PARAMETER));
        n.requireBuffer().set(n.example);
      } else {
        Object storage = n.example.storage();
        int length = java.lang.reflect.Array.getLength(storage);
        n.buffer = new Buffer(n.example.dtype(), length, storage, 0);
        n.array =
            n.kind == Node.Kind.CONSTANT ? n.example : NdArray.over(storage, 0, n.example.shape());
      }
    }
    for (Node n : graph.nodes) {
      if (n.isView() && n.stage < 0) {
        view(n);
      }
    }
  }

  private static void view(Node n) {
    Op op = n.op;
    Node from = n.in[0];
    if (op != null && from.array != null) {
      n.buffer = from.buffer;
      n.array = Graph.viewOf(op, from.array, n.example.shape());
    }
  }

  private void placeStage(int index) {
    Stage s = stages.get(index);
    if (s.product != null) {
      put(s.product, take(s.product, s));
    }
    for (Node n : s.members) {
      boolean leaves = !s.fused || !n.isElementwise() || lastUse.getOrDefault(n, -1) > index;
      if (leaves) {
        Buffer b = overwritten(n, s, index);
        if (b == null) {
          b = inherited(n, s, index);
        }
        put(n, b == null ? take(n, s) : b);
      }
    }
    views.get(index).forEach(Memory::view);
    for (Node n : ending.get(index)) {
      Buffer b = n.buffer;
      if (b != null && !inherited.remove(b)) {
        free.add(b);
      }
    }
  }

  private static void put(Node n, Buffer b) {
    n.buffer = b;
    n.array = NdArray.over(b.array, b.start, n.example.shape());
  }

  /**
   * Returns the parameter's place if {@code n} is its next value and may be written over the
   * current one.
   */
  private @Nullable Buffer overwritten(Node n, Stage s, int index) {
    Node leaf = updateOf.get(n);
    boolean accumulates = Recipe.accumulatesOnto(n.recipe) >= 0;
    if (leaf == null
        || !(s.fused || accumulates)
        || !mayLieIn(leaf.requireBuffer(), n, s)
        || index < lastFailing // an update is all or nothing
        || lastUse.getOrDefault(leaf, -1) > index) {
      return null;
    }
    boolean may = accumulates ? mayAccumulate(n, leaf) : mayOverwrite(n, leaf, s);
    return may ? leaf.buffer : null;
  }

  /** Returns the place of an operand that nobody reads after {@code n} has been written over it. */
  private @Nullable Buffer inherited(Node n, Stage s, int index) {
    int onto = Recipe.accumulatesOnto(n.recipe);
    if (onto < 0 && (!s.fused || !n.isElementwise() || s.isScalar())) {
      return null;
    }
    List<Node> operands = new ArrayList<>();
    if (onto >= 0) {
      operands.add(n.in[onto]);
    } else { // of the loop, up to this operation
      s.members.subList(0, s.members.indexOf(n) + 1).forEach(m -> operands.addAll(List.of(m.in)));
    }
    for (Node from : operands) {
      Buffer b = from.buffer;
      if (b != null
          && from.kind == Node.Kind.OPERATION
          && !from.isView()
          && (from.stage < index || from == s.product)
          && lastUse.getOrDefault(from, FOREVER) == index
          && from.size() == n.size()
          && b.dtype == n.example.dtype()
          && mayLieIn(b, n, s)
          && from.requireArray().isDense()
          && !inherited.contains(b)
          && (onto >= 0 ? mayAccumulate(n, from) : mayOverwrite(n, from, s))) {
        inherited.add(b);
        return b;
      }
    }
    return null;
  }

  /** Returns whether {@code n} reads {@code place}, if at all, only as what it is added onto. */
  private static boolean mayAccumulate(Node n, Node place) {
    for (int i = 0; i < n.in.length; i++) {
      if (n.in[i].root() == place && (n.in[i] != place || i != Recipe.accumulatesOnto(n.recipe))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a loop may write {@code n} where {@code leaf} is: nothing reads it later, or in
   * another order than it is written, as a matrix product does.
   */
  private static boolean mayOverwrite(Node n, Node leaf, Stage s) {
    if (s.product != null && Arrays.stream(s.product.in).anyMatch(in -> in.root() == leaf)) {
      return false;
    }
    int own = s.members.indexOf(n);
    for (int i = own + 1; i < s.members.size(); i++) {
      for (Node in : s.members.get(i).in) {
        if (in.root() == leaf) {
          return false;
        }
      }
    }
    for (Node in : n.in) {
      if (in.root() == leaf && in != leaf) {
        return false; // read in another order than it is written
      }
    }
    for (int i = 0; i < own; i++) {
      for (Node in : s.members.get(i).in) {
        if (in.root() == leaf && in != leaf) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns whether what computes {@code n} can write it there. */
  private static boolean mayLieIn(Buffer b, Node n, Stage s) {
    return b.start == 0 || anywhere(n, s);
  }

  /** Returns whether what computes {@code n} can write from any place of an array on. */
  private static boolean anywhere(Node n, Stage s) {
    return n == s.product
        || (s.fused && n.isElementwise() && !s.isScalar())
        || n.recipe instanceof Recipe.MatMul
        || n.recipe instanceof Recipe.Cast
        || n.recipe instanceof Recipe.Concat
        || n.recipe instanceof Recipe.Put
        || Recipe.accumulatesOnto(n.recipe) >= 0;
  }

  private Buffer take(Node n, Stage s) {
    DType dtype = n.example.dtype();
    Buffer best = null;
    for (Buffer b : free) {
      if (b.dtype == dtype
          && b.length >= n.size()
          && mayLieIn(b, n, s)
          && (best == null || b.length < best.length)) {
        best = b;
      }
    }
    if (best != null) {
      free.remove(best);
      return best;
    }
    Buffer b = fresh(dtype, n.size(), anywhere(n, s));
    buffers.add(b);
    return b;
  }

  private Buffer fresh(DType dtype, int length, boolean anywhere) {
    return anywhere && Arena.takes(dtype, length)
        ? arenas.computeIfAbsent(dtype, Arena::new).take(length)
        : new Buffer(dtype, length);
  }
}
