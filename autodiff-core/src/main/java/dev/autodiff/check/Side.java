package dev.autodiff.check;

/** The slope of a curve to one side of 0: a ladder of differences (f(h) − f(0))/h. */
final class Side {
  private static final int STEPS = 14;

  /** Whether the function is finite on this side, however near. */
  final boolean exists;

  final double[] slope;
  final double[] error;
  private final double[] growth; // of the difference quotient, when the step was halved last

  private Side(boolean exists, double[] slope, double[] error, double[] growth) {
    this.exists = exists;
    this.slope = slope;
    this.error = error;
    this.growth = growth;
  }

  /**
   * Follows {@code f} from steps of {@code firstStep}, or the largest below from which on it stays
   * in one branch, towards 0.
   */
  static Side of(Curve f, Curve.Point centre, double firstStep, double least, Rounding rounding) {
    int n = centre.values.length;
    long branch = f.at(least).branches;
    double h = firstStep;
    Curve.Point p = f.at(h);
    while (h > 64 * least && !(p.branches == branch && p.isFiniteLike(centre))) {
      h /= 8;
      p = f.at(h);
    }
    boolean exists = p.isFiniteLike(centre);
    Ladder ladder = new Ladder(n, 1, 1);
    double[] growth = NumericDerivative.filled(n, 1);
    for (int k = 0; k < STEPS && exists; k++, h /= 2) {
      if (k > 0) {
        p = f.at(h);
      }
      double[] quotient = new double[n];
      double[] error = new double[n];
      for (int i = 0; i < n; i++) {
        double y = p.values[i];
        quotient[i] = (y - centre.values[i]) / Math.abs(p.t);
        error[i] = 2 * Math.max(rounding.noise[i], rounding.epsilon * Math.abs(y));
        if (k > 0) {
          double before = ladder.last(i);
          growth[i] = before == 0 ? 1 : quotient[i] / before;
        }
      }
      ladder.add(h, quotient, error);
    }
    return new Side(exists, ladder.value, ladder.error, growth);
  }

  /** Whether f(h) − f(0) does not vanish with h: the quotient doubles as h is halved. */
  boolean jumps(int i) {
    return exists && growth[i] > 1.9 && isLost(i);
  }

  /** Whether the slope grows without bound, more slowly than at a jump. */
  boolean isInfinite(int i) {
    return exists && growth[i] > 1.05 && growth[i] <= 1.9 && isLost(i);
  }

  private boolean isLost(int i) {
    return !(error[i] <= 1e-3 * Math.abs(slope[i]));
  }
}
