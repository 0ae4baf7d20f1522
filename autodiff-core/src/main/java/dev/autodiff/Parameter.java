package dev.autodiff;

import dev.autodiff.array.NdArray;

/**
 * A named cell that holds the current value of a trainable quantity: the only mutable type of a
 * model.
 *
 * <p>{@link #tensor} gives the current leaf; {@link #set} puts a new leaf in its place. A graph
 * keeps the leaf it was built with, and {@link Autodiff#gradients(Tensor, java.util.List)} finds it
 * there, so a backward pass after an update is still the gradient at the values that were used.
 */
public final class Parameter {
  private final String name;
  private volatile Tensor leaf;

  private Parameter(String name, NdArray value) {
    this.name = name;
    this.leaf = Tensor.leafOf(this, value);
  }

  /** Returns a parameter of the given name and initial value, float64 or float32. */
  @SuppressWarnings("NullAway") // the leaf names its owner, which is complete but for the leaf
  public static Parameter of(String name, NdArray initial) {
    return new Parameter(name, initial);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the current leaf, for use in computations. */
  public Tensor tensor() {
    return leaf;
  }

  /** Returns the current value. */
  public NdArray value() {
    return leaf.value();
  }

  /**
   * Replaces the value. Graphs built before keep the old one.
   *
   * @throws IllegalArgumentException if shape or type differ from the current value's; nothing is
   *     changed then
   */
  public void set(NdArray value) {
    NdArray old = leaf.value();
    if (!old.shape().equals(value.shape()) || old.dtype() != value.dtype()) {
      throw new IllegalArgumentException(
          "parameter %s: holds %s %s and cannot be set to %s %s. Reshape or cast the new value."
              .formatted(name, old.dtype(), old.shape(), value.dtype(), value.shape()));
    }
    leaf = Tensor.leafOf(this, value);
  }

  /** Returns name, type and shape. */
  @Override
  public String toString() {
    return name + " " + value().dtype() + " " + value().shape();
  }
}
