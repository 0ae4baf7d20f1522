package dev.autodiff.check;

import dev.autodiff.array.DType;

/**
 * What may be expected of a derivative computed in a number type.
 *
 * @param epsilon relative spacing of the numbers
 * @param rounding relative error that a right derivative may have
 * @param cancellation the same, relative to the largest derivative of the same output
 * @param meaningful how small an error, relative to the largest derivative, must be seen for AGREE
 */
record Precision(double epsilon, double rounding, double cancellation, double meaningful) {
  private static final Precision DOUBLE = new Precision(0x1p-52, 0x1p-34, 0x1p-44, 1e-6);
  private static final Precision FLOAT = new Precision(0x1p-23, 0x1p-15, 0x1p-17, 1e-2);

  /** What is as good as 0: numbers near the smallest have no digits. */
  double tiny() {
    return 4 * (epsilon == FLOAT.epsilon ? Float.MIN_NORMAL : Double.MIN_NORMAL);
  }

  static Precision of(DType type) {
    return type == DType.FLOAT32 ? FLOAT : DOUBLE;
  }
}
