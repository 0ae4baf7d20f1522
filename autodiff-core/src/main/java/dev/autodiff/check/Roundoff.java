package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;

/**
 * What rounding can do to a result, from the graph: every node's value is rounded, and its adjoint
 * says what the result makes of that (running error analysis; Linnainmaa 1976). So the rounding of
 * 1 + erf(x) is seen far below 0, where the sum is a small difference of large numbers and shows no
 * noise by itself.
 */
final class Roundoff {
  private static final double SAFETY = 2;

  private Roundoff() {}

  /** Returns a bound of the rounding error of ⟨v, y⟩. */
  static double of(Tensor y, double[] v) {
    List<Tensor> nodes = nodes(y);
    if (nodes.isEmpty()) {
      return 0;
    }
    NdArray seed = NdArray.wrap(v.clone(), y.shape()).cast(y.dtype());
    List<NdArray> adjoints = Differentiator.ENGINE.gradients(y, seed, nodes);
    double sum = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Tensor node = nodes.get(i);
      if (node.op().isEmpty()) {
        continue; // steps are taken such that inputs are not rounded
      }
      double[] value = node.value().toDoubles();
      double[] adjoint = adjoints.get(i).toDoubles();
      double epsilon = node.dtype().epsilon();
      for (int j = 0; j < value.length; j++) {
        double e = epsilon * adjoint[j] * value[j];
        sum += Double.isFinite(e) ? e * e : 0;
      }
    }
    return SAFETY * Math.sqrt(sum);
  }

  /** A rounding of the largest input: what an operation may lose inside. */
  static double hidden(Tensor y) {
    double largest = 0;
    for (Tensor node : nodes(y)) {
      for (double v : node.op().isEmpty() ? node.value().toDoubles() : new double[0]) {
        double e = node.dtype().epsilon() * Math.abs(v);
        largest = Double.isFinite(e) ? Math.max(largest, e) : largest;
      }
    }
    return largest;
  }

  /** The coarsest relative spacing of the numbers that {@code y} is computed with. */
  static double epsilon(Tensor y) {
    double coarsest = y.dtype().epsilon();
    for (Tensor node : nodes(y)) {
      coarsest = Math.max(coarsest, node.dtype().epsilon());
    }
    return coarsest;
  }

  private static List<Tensor> nodes(Tensor y) {
    return Nodes.of(y).stream()
        .filter(n -> n.isDifferentiable() && n.dtype().isFloating())
        .toList();
  }
}
