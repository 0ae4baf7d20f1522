package dev.autodiff.examples.bench;

import java.util.Arrays;

/**
 * What a step took.
 *
 * @param median microseconds
 * @param min microseconds
 * @param p90 microseconds that nine in ten samples stay below
 * @param steps how many steps were timed
 */
record Timing(double median, double min, double p90, long steps) {
  /** The clock has a resolution and a cost: shorter steps are timed together, as one sample. */
  private static final double SAMPLE_NANOS = 20_000;

  private static final int LEAST_SAMPLES = 5;

  @SuppressWarnings("UnusedVariable") // written so that no step can be left out
  private static volatile double sink;

  /** Takes steps for a while untimed, then at least for another while timed. */
  static Timing of(Step step, double warmSeconds, double measureSeconds) {
    long start = System.nanoTime();
    long elapsed = 0;
    long warmed = 0;
    while (warmed == 0 || elapsed < warmSeconds * 1e9) {
      sink = step.take();
      warmed++;
      elapsed = System.nanoTime() - start;
    }
    int together = (int) Math.max(1, SAMPLE_NANOS / Math.max(1, (double) elapsed / warmed));
    double[] nanos = new double[1 << 16];
    int n = 0;
    start = System.nanoTime();
    for (long end = start; n < LEAST_SAMPLES || end - start < measureSeconds * 1e9; ) {
      long begin = System.nanoTime();
      for (int i = 0; i < together; i++) {
        sink = step.take();
      }
      end = System.nanoTime();
      if (n == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * n);
      }
      nanos[n++] = (double) (end - begin) / together;
    }
    Arrays.sort(nanos, 0, n);
    return new Timing(
        nanos[n / 2] / 1e3, nanos[0] / 1e3, nanos[(int) (n * 0.9)] / 1e3, (long) n * together);
  }
}
