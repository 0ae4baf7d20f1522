package dev.autodiff.nn.train;

import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import java.util.List;

/**
 * How large a gradient is: ‖∇w C‖ + ‖∇b C‖, Euclidean norms over all weights and over all biases.
 */
final class GradientNorms {
  private GradientNorms() {}

  static double sum(List<Parameter> parameters, Gradients gradients) {
    double weights = 0;
    double biases = 0;
    for (Parameter p : parameters) {
      double squares = 0;
      for (double g : gradients.of(p).toDoubles()) {
        squares += g * g;
      }
      if (p.value().rank() >= 2) {
        weights += squares;
      } else {
        biases += squares;
      }
    }
    return Math.sqrt(weights) + Math.sqrt(biases);
  }
}
