package dev.autodiff.kernel;

/**
 * How to have places that begin on a cache line: vectors that lie across two take twice as long to
 * load or store. Java has no aligned arrays, but the default garbage collector puts one that fills
 * more than half of a region at the region's beginning, and hardly ever moves it. Under other
 * collectors, or where an array's header has not 16 bytes, places begin anywhere, as arrays do.
 */
public final class CacheLine {
  /** Its bytes. */
  public static final int SIZE = 64;

  private static final int HEADER = 16;
  private static final int REGION = region(Runtime.getRuntime().maxMemory());

  private CacheLine() {}

  /** Returns the first element, of so many bytes each, that begins on a line in a large array. */
  public static int first(int bytes) {
    return (SIZE - HEADER) / bytes;
  }

  /** Returns how many elements of so many bytes fill a region. */
  public static int filling(int bytes) {
    return (REGION - HEADER) / bytes;
  }

  /** Returns how many elements of so many bytes make an array large: it begins a region. */
  public static int large(int bytes) {
    return filling(bytes) / 2 + 1;
  }

  /**
   * Returns whether an element, of so many bytes, of an array so long begins a line under the
   * default collector.
   */
  public static boolean begins(int at, int length, int bytes) {
    return length >= large(bytes) && (at - first(bytes)) % (SIZE / bytes) == 0;
  }

  /** Returns the bytes of a region as HotSpot chooses them: a 2048th of the heap, about. */
  static int region(long heap) {
    long mebibytes = Math.min(32, Math.max(1, heap >> 20 >> 11));
    long region = Long.highestOneBit(mebibytes) << 20;
    return (int) (region < 32 << 20 && region << 11 < heap ? 2 * region : region);
  }
}
