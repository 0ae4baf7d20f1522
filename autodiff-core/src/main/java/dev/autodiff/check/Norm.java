package dev.autodiff.check;

/** √Σx² of numbers given one by one, without overflow or underflow on the way. */
final class Norm {
  private double largest;
  private double sum; // of (x/largest)²

  /** Adds a number; one that is not finite is left out. */
  void add(double x) {
    double size = Math.abs(x);
    if (size > largest && Double.isFinite(size)) {
      double ratio = largest / size;
      sum = 1 + sum * ratio * ratio;
      largest = size;
    } else if (size > 0 && size <= largest) {
      double ratio = size / largest;
      sum += ratio * ratio;
    }
  }

  double value() {
    return largest * Math.sqrt(sum);
  }

  /** Σ|aᵢ·bᵢ|, of the terms that are finite. */
  static double sumOfSizes(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double size = Math.abs(a[i] * b[i]);
      sum += Double.isFinite(size) ? size : 0;
    }
    return sum;
  }

  /** √Σ(aᵢ·bᵢ)². */
  static double ofProducts(double[] a, double[] b) {
    Norm n = new Norm();
    for (int i = 0; i < a.length; i++) {
      n.add(a[i] * b[i]);
    }
    return n.value();
  }
}
