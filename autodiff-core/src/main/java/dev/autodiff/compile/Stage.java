package dev.autodiff.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * What runs as one step: one operation, or several elementwise ones of one shape with full sums of
 * their values.
 */
final class Stage {
  final List<Node> members = new ArrayList<>();
  final boolean fused;

  Stage(Node first, boolean fused) {
    this.members.add(first);
    this.fused = fused;
  }

  /** Returns whether an elementwise node can run in the same loop. */
  boolean takes(Node n) {
    Node first = members.get(0);
    return fused
        && first.example.dtype() == n.example.dtype()
        && (first.example.shape().equals(n.example.shape())
            || (first.size() == 1 && n.size() == 1));
  }

  boolean isScalar() {
    return fused && members.get(0).size() == 1;
  }
}
