package dev.autodiff.examples.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;

/** Writes lines of results as they come: a table for people, or JSON for programs. */
final class Report {
  private final PrintWriter out;
  private final boolean json;

  Report(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  private void print(String line) {
    out.println(line.stripTrailing());
    out.flush();
  }

  /** Writes the headings of the columns. */
  void header() {
    if (!json) {
      print(
          row("workload", "mode", "median µs", "min µs", "p90 µs", "loss_first", "grad_check", ""));
    }
  }

  /** Says why there is no result. */
  void skipped(Workload workload, String why) {
    if (json) {
      JsonObject line = Measurement.head(workload.name());
      line.addProperty("skipped", why);
      print(line.toString());
    } else {
      print(workload.name() + ": skipped: " + why + ".");
    }
  }

  /** Writes a line and returns whether its results are what they must be. */
  boolean line(Workload workload, JsonObject line) {
    boolean agrees = workload.agrees(number(line, "loss_first"), number(line, "grad_check"));
    if (json) {
      print(line.toString());
      return agrees;
    }
    StringBuilder more = new StringBuilder(agrees ? "✓" : "✗ DISAGREES");
    append(more, line, "gflops", " GFLOP/s");
    append(more, line, "ratio", " of the value alone");
    append(more, line, Measurement.ALLOCATED, " bytes a step");
    print(
        row(
            workload.name(),
            line.get("mode").getAsString(),
            micros(line, "median_us"),
            micros(line, "min_us"),
            micros(line, "p90_us"),
            String.format(Locale.ROOT, "%.9g", number(line, "loss_first")),
            String.format(Locale.ROOT, "%.7g", number(line, "grad_check")),
            more.toString()));
    return agrees;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-34s %-9s %11s %11s %11s %13s %13s  %s", cells);
  }

  private static String micros(JsonObject line, String name) {
    return String.format(Locale.ROOT, "%.3f", number(line, name));
  }

  private static double number(JsonObject line, String name) {
    JsonElement e = line.get(name);
    return e == null || e.isJsonNull() ? Double.NaN : e.getAsDouble();
  }

  private static void append(StringBuilder to, JsonObject line, String name, String unit) {
    if (line.has(name)) {
      to.append("  ").append(line.get(name).getAsString()).append(unit);
    }
  }
}
