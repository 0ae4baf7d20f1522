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

  /** √Σ(aᵢ·bᵢ)². */
  static double ofProducts(double[] a, double[] b) {
    Norm n = new Norm();
    for (int i = 0; i < a.length; i++) {
      n.add(a[i] * b[i]);
    }
    return n.value();
  }
}
