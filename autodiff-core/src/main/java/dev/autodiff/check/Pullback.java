package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;

/** The gradients under test: v ↦ Jᵀv, an array for each input. */
@FunctionalInterface
interface Pullback {
  double[][] of(double[] v);

  /** The gradients of a recorded graph. */
  static Pullback of(Differentiator differentiator, Tensor y, List<Tensor> leaves) {
    return v -> {
      List<NdArray> g = differentiator.gradients(y, Probe.array(v, y), leaves);
      return g.stream().map(NdArray::toDoubles).toArray(double[][]::new);
    };
  }

  /** Jacobians given as arrays, rows of outputs. */
  static Pullback of(double[][] jacobians) {
    return v -> {
      double[][] g = new double[jacobians.length][];
      for (int i = 0; i < g.length; i++) {
        int n = jacobians[i].length / v.length;
        g[i] = new double[n];
        for (int k = 0; k < v.length; k++) {
          for (int j = 0; j < n && v[k] != 0; j++) {
            g[i][j] += v[k] * jacobians[i][k * n + j];
          }
        }
      }
      return g;
    };
  }
}
