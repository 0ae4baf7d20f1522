package dev.autodiff.compile;

import dev.autodiff.array.DType;

/**
 * Gives out places that begin on a cache line, behind each other in large arrays. Vectors that lie
 * across two lines take twice as long to load or store, and a product that reads a matrix where it
 * is loses up to a quarter by that. Java has no aligned arrays, but the default garbage collector
 * puts large ones where one of its regions begins and never moves them. Under other collectors
 * places begin anywhere, as arrays do.
 */
final class Arena {
  /** The size from which arrays are large, for heaps of up to 32 GiB. */
  private static final int LARGE = 4 << 20;

  /** Smaller values, in bytes, have arrays of their own. */
  private static final int SMALLEST = 16 << 10;

  private static final int LINE = 64;
  private static final int HEADER = 16;

  private final DType dtype;
  private Buffer chunk;
  private int next; // free in the chunk

  Arena(DType dtype) {
    this.dtype = dtype;
    this.chunk = new Buffer(dtype, 0);
  }

  /** Returns whether a value of so many elements is kept in an arena. */
  static boolean takes(DType dtype, int count) {
    return dtype.isFloating() && count >= SMALLEST / dtype.bytes() && count <= 1 << 30;
  }

  Buffer take(int count) {
    int line = LINE / dtype.bytes();
    int first = (LINE - HEADER) / dtype.bytes();
    if (count > chunk.length - next) {
      chunk = new Buffer(dtype, Math.max(LARGE / dtype.bytes(), first + count));
      next = first;
    }
    Buffer b = new Buffer(dtype, count, chunk.array, next);
    next += (count + line - 1) / line * line;
    return b;
  }
}
