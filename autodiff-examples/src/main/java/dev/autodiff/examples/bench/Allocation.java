package dev.autodiff.examples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what steps allocate on the heap, on all threads. */
final class Allocation {
  private static final int LEAST_STEPS = 10;
  private static final long NANOS = 200_000_000;

  private Allocation() {}

  /** Returns the bytes that a step allocates on average, once it is warm. */
  static double perStep(Step step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    total(threads); // what counting allocates the first time
    long before = total(threads);
    long counting = total(threads) - before;
    long start = System.nanoTime();
    long from = total(threads);
    int steps = 0;
    while (steps < LEAST_STEPS || System.nanoTime() - start < NANOS) {
      step.take();
      steps++;
    }
    return Math.max(0, total(threads) - from - counting) / (double) steps;
  }

  private static long total(ThreadMXBean threads) {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // −1 for a thread that has ended
    }
    return sum;
  }
}
