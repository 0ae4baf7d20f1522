package dev.autodiff;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a tensor was computed from, inputs before users. Found by an iterative depth-first
 * search with an identity hash table of its own: time and memory are linear in nodes and edges, and
 * depth costs no stack.
 *
 * <p>Only differentiable nodes are visited: nothing below a constant can lead to a target.
 */
final class Topology {
  private Tensor[] order = new Tensor[16];
  private int size;

  private Tensor[] keys = new Tensor[32];
  private int[] places = new int[32]; // of keys, in order; −1 while on the stack
  private int used;

  private Topology() {}

  static Topology of(Tensor root) {
    Topology t = new Topology();
    t.search(root);
    return t;
  }

  int size() {
    return size;
  }

  Tensor node(int i) {
    return order[i];
  }

  /** Returns the place of a node, or −1 if {@code root} was not computed from it. */
  int place(Tensor node) {
    int s = slot(node);
    return keys[s] == null ? -1 : places[s];
  }

  void forEach(Consumer<Tensor> action) {
    for (int i = 0; i < size; i++) {
      action.accept(order[i]);
    }
  }

  private void search(Tensor root) {
    Tensor[] stack = new Tensor[16];
    int[] next = new int[16];
    int depth = 0;
    stack[0] = root;
    enter(root);
    while (depth >= 0) {
      Tensor node = stack[depth];
      Tensor[] inputs = node.rawInputs();
      if (next[depth] == inputs.length) {
        places[slot(node)] = size;
        if (size == order.length) {
          order = Arrays.copyOf(order, 2 * size);
        }
        order[size++] = node;
        depth--;
        continue;
      }
      Tensor input = inputs[next[depth]++];
      if (input.isDifferentiable() && enter(input)) {
        if (++depth == stack.length) {
          stack = Arrays.copyOf(stack, 2 * depth);
          next = Arrays.copyOf(next, 2 * depth);
        }
        stack[depth] = input;
        next[depth] = 0;
      }
    }
  }

  private boolean enter(Tensor node) {
    int s = slot(node);
    if (keys[s] != null) {
      return false;
    }
    keys[s] = node;
    places[s] = -1;
    if (2 * ++used > keys.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    @Nullable Tensor[] oldKeys = keys;
    int[] oldPlaces = places;
    keys = new Tensor[2 * oldKeys.length];
    places = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      Tensor k = oldKeys[i];
      if (k != null) {
        int s = slot(k);
        keys[s] = k;
        places[s] = oldPlaces[i];
      }
    }
  }

  /**
   * Returns where a node is, or where it would be put. Consecutive nodes lie next to each other.
   */
  private int slot(Tensor node) {
    int mask = keys.length - 1;
    int s = node.hash & mask;
    while (keys[s] != null && keys[s] != node) {
      s = (s + 1) & mask;
    }
    return s;
  }
}
