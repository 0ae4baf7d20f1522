package dev.autodiff.compile;

import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.ReduceKernel;
import java.util.ArrayList;
import java.util.List;

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
    return s.stages;
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
      n.stage = stages.size();
      stages.add(new Stage(n, false));
    }
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
