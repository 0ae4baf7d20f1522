package dev.autodiff.nn.init;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;

/**
 * The usual initializers, for weights of shape [n_in, n_out].
 *
 * <table>
 * <caption>Which initializer</caption>
 * <tr><th>activation</th><th>initializer</th><th>variance</th></tr>
 * <tr><td>sigmoid, tanh, softmax, linear</td><td>{@link #glorotUniform}, {@link #glorotNormal}</td>
 *     <td>2/(n_in + n_out)</td></tr>
 * <tr><td>relu, softplus, gelu</td><td>{@link #heTruncatedNormal}</td><td>2/n_in before truncation</td></tr>
 * <tr><td>any, as in older texts</td><td>{@link #scaledNormal}</td><td>1/n_in</td></tr>
 * <tr><td>biases</td><td>{@link #constant}</td><td>0</td></tr>
 * </table>
 */
public final class Initializers {
  private Initializers() {}

  /**
   * Uniform on ±√(6/(n_in + n_out)), variance 2/(n_in + n_out): a compromise between keeping the
   * variance of activations forward and that of errors backward.
   *
   * <p>X. Glorot and Y. Bengio, <i>Understanding the difficulty of training deep feedforward neural
   * networks</i>, AISTATS 2010, equation 16.
   */
  public static Initializer glorotUniform() {
    return (shape, dtype, rng) -> {
      double bound = Math.sqrt(6 / fanSum("glorotUniform", shape));
      return NdArray.randomUniform(rng, dtype, -bound, bound, shape);
    };
  }

  /** Normal with mean 0 and variance 2/(n_in + n_out); Glorot and Bengio 2010, equation 12. */
  public static Initializer glorotNormal() {
    return (shape, dtype, rng) -> {
      double deviation = Math.sqrt(2 / fanSum("glorotNormal", shape));
      return NdArray.randomNormal(rng, dtype, 0, deviation, shape);
    };
  }

  /**
   * Normal with mean 0 and σ = √(2/n_in), draws beyond ±2σ drawn again. Relu halves the variance of
   * a signal; the 2 makes up for it.
   *
   * <p>Cutting the tails leaves a deviation of 0.8796·σ. (Keras and JAX widen σ by 1/0.8796 first;
   * that is not done here, so that no weight exceeds 2√(2/n_in).)
   *
   * <p>K. He, X. Zhang, S. Ren and J. Sun, <i>Delving deep into rectifiers: surpassing human-level
   * performance on ImageNet classification</i>, ICCV 2015, equation 10.
   */
  public static Initializer heTruncatedNormal() {
    return (shape, dtype, rng) -> {
      double deviation = Math.sqrt(2.0 / fanIn("heTruncatedNormal", shape));
      return NdArray.generate(
          dtype,
          shape,
          () -> {
            double z = rng.nextGaussian();
            while (Math.abs(z) > 2) {
              z = rng.nextGaussian();
            }
            return deviation * z;
          });
    };
  }

  /**
   * Normal with mean 0 and variance 1/n_in, which keeps the variance of activations forward.
   *
   * <p>Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, <i>Efficient backprop</i>, 1998, equation 16.
   */
  public static Initializer scaledNormal() {
    return (shape, dtype, rng) -> {
      double deviation = 1 / Math.sqrt(fanIn("scaledNormal", shape));
      return NdArray.randomNormal(rng, dtype, 0, deviation, shape);
    };
  }

  /**
   * Normal with the given mean and deviation, for any shape.
   *
   * @throws IllegalArgumentException if the deviation is negative or either is not finite
   */
  public static Initializer normal(double mean, double deviation) {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
      throw new IllegalArgumentException(
          "normal: needs a finite mean and a deviation ≥ 0, not "
              + mean
              + " and "
              + deviation
              + ".");
    }
    return (shape, dtype, rng) -> NdArray.randomNormal(rng, dtype, mean, deviation, shape);
  }

  /**
   * Every element {@code value}, for any shape. Good for biases; weights that start equal stay
   * equal.
   */
  public static Initializer constant(double value) {
    return (shape, dtype, rng) -> NdArray.full(dtype, value, shape).dense();
  }

  private static double fanSum(String name, Shape shape) {
    return fanIn(name, shape) + (double) shape.dim(1);
  }

  private static int fanIn(String name, Shape shape) {
    if (shape.rank() != 2 || shape.size() == 0) {
      throw new IllegalArgumentException(
          name
              + ": needs the shape [in, out] of a weight matrix, not "
              + shape
              + ". Use constant or normal for other shapes.");
    }
    return shape.dim(0);
  }
}
