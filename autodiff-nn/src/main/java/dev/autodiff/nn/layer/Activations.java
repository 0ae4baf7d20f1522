package dev.autodiff.nn.layer;

import dev.autodiff.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Activation functions a = h(z), layers without parameters. All but softmax are elementwise.
 *
 * <p>For hidden layers relu is the usual choice. For the output: sigmoid with cross-entropy for
 * classes that do not exclude each other, softmax with log-likelihood for classes that do, linear
 * with the mean squared error for regression.
 */
public final class Activations {
  private static final List<Layer> ALL =
      List.of(sigmoid(), tanh(), hardtanh(), relu(), softmax(), linear(), softplus(), gelu());

  private Activations() {}

  /** Logistic sigmoid σ(z) = 1/(1 + e⁻ᶻ), from 0 to 1; derivative σ(z)(1 − σ(z)). */
  public static Layer sigmoid() {
    return new Activation("sigmoid", Tensor::sigmoid);
  }

  /** Hyperbolic tangent, from −1 to 1; derivative 1 − tanh² z. */
  public static Layer tanh() {
    return new Activation("tanh", Tensor::tanh);
  }

  /** z cut off below −1 and above 1; derivative 1 on the closed interval [−1, 1], else 0. */
  public static Layer hardtanh() {
    return new Activation("hardtanh", Tensor::hardtanh);
  }

  /** Rectified linear unit max(z, 0); derivative 1 for z &gt; 0, else 0. */
  public static Layer relu() {
    return new Activation("relu", Tensor::relu);
  }

  /** Softmax eᶻⁱ/Σⱼeᶻʲ over the features, the last axis; ∂aᵢ/∂zⱼ = aᵢ(δᵢⱼ − aⱼ). */
  public static Layer softmax() {
    return new Activation("softmax", z -> z.softmax(-1));
  }

  /** The identity; derivative 1. */
  public static Layer linear() {
    return new Activation("linear", z -> z);
  }

  /** Softplus ln(1 + eᶻ), a smooth relu; derivative σ(z). */
  public static Layer softplus() {
    return new Activation("softplus", Tensor::softplus);
  }

  /**
   * Gaussian error linear unit z·Φ(z) with the standard normal distribution function Φ, in its
   * exact form; derivative Φ(z) + z·φ(z).
   */
  public static Layer gelu() {
    return new Activation("gelu", Tensor::gelu);
  }

  /**
   * Returns the activation of the given name, such as {@code sigmoid}.
   *
   * @throws IllegalArgumentException listing the names if there is none of that name
   */
  public static Layer named(String name) {
    return ALL.stream()
        .filter(a -> a.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation: no such name: " + name + ". Use one of " + names() + "."));
  }

  /** Returns the names that {@link #named} knows. */
  public static List<String> names() {
    return ALL.stream().map(Layer::toString).toList();
  }

  private record Activation(String name, UnaryOperator<Tensor> function) implements Layer {
    @Override
    public Tensor apply(Tensor z) {
      return function.apply(z);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
