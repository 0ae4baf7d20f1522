package dev.autodiff.compile;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.TernaryKernel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations of a loop that run together with the one operation that reads their value: one
 * pass over the tile instead of two, with the same roundings.
 */
final class Pairs {
  /** Two operations as one: {@code folded} runs with the node that this belongs to. */
  static final class Pair {
    final TernaryKernel kernel;
    final Node[] in;
    final Node folded;

    private Pair(TernaryKernel kernel, Node folded, Node other) {
      this.kernel = kernel;
      this.in = new Node[] {folded.in[0], folded.in[1], other};
      this.folded = folded;
    }
  }

  private final List<Node> members;
  private final Set<Node> inLoop = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Node, Integer> position = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Integer> reads = new IdentityHashMap<>();
  private final IdentityHashMap<Buffer, Integer> written = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Pair> pairs = new IdentityHashMap<>();

  private Pairs(List<Node> members) {
    this.members = members;
  }

  /** Returns the pairs of a loop, by the later of the two operations. */
  static IdentityHashMap<Node, Pair> of(List<Node> members) {
    Pairs p = new Pairs(members);
    p.find();
    return p.pairs;
  }

  /** Returns the member that an operand is, or the operand itself if it comes from outside. */
  static Node resolve(Node in, Set<Node> members) {
    Node from = in.through();
    return from.isElementwise() && members.contains(from) ? from : in;
  }

  private void find() {
    inLoop.addAll(members);
    for (int i = 0; i < members.size(); i++) {
      Node m = members.get(i);
      position.put(m, i);
      if (m.buffer != null) {
        written.put(m.buffer, i);
      }
      for (Node in : m.in) {
        reads.merge(resolve(in, inLoop), 1, Integer::sum);
      }
    }
    for (Node m : members) {
      if (m.recipe instanceof Recipe.Binary b) {
        for (int i = m.in.length - 1; i >= 0 && !pairs.containsKey(m); i--) {
          fold(m, b.kernel(), i);
        }
      }
    }
  }

  /** Lets operand {@code i} of {@code m} run with it, if that can be. */
  private void fold(Node m, BinaryKernel outer, int i) {
    Node from = resolve(m.in[i], inLoop);
    if (from.recipe instanceof Recipe.Binary b
        && inLoop.contains(from)
        && from.buffer == null
        && reads.getOrDefault(from, 0) == 1
        && !pairs.containsKey(from)
        && staysUntil(m, from)) {
      TernaryKernel k = kernel(b.kernel(), outer, i);
      if (k != null) {
        pairs.put(m, new Pair(k, from, m.in[1 - i]));
      }
    }
  }

  /** Returns whether no operation between the two writes over what the first reads. */
  private boolean staysUntil(Node m, Node from) {
    int first = position.getOrDefault(from, 0);
    int last = position.getOrDefault(m, 0);
    for (Node in : from.in) {
      Integer at = in.buffer == null ? null : written.get(in.buffer);
      if (at != null && at > first && at < last) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable TernaryKernel kernel(BinaryKernel inner, BinaryKernel outer, int i) {
    if (outer == BinaryKernel.ADD) {
      return switch (inner) {
        case MUL -> TernaryKernel.MUL_ADD;
        case CHAIN -> TernaryKernel.CHAIN_ADD;
        case ADD -> TernaryKernel.ADD_ADD;
        default -> null;
      };
    }
    return outer == BinaryKernel.SUB && inner == BinaryKernel.MUL
        ? (i == 0 ? TernaryKernel.MUL_SUB : TernaryKernel.SUB_MUL)
        : null;
  }
}
