package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.kernel.CacheLine;

/**
 * Gives out places that begin on a cache line, behind each other in large arrays: a product that
 * reads a matrix where it is loses up to a quarter where it begins elsewhere.
 */
final class Arena {
  /** Smaller values, in bytes, have arrays of their own. */
  private static final int SMALLEST = 16 << 10;

  private final DType dtype;
  private Buffer chunk;
  private int next; // free in the chunk

  Arena(DType dtype) {
    this.dtype = dtype;
    this.chunk = new Buffer(dtype, 0);
  }

  /** Returns whether a value of so many elements is kept in an arena. */
  static boolean takes(DType dtype, int count) {
    return dtype.isFloating() && count >= SMALLEST / dtype.bytes() && count <= 1 << 28;
  }

  Buffer take(int count) {
    int first = CacheLine.first(dtype.bytes());
    int line = CacheLine.SIZE / dtype.bytes();
    if (count >= CacheLine.large(dtype.bytes())) {
      // an array of its own: a chunk would be left half empty
      return new Buffer(dtype, count, new Buffer(dtype, first + count).array, first);
    }
    if (count > chunk.length - next) {
      chunk = new Buffer(dtype, CacheLine.filling(dtype.bytes()));
      next = first;
    }
    Buffer b = new Buffer(dtype, count, chunk.array, next);
    next += (count + line - 1) / line * line;
    return b;
  }
}
