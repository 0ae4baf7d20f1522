package dev.autodiff.check;

import dev.autodiff.array.Shape;
import java.util.List;

/**
 * What is differentiated, for the places in a report.
 *
 * @param name such as y
 */
record Result(String name, Shape shape) {
  /** A result that is called y, or f if an input is. */
  static Result beside(List<String> inputs, Shape shape) {
    return new Result(inputs.contains("y") ? "f" : "y", shape);
  }

  /** The upper half of a derivative of one element, such as {@code ∂y[0]}. */
  String element(int index) {
    return "∂" + name + Probe.index(index, shape);
  }
}
