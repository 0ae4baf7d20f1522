package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/** A way to differentiate a recorded graph backwards: the engine's, or another that is checked. */
@FunctionalInterface
public interface Differentiator {
  /** The engine's reverse mode. */
  Differentiator ENGINE =
      (y, seed, nodes) -> {
        Gradients g =
            Autodiff.gradients(y.mul(Tensor.of(seed)).sum(), nodes.toArray(Tensor[]::new));
        List<NdArray> r = new ArrayList<>();
        for (int i = 0; i < g.size(); i++) {
          r.add(g.get(i));
        }
        return r;
      };

  /**
   * Returns the gradients of ⟨seed, y⟩ by nodes of the graph of y, each of its node's shape; zeros
   * for a node that y was not computed from.
   *
   * @param seed a cotangent of the shape and type of y
   */
  List<NdArray> gradients(Tensor y, NdArray seed, List<Tensor> nodes);
}
