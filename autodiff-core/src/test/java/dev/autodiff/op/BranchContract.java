package dev.autodiff.op;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What holds for {@link Op#branches} of every operation. */
final class BranchContract {
  private static final double[] TINY = {-1e-9, -1e-11, -1e-13, 1e-13, 1e-11, 1e-9};
  private static final double STEP = 1e-6;

  private BranchContract() {}

  /** Returns the branches of every node of a graph, in an order that the graph alone decides. */
  static List<Long> signature(Tensor root) {
    return nodes(root).stream().map(t -> t.op().isEmpty() ? 0L : branches(t)).toList();
  }

  private static List<Tensor> nodes(Tensor root) {
    List<Tensor> r = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Tensor t = open.pop();
      if (seen.add(t)) {
        r.add(t);
        t.inputs().forEach(open::push);
      }
    }
    return r;
  }

  /** Away from kinks, small steps cross none: neither in the operation nor in its gradient. */
  static void smallStepsChangeNoBranch(Operation operation, Sample sample) {
    DerivativeContract c = new DerivativeContract(operation, sample);
    for (int order = 1; order <= 2; order++) {
      List<Long> here = signature(c.objective(c.variables(c.at.inputs, DType.FLOAT64), order));
      for (double t : TINY) {
        List<Ref> there = c.at.moved(t, c.directions);
        if (!signature(c.objective(c.variables(there, DType.FLOAT64), order)).equals(here)) {
          throw c.broken("branches of order " + order, "changed by a step of " + t);
        }
      }
    }
  }

  /** Where kinks are often hit: returns whether differences see one, which branches must then. */
  static boolean noKinkIsInvisible(Operation operation, Sample sample) {
    Trial trial = new Trial(operation, sample, false) {};
    Tensor below = at(trial, -STEP);
    Tensor here = at(trial, 0);
    Tensor above = at(trial, STEP);
    Tensor further = at(trial, 2 * STEP);
    if (!isKink(trial.at.epsilon, below, here, above, further)) {
      return false;
    }
    List<Long> centre = signature(here);
    if (signature(below).equals(centre) && signature(above).equals(centre)) {
      throw trial.broken("branches", "a kink or jump that differences see is not among them");
    }
    return true;
  }

  /** Where kinks are often hit: the operations that are at one and do not state a derivative. */
  static Set<String> silentAtKinks(Operation operation, Sample sample) {
    Trial trial = new Trial(operation, sample, false) {};
    List<Tensor> here = nodes(at(trial, 0));
    List<Tensor> below = nodes(at(trial, -STEP));
    List<Tensor> above = nodes(at(trial, STEP));
    Set<String> silent = new TreeSet<>();
    for (int i = 0; i < here.size() && below.size() == here.size(); i++) {
      Op op = here.get(i).op().orElse(null);
      boolean isKink =
          op != null
              && branches(here.get(i)) != branches(below.get(i))
              && branches(here.get(i)) != branches(above.get(i));
      if (isKink && op.besideKinks(values(here.get(i))).isEmpty()) {
        silent.add(op.name());
      }
    }
    return silent;
  }

  private static long branches(Tensor node) {
    return node.op().orElseThrow().branches(values(node), node.value());
  }

  private static NdArray[] values(Tensor node) {
    return node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
  }

  private static Tensor at(Trial trial, double t) {
    return trial.at.function.apply(
        trial.variables(trial.at.moved(t, trial.directions), DType.FLOAT64));
  }

  /** Whether at some element the slopes of three steps differ by more than curvature explains. */
  private static boolean isKink(double epsilon, Tensor... at) {
    for (int i = 0; i < at[0].value().size(); i++) {
      double[] slope = new double[at.length - 1];
      double size = 1;
      for (int k = 0; k < slope.length; k++) {
        double from = at[k].value().toDoubles()[i];
        slope[k] = (at[k + 1].value().toDoubles()[i] - from) / STEP;
        size += Math.abs(from) + Math.abs(slope[k]);
      }
      double allowed = (1e-3 + 8 * epsilon / STEP) * size;
      for (int k = 1; k < slope.length; k++) {
        if (!(Math.abs(slope[k] - slope[k - 1]) <= allowed)) {
          return true;
        }
      }
    }
    return false;
  }
}
