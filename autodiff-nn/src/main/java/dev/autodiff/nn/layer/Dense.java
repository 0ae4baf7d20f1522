package dev.autodiff.nn.layer;

import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.init.Initializer;
import dev.autodiff.nn.init.Initializers;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fully connected layer: the weighted input y = x·W + b of {@code out} neurons.
 *
 * <p>Examples are rows: x has shape [n, in], W [in, out], b [out] and y [n, out]. Where a text
 * writes one example as a column, z^l = w^l a^(l−1) + b^l, its w^l is the transpose of W here. A
 * vector x of shape [in] is one example and gives [out]; further leading axes are kept.
 *
 * <p>With δ = ∂C/∂y the derivatives are ∂C/∂W = xᵀ·δ, ∂C/∂b = Σ over rows of δ, ∂C/∂x = δ·Wᵀ.
 */
public final class Dense implements Layer {
  private final Parameter weight;
  private final Parameter bias;

  private Dense(Parameter weight, Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Returns a float64 layer with weights by {@link Initializers#glorotUniform} and zero biases.
   *
   * @throws IllegalArgumentException if a width is less than 1
   */
  public static Dense create(int in, int out, RandomGenerator rng) {
    return create(in, out, Initializers.glorotUniform(), DType.FLOAT64, rng);
  }

  /** Returns a float64 layer with weights by {@code weightInit} and zero biases. */
  public static Dense create(int in, int out, Initializer weightInit, RandomGenerator rng) {
    return create(in, out, weightInit, DType.FLOAT64, rng);
  }

  /** Returns a layer with weights by {@code weightInit} and zero biases. */
  public static Dense create(
      int in, int out, Initializer weightInit, DType dtype, RandomGenerator rng) {
    return create(in, out, weightInit, Initializers.constant(0), dtype, rng);
  }

  /**
   * Returns a layer with weights and biases by the given initializers, weights drawn first.
   *
   * @throws IllegalArgumentException if a width is less than 1
   */
  public static Dense create(
      int in,
      int out,
      Initializer weightInit,
      Initializer biasInit,
      DType dtype,
      RandomGenerator rng) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "dense: widths must be at least 1, but in is " + in + " and out is " + out + ".");
    }
    return of(
        Parameter.of("weight", weightInit.create(Shape.of(in, out), dtype, rng)),
        Parameter.of("bias", biasInit.create(Shape.of(out), dtype, rng)));
  }

  /** Returns a layer that starts with the given weights [in, out] and biases [out]. */
  public static Dense of(NdArray weight, NdArray bias) {
    return of(Parameter.of("weight", weight), Parameter.of("bias", bias));
  }

  /**
   * Returns a layer on the given parameters themselves, which other layers may share.
   *
   * @throws IllegalArgumentException unless they are [in, out] and [out], of one type
   */
  public static Dense of(Parameter weight, Parameter bias) {
    Shape w = weight.value().shape();
    Shape b = bias.value().shape();
    if (w.rank() != 2 || b.rank() != 1 || w.dim(1) != b.dim(0)) {
      throw new IllegalArgumentException(
          "dense: needs weights [in, out] and biases [out], but the shapes are "
              + w
              + " and "
              + b
              + ". Transpose the weights?");
    }
    if (weight.value().dtype() != bias.value().dtype()) {
      throw new IllegalArgumentException(
          "dense: dtypes differ: weights "
              + weight.value().dtype()
              + ", biases "
              + bias.value().dtype()
              + ". Cast one of them.");
    }
    return new Dense(weight, bias);
  }

  /**
   * Returns x·W + b.
   *
   * @throws IllegalArgumentException if the last axis of {@code x} is not as long as W has rows, or
   *     the types differ
   */
  @Override
  public Tensor apply(Tensor x) {
    Tensor w = weight.tensor();
    int in = w.shape().dim(0);
    if (x.shape().rank() == 0 || x.shape().dim(-1) != in) {
      throw new IllegalArgumentException(
          "dense: input "
              + x.shape()
              + " does not fit weights "
              + w.shape()
              + (x.shape().rank() == 0 ? "" : ": " + x.shape().dim(-1) + " ≠ " + in)
              + ". The last axis must hold the "
              + in
              + " features of an example.");
    }
    if (x.dtype() != w.dtype()) {
      throw new IllegalArgumentException(
          "dense: dtypes differ: input "
              + x.dtype()
              + ", weights "
              + w.dtype()
              + ". Cast the input: x.cast(DType."
              + w.dtype().name()
              + "), or create the layer with the input's type.");
    }
    return x.matmul(w).add(bias.tensor());
  }

  /** Returns weight and bias. */
  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** Returns the weights W, [in, out]. */
  public Parameter weight() {
    return weight;
  }

  /** Returns the biases b, [out]. */
  public Parameter bias() {
    return bias;
  }

  /** Returns the widths, such as {@code dense 784→30}. */
  @Override
  public String toString() {
    Shape w = weight.tensor().shape();
    return "dense " + w.dim(0) + "→" + w.dim(1);
  }
}
