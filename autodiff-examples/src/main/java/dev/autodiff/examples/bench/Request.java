package dev.autodiff.examples.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure of a workload, and how.
 *
 * @param eager whether the graph is built in each step, or a program is run
 * @param provider the kernels, vector or plain
 * @param data where data sets are, null if nowhere
 * @param warmSeconds how long to run before
 * @param measureSeconds how long to measure
 * @param ratio whether to compare a program with that of its value alone
 * @param allocation whether to count the bytes that a step of a program allocates
 */
record Request(
    String workload,
    boolean eager,
    String provider,
    int threads,
    @Nullable Path data,
    double warmSeconds,
    double measureSeconds,
    boolean ratio,
    boolean allocation) {

  private static final String NOWHERE = "";

  /** Returns this as words, for another process. */
  List<String> toWords() {
    return List.of(
        workload,
        Boolean.toString(eager),
        provider,
        Integer.toString(threads),
        data == null ? NOWHERE : data.toString(),
        Double.toString(warmSeconds),
        Double.toString(measureSeconds),
        Boolean.toString(ratio),
        Boolean.toString(allocation));
  }

  static Request ofWords(List<String> w) {
    return new Request(
        w.get(0),
        Boolean.parseBoolean(w.get(1)),
        w.get(2),
        Integer.parseInt(w.get(3)),
        w.get(4).equals(NOWHERE) ? null : Path.of(w.get(4)),
        Double.parseDouble(w.get(5)),
        Double.parseDouble(w.get(6)),
        Boolean.parseBoolean(w.get(7)),
        Boolean.parseBoolean(w.get(8)));
  }
}
