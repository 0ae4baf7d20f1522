package dev.autodiff.check;

/** A vector-valued function of one number: the function under test along a line. */
@FunctionalInterface
interface Curve {
  Point at(double t);

  /** A point of the curve. */
  final class Point {
    /** Where: the parameter asked for, or what became of it in floating point. */
    final double t;

    /** One for each output. */
    final double[] values;

    /** A signature of the choices made on the way: masks, arg-max, orders. */
    final long branches;

    /** Whether the point is where it should be to many more digits than a derivative has. */
    final boolean isPrecise;

    Point(double t, double[] values, long branches, boolean isPrecise) {
      this.t = t;
      this.isPrecise = isPrecise;
      this.values = values;
      this.branches = branches;
    }

    /** Whether every output that is finite at {@code centre} is finite here. */
    boolean isFiniteLike(Point centre) {
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i]) && Double.isFinite(centre.values[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
