package dev.autodiff.op;

import static dev.autodiff.op.Domain.ABOVE_MINUS_ONE;
import static dev.autodiff.op.Domain.POSITIVE;
import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import java.util.List;

/** The lines of {@link Transcendental}. */
final class TranscendentalTable {
  private TranscendentalTable() {}

  static List<Operation> operations() {
    return List.of(
        Elements.unary("sqrt()", POSITIVE, Tensor::sqrt, Math::sqrt),
        Elements.unary("exp()", REAL, Tensor::exp, Math::exp),
        Elements.unary("log()", POSITIVE, Tensor::log, Math::log),
        Elements.unary("log1p()", ABOVE_MINUS_ONE, Tensor::log1p, x -> Math.log(1 + x)),
        Elements.unary("expm1()", REAL, Tensor::expm1, x -> Math.exp(x) - 1),
        Elements.unary("sin()", REAL, Tensor::sin, Math::sin),
        Elements.unary("cos()", REAL, Tensor::cos, Math::cos),
        Elements.unary("tanh()", REAL, Tensor::tanh, TranscendentalTable::tanh),
        Elements.unary("sigmoid()", REAL, Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        Elements.unary("softplus()", REAL, Tensor::softplus, x -> Math.log(1 + Math.exp(x))),
        Elements.unary("erf()", REAL, Tensor::erf, TranscendentalTable::erf),
        Elements.unary("gelu()", REAL, Tensor::gelu, x -> x * (1 + erf(x / Math.sqrt(2))) / 2));
  }

  /** Maclaurin's series. */
  private static double erf(double x) {
    double power = 2 / Math.sqrt(Math.PI) * x; // times (−1)ⁿx²ⁿ/n!
    double sum = 0;
    for (int n = 0; n < 60; n++) {
      sum += power / (2 * n + 1);
      power *= -x * x / (n + 1);
    }
    return sum;
  }

  private static double tanh(double x) {
    return (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
  }
}
