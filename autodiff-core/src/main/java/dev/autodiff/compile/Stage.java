package dev.autodiff.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs as one step: one operation, or several elementwise ones of one shape with full sums of
 * their values, alone or as the epilogue of a matrix product.
 */
final class Stage {
  final List<Node> members = new ArrayList<>();
  final boolean fused;

  /** The product whose epilogue the members are; null if they are a stage of their own. */
  @Nullable Node product;

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

  /** Returns the members, behind the product if they are an epilogue. */
  List<Node> all() {
    List<Node> all = new ArrayList<>(members);
    if (product != null) {
      all.add(0, product);
    }
    return all;
  }

  /** Returns the kind of stage, with a comma before it, for the schedule. */
  String describe() {
    if (product != null) {
      return ", product and epilogue";
    }
    return isScalar() ? ", scalars" : fused ? ", loop" : "";
  }

  boolean isScalar() {
    return fused && members.get(0).size() == 1;
  }
}
