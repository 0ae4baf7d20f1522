package dev.autodiff.nn.loss;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The usual penalties, Σ over the weights. Weights are the parameters with two axes or more; biases
 * are left alone. n is the size of the whole training set, not of a batch, so that λ means the same
 * whatever the batch.
 */
public final class Regularizers {
  private Regularizers() {}

  /**
   * λ/(2n) Σ w²; the gradient λ/n·w shrinks each weight by the factor 1 − ηλ/n in a step. Also
   * called weight decay.
   *
   * @throws IllegalArgumentException if {@code lambda} is negative or not finite
   */
  public static Regularizer l2(double lambda) {
    requireStrength("l2", lambda);
    return (parameters, n) -> sum(parameters, Tensor::square, lambda / (2.0 * n));
  }

  /**
   * λ/n Σ |w|; the gradient λ/n·sign(w), 0 at 0, moves each weight towards 0 at a constant rate.
   *
   * @throws IllegalArgumentException if {@code lambda} is negative or not finite
   */
  public static Regularizer l1(double lambda) {
    requireStrength("l1", lambda);
    return (parameters, n) -> sum(parameters, Tensor::abs, lambda / n);
  }

  private static void requireStrength(String name, double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          name + ": λ must be a finite number ≥ 0, not " + lambda + ".");
    }
  }

  private static Tensor sum(
      List<Parameter> parameters, UnaryOperator<Tensor> penalty, double factor) {
    Tensor sum = Tensor.of(NdArray.scalar(parameters.get(0).tensor().dtype(), 0));
    for (Parameter p : parameters) {
      if (p.tensor().shape().rank() >= 2) {
        sum = sum.add(penalty.apply(p.tensor()).sum());
      }
    }
    return sum.mul(factor);
  }
}
