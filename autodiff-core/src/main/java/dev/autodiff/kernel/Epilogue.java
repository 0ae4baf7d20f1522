package dev.autodiff.kernel;

/**
 * What is done with a matrix product's results as soon as they are final: a bias added, an
 * activation applied. Called by the thread that computed them, while they are in its cache.
 */
@FunctionalInterface
public interface Epilogue {
  /** Does nothing. */
  Epilogue NONE = (at, rows, columns, ldc) -> {};

  /** So many results are given at once, or all that are left: fewer are not worth a call. */
  int ENOUGH = 1 << 12;

  /**
   * Treats the results from element {@code at} of C's array on: rows of {@code columns} elements,
   * each {@code ldc} after the one before. Every element is given once.
   */
  void run(int at, int rows, int columns, int ldc);
}
