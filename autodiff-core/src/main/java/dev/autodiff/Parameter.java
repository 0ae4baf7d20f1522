package dev.autodiff;

import dev.autodiff.array.NdArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable Supplier<NdArray> newer; // where a program keeps a newer value
  private volatile int deferrals; // changes of newer, so that none is missed

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
    return Trace.leaf(this, current());
  }

  /** Returns the value also in a function that is being traced: that of the example. */
  NdArray valueWhileTracing() {
    return current().rawValue();
  }

  private Tensor current() {
    while (true) {
      int seen = deferrals;
      Supplier<NdArray> source = newer;
      if (source == null) {
        return leaf;
      }
      Tensor fetched = Tensor.leafOf(this, source.get());
      synchronized (this) { // not around get, which may wait for a run of the program
        if (deferrals == seen) {
          leaf = fetched;
          newer = null;
          return fetched;
        }
      }
    }
  }

  /** Says that the value is now what {@code source} gives, to be fetched when it is next read. */
  synchronized void defer(Supplier<NdArray> source) {
    newer = source;
    deferrals++;
  }

  /** Returns whether {@code source} still holds the current value. */
  @SuppressWarnings("ReferenceEquality") // this source, not one like it
  boolean isDeferred(Supplier<NdArray> source) {
    return newer == source;
  }

  /**
   * Returns the current value.
   *
   * @throws IllegalStateException in a function that is being traced, where the value is not final
   */
  public NdArray value() {
    return tensor().value();
  }

  /**
   * Replaces the value. Graphs built before keep the old one.
   *
   * @throws IllegalArgumentException if shape or type differ from the current value's; nothing is
   *     changed then
   * @throws IllegalStateException in a function that is being traced, which would set it just once
   */
  public void set(NdArray value) {
    if (Trace.isTracing()) {
      throw new IllegalStateException(
          "parameter %s: set in a function that is being traced to be compiled would happen once, not at every run. Add update(parameter, next) to the result."
              .formatted(name));
    }
    NdArray old = leaf.value();
    if (!old.shape().equals(value.shape()) || old.dtype() != value.dtype()) {
      throw new IllegalArgumentException(
          "parameter %s: holds %s %s and cannot be set to %s %s. Reshape or cast the new value."
              .formatted(name, old.dtype(), old.shape(), value.dtype(), value.shape()));
    }
    synchronized (this) {
      leaf = Tensor.leafOf(this, value);
      newer = null;
      deferrals++;
    }
  }

  /** Returns name, type and shape. */
  @Override
  public String toString() {
    return name + " " + leaf.dtype() + " " + leaf.shape();
  }
}
