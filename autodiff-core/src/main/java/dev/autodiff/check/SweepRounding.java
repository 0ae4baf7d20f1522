package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much of a gradient is rounding: what happens to it when everything that a sweep adds up is
 * rounded at random (Vignes 1974). Where large terms cancel, as in the derivative of (y − y)/ε + y,
 * few digits are left, and no difference with them is a fault.
 */
final class SweepRounding {
  private static final int SAMPLES = 4;
  private static final double SAFETY = 8;

  private final List<Tensor> nodes;
  private final Tensor y;
  private final List<Tensor> leaves;

  SweepRounding(Tensor y, List<Tensor> leaves) {
    this.nodes = Nodes.of(y);
    this.y = y;
    this.leaves = leaves;
  }

  /** The rounding of gradients, if they are the engine's: of others nothing is known. */
  static @Nullable SweepRounding of(Differentiator differentiator, Tensor y, List<Tensor> leaves) {
    return differentiator == Differentiator.ENGINE ? new SweepRounding(y, leaves) : null;
  }

  /**
   * What random roundings add to Jᵀv, an array for each leaf; several samples, or none if sweeps
   * differ without any.
   */
  List<double[][]> samples(double[] v) {
    return samples(v, SAFETY);
  }

  /** The same with errors of so many roundings. */
  List<double[][]> samples(double[] v, double roundings) {
    double[][] exact = sweep(v, 0, new SplittableRandom(0));
    List<double[][]> r = new ArrayList<>();
    if (!Arrays.deepEquals(exact, sweep(v, 0, new SplittableRandom(0)))) {
      return r;
    }
    for (int s = 1; s <= SAMPLES; s++) {
      double[][] other = sweep(v, roundings, new SplittableRandom(s));
      for (int i = 0; i < other.length; i++) {
        for (int j = 0; j < other[i].length; j++) {
          other[i][j] -= exact[i][j];
        }
      }
      r.add(other);
    }
    return r;
  }

  /** A bound of the rounding of the derivative along a direction of one leaf. */
  static double along(List<double[][]> samples, int leaf, double[] u) {
    return samples.stream()
        .mapToDouble(s -> Math.abs(Probe.dot(u, s[leaf])))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  private double[][] sweep(double[] v, double roundings, SplittableRandom rng) {
    Map<Tensor, double[]> arrived = new HashMap<>();
    arrived.put(y, v.clone());
    for (int n = nodes.size() - 1; n >= 0; n--) {
      Tensor node = nodes.get(n);
      double[] g = arrived.get(node);
      if (g == null || node.op().isEmpty()) {
        continue;
      }
      Tensor adjoint = Tensor.of(Probe.array(g, node));
      Tensor[] in = node.inputs().stream().map(Tensor::detach).toArray(Tensor[]::new);
      for (int k = 0; k < in.length; k++) {
        Tensor input = node.inputs().get(k);
        if (RecordedGraph.isDifferentiable(input)) {
          Tensor part = node.op().get().vjp(k, adjoint, in, node.detach());
          if (part != null) {
            add(arrived, input, part.value(), roundings * input.dtype().epsilon(), rng);
          }
        }
      }
    }
    return leaves.stream()
        .map(leaf -> arrived.getOrDefault(leaf, new double[leaf.shape().size()]))
        .toArray(double[][]::new);
  }

  private static void add(
      Map<Tensor, double[]> arrived,
      Tensor node,
      NdArray part,
      double epsilon,
      SplittableRandom rng) {
    double[] sum = arrived.computeIfAbsent(node, t -> new double[t.shape().size()]);
    double[] p = part.toDoubles();
    Arrays.setAll(sum, j -> sum[j] + p[j] * (1 + epsilon * (2 * rng.nextDouble() - 1)));
  }
}
