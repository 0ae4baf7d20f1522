package dev.autodiff.nn.init;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.random.RandomGenerator;

/** Creates the initial value of a parameter. */
@FunctionalInterface
public interface Initializer {
  /**
   * Returns a new array.
   *
   * @param shape for a weight matrix [fan-in, fan-out]: inputs and outputs of a neuron's layer
   * @param dtype float64 or float32
   * @param rng the source of every random number; the same state gives the same array
   */
  NdArray create(Shape shape, DType dtype, RandomGenerator rng);
}
