package dev.autodiff.op;

/** The real numbers at which an elementwise operation is defined. */
public enum Domain {
  /** Every number. */
  REAL(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** Every number but 0. */
  NON_ZERO(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** Numbers above 0; the value at 0 is a limit. */
  POSITIVE(0, Double.POSITIVE_INFINITY),
  /** Numbers above −1; the value at −1 is a limit. */
  ABOVE_MINUS_ONE(-1, Double.POSITIVE_INFINITY);

  private final double low;
  private final double high;

  Domain(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** Returns the lower end, not included. */
  public double low() {
    return low;
  }

  /** Returns the numbers beside the domain that it reaches up to. */
  double[] ends() {
    return this == REAL ? new double[0] : new double[] {this == NON_ZERO ? 0 : low};
  }

  /** Returns whether the operation is defined, and its derivative finite, at {@code x}. */
  public boolean contains(double x) {
    return x > low && x < high && (this != NON_ZERO || x != 0);
  }
}
