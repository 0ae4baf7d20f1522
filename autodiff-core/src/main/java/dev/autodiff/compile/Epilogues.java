package dev.autodiff.compile;

import dev.autodiff.kernel.Epilogue;
import dev.autodiff.kernel.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes loops the epilogues of matrix products. A loop that reads a product of its shape, and
 * beside it only what is there before the product runs, treats the product's elements as soon as
 * they are final instead of fetching them again.
 */
final class Epilogues {
  /**
   * Multiplications for an element of the product, times the loop's operations, below which the
   * loop is the larger part of the work: it is then shared by threads as it is best for the loop.
   */
  private static final int DEPTH = 4;

  /** Elements of the product below which it is in the first-level cache when the loop runs. */
  private static final int SMALLEST = 4 * Epilogue.ENOUGH;

  private final List<Stage> stages;
  private final int[] moved; // for each stage, the one where it runs now
  private final Set<Node> updates = Collections.newSetFromMap(new IdentityHashMap<>());

  private Epilogues(Graph graph, List<Stage> stages) {
    this.stages = stages;
    this.moved = new int[stages.size()];
    updates.addAll(graph.updates.values());
  }

  /** Returns the stages that are left. */
  static List<Stage> join(Graph graph, List<Stage> stages) {
    Epilogues e = new Epilogues(graph, stages);
    for (int i = 0; i < stages.size(); i++) {
      e.moved[i] = i;
      Node product = e.product(i);
      if (product != null) {
        Stage loop = stages.get(i);
        loop.product = product;
        stages.set(product.stage, loop);
        e.moved[i] = product.stage;
      }
    }
    return e.renumber(graph);
  }

  /** Returns the product whose epilogue the loop of a stage can be, or null. */
  private @Nullable Node product(int stage) {
    Stage loop = stages.get(stage);
    if (!loop.fused || loop.isScalar()) {
      return null;
    }
    Node last = null; // the operand from outside that is there last
    boolean only = true; // of its stage
    for (Node n : loop.members) {
      if (!n.isElementwise() || updates.contains(n)) {
        return null; // a parameter's old value may be needed until the loop's own time
      }
      for (Node in : n.in) {
        if (in.stage == stage || in == last) {
          continue;
        }
        if (last == null || at(in) > at(last)) {
          last = in;
          only = true;
        } else if (at(in) == at(last)) {
          only = false;
        }
      }
    }
    return only && last != null && isProductFor(last, loop) ? last : null;
  }

  private boolean isProductFor(Node n, Stage loop) {
    return n.recipe instanceof Recipe.MatMul
        && n.example.rank() == 2
        && n.size() >= SMALLEST
        && n.example.shape().equals(loop.members.get(0).example.shape())
        && n.in[0].example.shape().dim(1) >= DEPTH * loop.members.size()
        && !stages.get(n.stage).fused; // no epilogue yet
  }

  /** Returns the stage where a value is computed, −1 for a leaf. */
  private int at(Node n) {
    return n.stage < 0 ? -1 : moved[n.stage];
  }

  private List<Stage> renumber(Graph graph) {
    List<Stage> left = new ArrayList<>();
    int[] number = new int[stages.size()];
    for (int i = 0; i < number.length; i++) {
      number[i] = moved[i] == i ? left.size() : number[moved[i]];
      if (moved[i] == i) {
        left.add(stages.get(i));
      }
    }
    for (Node n : graph.nodes) {
      n.stage = n.stage < 0 ? -1 : number[n.stage];
    }
    return left;
  }
}
