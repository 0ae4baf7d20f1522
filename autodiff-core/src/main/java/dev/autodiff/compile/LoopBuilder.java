package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.TernaryKernel;
import dev.autodiff.kernel.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the members of a stage into slots and instructions. */
final class LoopBuilder {
  /** Bytes of tiles that stay in the first-level cache beside the operands. */
  private static final int TILE_BYTES = 24 * 1024;

  /**
   * Runs shorter than this are not worth a loop of their own: a broadcast operand is then copied
   * out first.
   */
  private static final int SHORTEST_RUN = 64;

  private final List<Node> members = new ArrayList<>(); // without those that run with another
  private final Set<Node> inLoop = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Node, Pairs.Pair> pairs;
  private final Node first;
  private final @Nullable Node product; // whose epilogue the loop is
  private final DType dtype;
  private final List<Step> before = new ArrayList<>();
  private final List<FusedLoop.Slot> slots = new ArrayList<>();
  private final List<FusedLoop.Instruction> code = new ArrayList<>();
  private final List<Buffer> sums = new ArrayList<>();
  private final List<int[]> strides = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> slotOf = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Integer> lastReader = new IdentityHashMap<>();
  private final IdentityHashMap<Node, NdArray> operands = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Buffer> copies = new IdentityHashMap<>();
  private final List<Integer> freeTiles = new ArrayList<>();

  LoopBuilder(Stage stage) {
    this.pairs = Pairs.of(stage.members);
    inLoop.addAll(stage.members);
    Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());
    pairs.values().forEach(p -> folded.add(p.folded));
    stage.members.stream().filter(m -> !folded.contains(m)).forEach(members::add);
    this.first = stage.members.get(0);
    this.product = stage.product;
    this.dtype = first.example.dtype();
  }

  private Node resolve(Node in) {
    return Pairs.resolve(in, inLoop);
  }

  private Node[] operandsOf(Node m) {
    Pairs.Pair pair = pairs.get(m);
    return pair == null ? m.in : pair.in;
  }

  List<Step> build() {
    chooseOperands();
    for (int i = 0; i < members.size(); i++) {
      for (Node in : operandsOf(members.get(i))) {
        lastReader.put(resolve(in), i);
      }
    }
    int n = 0;
    for (Node m : members) {
      emit(m, n++);
    }
    int[] dims = first.example.shape().toArray();
    Walk walk = new Walk(dims, strides.toArray(new int[0][]));
    int perTile = Math.max(1, slots.size()) * dtype.bytes();
    int tile = Math.max(128, Math.min(2048, TILE_BYTES / perTile / 64 * 64));
    tile = Math.min(tile, Math.max(1, walk.run()));
    int origin = product == null ? 0 : product.requireBuffer().start;
    FusedLoop loop = new FusedLoop(dtype == DType.FLOAT32, tile, walk, slots, code, sums, origin);
    before.add(product == null ? loop : Products.matmul(product, loop));
    return before;
  }

  /**
   * Decides which broadcast operands are read in place: those that repeat one element, or whose
   * runs are long.
   */
  private void chooseOperands() {
    int[] dims = first.example.shape().toArray();
    List<Node> uneven = new ArrayList<>();
    List<int[]> all = new ArrayList<>();
    all.add(first.example.shape().rowMajorStrides());
    for (Node m : members) {
      for (Node in : operandsOf(m)) {
        Node from = resolve(in);
        if (from != in || operands.containsKey(from) || inLoop.contains(from)) {
          continue;
        }
        NdArray x = from.requireArray();
        operands.put(from, x);
        if (!x.isDense() && !isScalar(x)) {
          uneven.add(from);
        }
      }
    }
    for (Node u : uneven) {
      int[] s = u.requireArray().strides();
      Walk alone = new Walk(dims, all.get(0), s);
      boolean fits =
          alone.step(1) <= 1
              && alone.step(1) >= 0
              && (alone.run() >= SHORTEST_RUN || alone.runs() == 1);
      all.add(s);
      Walk together = new Walk(dims, all.toArray(new int[0][]));
      if (!fits || (together.run() < SHORTEST_RUN && together.runs() > 1)) {
        all.remove(all.size() - 1);
        copyOut(u);
      }
    }
  }

  private static boolean isScalar(NdArray x) {
    for (int i = 0; i < x.rank(); i++) {
      if (x.shape().dim(i) > 1 && x.strides()[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void copyOut(Node n) {
    NdArray x = n.requireArray();
    Buffer copy = new Buffer(dtype, x.size());
    dev.autodiff.kernel.Copy plan =
        dev.autodiff.kernel.Copy.toDense(x.shape().toArray(), x.strides());
    Buffer in = n.requireBuffer();
    before.add(() -> plan.run(in.array, x.offset(), copy.array, 0));
    copies.put(n, copy);
    operands.put(n, NdArray.over(copy.array, 0, x.shape()));
  }

  private int slot(Node in) {
    Node from = resolve(in);
    Integer known = slotOf.get(from);
    if (known != null) {
      return known;
    }
    NdArray x = operands.get(from);
    Buffer buffer = copies.containsKey(from) ? copies.get(from) : from.requireBuffer();
    if (x == null || buffer == null) {
      throw new AssertionError(from);
    }
    boolean scalar = first.size() > 1 && isScalar(x);
    FusedLoop.Slot s =
        memory(buffer, x.offset(), scalar ? new int[first.example.rank()] : aligned(x));
    s.filled =
        scalar
            || new Walk(
                        first.example.shape().toArray(),
                        first.example.shape().rowMajorStrides(),
                        aligned(x))
                    .step(1)
                == 0;
    slotOf.put(from, slots.size() - 1);
    return slots.size() - 1;
  }

  /** Returns the operand's strides; those of the loop's shape if it only renames that shape. */
  private int[] aligned(NdArray x) {
    return x.isDense() ? first.example.shape().rowMajorStrides() : x.strides();
  }

  private FusedLoop.Slot memory(Buffer buffer, int base, int[] step) {
    strides.add(step);
    FusedLoop.Slot s = new FusedLoop.Slot(buffer, base, strides.size() - 1);
    slots.add(s);
    return s;
  }

  private void emit(Node m, int index) {
    if (m.recipe instanceof Recipe.Reduction) {
      FusedLoop.Instruction i = new FusedLoop.Instruction(slot(m.in[0]), 0, 0, sums.size());
      i.sum = true;
      sums.add(m.requireBuffer());
      code.add(i);
      release(m, index);
      return;
    }
    Pairs.Pair pair = pairs.get(m);
    Node[] in = operandsOf(m);
    int a = slot(in[0]);
    int b = in.length > 1 ? slot(in[1]) : 0;
    int c = in.length > 2 ? slot(in[2]) : 0;
    if (m.recipe instanceof Recipe.Clip clip) {
      int low = constant(clip.low());
      int high = constant(clip.high());
      int middle = result(m, false);
      binary(BinaryKernel.MAXIMUM, a, low, middle);
      release(m, index);
      int to = result(m, true);
      binary(BinaryKernel.MINIMUM, middle, high, to);
      if (to != middle) {
        freeTiles.add(middle);
      }
      return;
    }
    release(m, index);
    int to = result(m, true);
    FusedLoop.Instruction i = new FusedLoop.Instruction(a, b, c, to);
    if (pair != null) {
      i.ternary = pair.kernel;
    } else if (m.recipe instanceof Recipe.Unary u) {
      i.unary = u.kernel();
    } else if (m.recipe instanceof Recipe.Binary x) {
      i.binary = x.kernel();
    } else {
      i.ternary = TernaryKernel.SELECT;
    }
    code.add(i);
  }

  private void binary(BinaryKernel k, int a, int b, int to) {
    FusedLoop.Instruction i = new FusedLoop.Instruction(a, b, 0, to);
    i.binary = k;
    code.add(i);
  }

  private int constant(double value) {
    NdArray one = NdArray.full(dtype, value, dev.autodiff.array.Shape.of(1));
    FusedLoop.Slot s =
        memory(new Buffer(dtype, 1, one.storage(), 0), 0, new int[first.example.rank()]);
    s.filled = true;
    return slots.size() - 1;
  }

  /** Gives tiles back whose last reader is member {@code index}. */
  private void release(Node m, int index) {
    for (Node in : operandsOf(m)) {
      Node from = resolve(in);
      Integer s = slotOf.get(from);
      Integer last = lastReader.get(from);
      if (s != null && last != null && last == index && slots.get(s).memory == null) {
        freeTiles.add(s);
        lastReader.remove(from); // it may be there twice
      }
    }
  }

  private int result(Node m, boolean last) {
    if (last && m.buffer != null) {
      memory(m.buffer, m.buffer.start, first.example.shape().rowMajorStrides());
      slotOf.put(m, slots.size() - 1);
      return slots.size() - 1;
    }
    int s;
    if (freeTiles.isEmpty()) {
      slots.add(new FusedLoop.Slot(null, 0, -1));
      s = slots.size() - 1;
    } else {
      s = freeTiles.remove(freeTiles.size() - 1);
    }
    if (last) {
      slotOf.put(m, s);
      if (!lastReader.containsKey(m)) {
        freeTiles.add(s); // nobody reads it
      }
    }
    return s;
  }
}
