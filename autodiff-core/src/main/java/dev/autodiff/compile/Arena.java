package dev.autodiff.compile;

import dev.autodiff.array.DType;

/**
 * Gives out places that begin on a cache line, behind each other in large arrays. Vectors that lie
 * across two lines take twice as long to load or store, and a product that reads a matrix where it
 * is loses up to a quarter by that. Java has no aligned arrays, but the default garbage collector
 * puts one that fills more than half of a region at the region's beginning, and hardly ever moves
 * it. Under other collectors, or where an array's header has not 16 bytes, places begin anywhere,
 * as arrays do.
 */
final class Arena {
  /** Smaller values, in bytes, have arrays of their own. */
  private static final int SMALLEST = 16 << 10;

  private static final int LINE = 64;
  private static final int HEADER = 16;
  private static final int REGION = region(Runtime.getRuntime().maxMemory());

  private final DType dtype;
  private final int first; // on a cache line
  private Buffer chunk;
  private int next; // free in the chunk

  Arena(DType dtype) {
    this.dtype = dtype;
    this.first = (LINE - HEADER) / dtype.bytes();
    this.chunk = new Buffer(dtype, 0);
  }

  /** Returns the bytes of a region as HotSpot chooses them: a 2048th of the heap, about. */
  static int region(long heap) {
    long mebibytes = Math.min(32, Math.max(1, heap >> 20 >> 11));
    long region = Long.highestOneBit(mebibytes) << 20;
    return (int) (region < 32 << 20 && region << 11 < heap ? 2 * region : region);
  }

  /** Returns whether a value of so many elements is kept in an arena. */
  static boolean takes(DType dtype, int count) {
    return dtype.isFloating() && count >= SMALLEST / dtype.bytes() && count <= 1 << 28;
  }

  Buffer take(int count) {
    int region = (REGION - HEADER) / dtype.bytes();
    int line = LINE / dtype.bytes();
    if (count > region / 2) { // an array of its own: a chunk would be left half empty
      return new Buffer(dtype, count, new Buffer(dtype, first + count).array, first);
    }
    if (count > chunk.length - next) {
      chunk = new Buffer(dtype, region);
      next = first;
    }
    Buffer b = new Buffer(dtype, count, chunk.array, next);
    next += (count + line - 1) / line * line;
    return b;
  }
}
