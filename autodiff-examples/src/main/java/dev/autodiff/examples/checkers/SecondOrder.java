package dev.autodiff.examples.checkers;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The gradient of a combination of the results as a function of its own. */
final class SecondOrder {
  private SecondOrder() {}

  static Case of(Case subject) {
    return new Case(in -> gradient(subject, in), subject.point());
  }

  private static Tensor gradient(Case subject, List<Tensor> in) {
    Tensor y = subject.function().apply(in);
    SplittableRandom rng = new SplittableRandom(1);
    Tensor weights = Tensor.of(NdArray.randomUniform(rng, y.dtype(), 0.5, 1.5, y.shape()));
    DifferentiableGradients g =
        Autodiff.differentiableGradients(y.mul(weights).sum(), in.toArray(Tensor[]::new));
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      parts.add(g.get(i).reshape(-1));
    }
    return Tensor.concat(0, parts);
  }
}
