package dev.autodiff.compile;

import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.ReduceKernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts operations in stages. An elementwise operation joins the first stage of its shape that runs
 * no earlier than all its operands are there; the full sum of an elementwise value joins the stage
 * that makes it.
 */
final class Scheduler {
  private final List<Stage> stages = new ArrayList<>();

  private Scheduler() {}

  static List<Stage> schedule(Graph graph) {
    Scheduler s = new Scheduler();
    for (Node n : graph.nodes) {
      if (n.kind == Node.Kind.OPERATION) {
        s.place(n);
      }
    }
    s.sink(graph);
    return Epilogues.join(graph, s.stages);
  }

  /**
   * Moves what is needed by one later loop only into that loop, with all it alone needs, if the
   * rest of what it reads is in memory anyway: one value less to write and read.
   */
  private void sink(Graph graph) {
    IdentityHashMap<Node, List<Node>> users = new IdentityHashMap<>();
    for (Node n : graph.nodes) {
      for (Node in : n.in) {
        users.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
      }
    }
    Set<Node> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(graph.outputs);
    kept.addAll(graph.updates.values());
    for (int i = stages.size() - 1; i >= 0; i--) {
      List<Node> members = new ArrayList<>(stages.get(i).members);
      for (int k = members.size() - 1; k >= 0 && stages.get(i).fused; k--) {
        Node n = members.get(k);
        int later = onlyStage(users.getOrDefault(n, List.of()));
        if (n.stage == i
            && n.isElementwise()
            && later > i
            && stages.get(later).takes(n)
            && !kept.contains(n)) {
          sink(n, stages.get(later), later, users, kept);
        }
      }
    }
    stages.forEach(s -> s.members.sort(Comparator.comparingInt(n -> n.id)));
  }

  /** Returns the stage of all users if it is one and they read the value itself, else −1. */
  private static int onlyStage(List<Node> users) {
    int stage = -1;
    for (Node u : users) {
      if (!u.isElementwise() || (stage >= 0 && u.stage != stage)) {
        return -1;
      }
      stage = u.stage;
    }
    return stage;
  }

  private void sink(
      Node n, Stage to, int later, IdentityHashMap<Node, List<Node>> users, Set<Node> kept) {
    Set<Node> moved = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(List.of(n));
    while (!open.isEmpty()) {
      Node m = open.pop();
      if (!moved.add(m)) {
        continue;
      }
      for (Node in : m.in) {
        Node from = in.through();
        if (from.stage != n.stage || !from.isElementwise() || moved.contains(from)) {
          continue;
        }
        List<Node> readers = users.getOrDefault(from, List.of());
        boolean stored = kept.contains(from) || readers.stream().anyMatch(u -> u.stage != n.stage);
        if (stored) {
          continue;
        }
        if (from != in || (!moved.containsAll(readers) && !readers.equals(List.of(m)))) {
          return; // somebody else in this loop reads it, so it would have to be stored
        }
        open.push(from);
      }
    }
    if (stages.get(n.stage).members.size() == moved.size()) {
      return; // a loop must not become empty
    }
    stages.get(n.stage).members.removeAll(moved);
    moved.forEach(m -> m.stage = later);
    to.members.addAll(moved);
  }

  private void place(Node n) {
    if (n.isView()) {
      n.stage = n.in[0].stage; // no work of its own, unless memory planning finds that it must copy
    } else if (n.isElementwise()) {
      join(n);
    } else if (isFullSum(n)) {
      Node from = n.in[0].through();
      stages.get(from.stage).members.add(n);
      n.stage = from.stage;
    } else {
      Stage rows = rowsOfTheSame(n);
      n.stage = rows == null ? stages.size() : rows.members.get(0).stage;
      if (rows == null) {
        stages.add(new Stage(n, false));
      } else {
        rows.members.add(n);
      }
    }
  }

  /** Returns the stage that picks from the logarithms of the softmax that {@code n} is. */
  private @Nullable Stage rowsOfTheSame(Node n) {
    if (n.recipe instanceof Recipe.Softmax s && !s.log() && s.axis() == n.example.rank() - 1) {
      for (Stage stage : stages) {
        Node first = stage.members.get(0);
        if (first.recipe instanceof Recipe.PickLogSoftmax
            && first.in[0] == n.in[0]
            && stage.members.size() == 1) {
          return stage;
        }
      }
    }
    return null;
  }

  private void join(Node n) {
    int earliest = 0;
    for (Node in : n.in) {
      Node from = in.through();
      boolean inLoop =
          from.stage >= 0
              && from.isElementwise()
              && stages.get(from.stage).takes(n)
              && from.size() == n.size();
      earliest = Math.max(earliest, inLoop ? from.stage : in.stage + 1);
    }
    for (int i = earliest; i < stages.size(); i++) {
      if (stages.get(i).takes(n)) {
        n.stage = i;
        stages.get(i).members.add(n);
        return;
      }
    }
    n.stage = stages.size();
    stages.add(new Stage(n, true));
  }

  private boolean isFullSum(Node n) {
    if (!(n.recipe instanceof Recipe.Reduction r)
        || r.kernel() != ReduceKernel.SUM
        || n.size() != 1) {
      return false;
    }
    Node from = n.in[0].through();
    return from.stage >= 0
        && from.isElementwise()
        && from.size() == n.in[0].size()
        && from.size() > 1;
  }
}
