package dev.autodiff.examples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what steps allocate on the heap, on all threads. */
final class Allocation {
  private static final int ROUNDS = 5;
  private static final int MOST_ROUNDS = 100;
  private static final double NOTHING = 64;
  private static final int LEAST_STEPS = 10;
  private static final long ROUND_NANOS = 100_000_000;

  private Allocation() {}

  /**
   * Returns the bytes that a step allocates on average once it is warm: the least of some rounds,
   * for the JVM's own threads allocate as well; of more rounds if that is not next to nothing, for
   * the JVM's compiler may not be done.
   */
  static double perStep(Step step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ROUNDS || (least >= NOTHING && i < MOST_ROUNDS); i++) {
      long begin = total(threads);
      long from = total(threads);
      long counting = from - begin;
      int steps = 0;
      for (long start = System.nanoTime();
          steps < LEAST_STEPS || System.nanoTime() - start < ROUND_NANOS;
          steps++) {
        step.take();
      }
      long bytes = total(threads) - from - counting;
      least = Math.min(least, Math.max(0, bytes) / (double) steps);
    }
    return least;
  }

  private static long total(ThreadMXBean threads) {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // −1 for a thread that has ended
    }
    return sum;
  }
}
