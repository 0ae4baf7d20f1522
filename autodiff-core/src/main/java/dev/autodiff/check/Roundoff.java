package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;

/**
 * What rounding can do to a result, from the graph: every node's value is rounded, and its adjoint
 * says what the result makes of that (running error analysis; Linnainmaa 1976). So the rounding of
 * 1 + erf(x) is seen far below 0, where the sum is a small difference of large numbers and shows no
 * noise by itself. Only what moves with the input counts: the rest is the same in every value.
 */
final class Roundoff {
  private static final double SAFETY = 2;

  private final Tensor y;
  private final double[][] sizes; // of what was rounded
  private final List<Tensor> nodes; // without inputs: steps are such that they are not rounded

  Roundoff(Tensor y) {
    this.y = y;
    this.nodes = computed(y);
    this.sizes = nodes.stream().map(LocalRounding::sizes).toArray(double[][]::new);
  }

  /** For each node, whether its elements differ between an evaluation and others. */
  boolean[][] moved(Tensor one, List<Tensor> others) {
    boolean[][] moved = new boolean[nodes.size()][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = new boolean[nodes.get(i).value().size()];
    }
    List<Tensor> a = computed(one);
    for (Tensor other : others) {
      List<Tensor> b = computed(other);
      boolean alike = a.size() == nodes.size() && b.size() == nodes.size();
      for (int i = 0; i < moved.length; i++) {
        double[] p = alike ? a.get(i).value().toDoubles() : new double[0];
        double[] q = alike ? b.get(i).value().toDoubles() : p;
        for (int j = 0; j < moved[i].length; j++) {
          moved[i][j] |= j >= p.length || j >= q.length || p[j] != q[j];
        }
      }
    }
    return moved;
  }

  /** For each node, the error in ⟨v, y⟩ that a rounding of each element makes. */
  double[][] errors(double[] v) {
    if (nodes.isEmpty()) {
      return new double[0][];
    }
    NdArray seed = Probe.array(v, y);
    List<NdArray> adjoints = Differentiator.ENGINE.gradients(y, seed, nodes);
    double[][] errors = new double[nodes.size()][];
    for (int i = 0; i < errors.length; i++) {
      Tensor node = nodes.get(i);
      errors[i] = adjoints.get(i).toDoubles();
      for (int j = 0; j < sizes[i].length; j++) {
        double e = node.dtype().epsilon() * Math.abs(errors[i][j] * sizes[i][j]);
        errors[i][j] = Double.isFinite(e) ? e : 0;
      }
    }
    return errors;
  }

  /** A bound of the error that all roundings together make. */
  static double bound(double[][] errors, boolean[][] moved) {
    Norm all = new Norm();
    for (int i = 0; i < errors.length; i++) {
      for (int j = 0; j < errors[i].length; j++) {
        all.add(moved[i][j] ? errors[i][j] : 0);
      }
    }
    return SAFETY * all.value();
  }

  /** The same if everything moves. */
  static double bound(double[][] errors) {
    Norm all = new Norm();
    for (double[] node : errors) {
      for (double e : node) {
        all.add(e);
      }
    }
    return SAFETY * all.value();
  }

  /** The coarsest relative spacing of the numbers that {@code y} is computed with. */
  static double epsilon(Tensor y) {
    double coarsest = y.dtype().epsilon();
    for (Tensor node : differentiable(y)) {
      coarsest = Math.max(coarsest, node.dtype().epsilon());
    }
    return coarsest;
  }

  private static List<Tensor> computed(Tensor y) {
    return differentiable(y).stream().filter(n -> n.op().isPresent()).toList();
  }

  private static List<Tensor> differentiable(Tensor y) {
    return Nodes.of(y).stream().filter(RecordedGraph::isDifferentiable).toList();
  }
}
