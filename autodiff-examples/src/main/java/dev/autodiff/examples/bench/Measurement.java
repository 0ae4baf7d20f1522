package dev.autodiff.examples.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Measures one workload in one mode, in this process. */
final class Measurement {
  /** The name of what a step allocates. */
  static final String ALLOCATED = "allocated_bytes";

  private Measurement() {}

  /** Returns what all lines begin with. */
  static JsonObject head(String workload) {
    JsonObject line = new JsonObject();
    String version = Measurement.class.getPackage().getImplementationVersion();
    line.addProperty("peer", "autodiff");
    line.addProperty("version", version == null ? "(not packaged)" : version);
    line.addProperty("workload", workload);
    return line;
  }

  /** Measures and returns a line of results. */
  static JsonObject of(Request request) throws IOException {
    Workload workload = Workloads.named(request.workload(), request.data());
    Step step = request.eager() ? workload.eager() : workload.compiled();
    step.take();
    double loss = step.loss();
    double gradientCheck = step.gradientCheck();
    Timing t = Timing.of(step, request.warmSeconds(), request.measureSeconds());

    JsonObject line = head(request.workload());
    line.addProperty("mode", request.eager() ? "eager" : "compiled");
    line.addProperty("provider", request.provider());
    line.addProperty("threads", request.threads());
    line.add("median_us", rounded(t.median(), 6));
    line.add("min_us", rounded(t.min(), 6));
    line.add("p90_us", rounded(t.p90(), 6));
    line.addProperty("runs", t.steps());
    line.add("loss_first", rounded(loss, 9));
    line.add("grad_check", rounded(gradientCheck, 9));
    if (workload.flops() > 0) {
      line.add("gflops", rounded(workload.flops() / t.median() / 1e3, 4));
    }
    if (request.allocation() && !request.eager()) {
      line.add(ALLOCATED, rounded(Allocation.perStep(step), 3));
    }
    Optional<Step> function =
        request.ratio() && !request.eager() ? workload.function() : Optional.empty();
    if (function.isPresent()) {
      Timing f = Timing.of(function.get(), request.warmSeconds(), request.measureSeconds());
      line.add("function_us", rounded(f.median(), 6));
      line.add("ratio", rounded(t.median() / f.median(), 3));
    }
    return line;
  }

  /** JSON knows no NaN and no infinity: they become null. */
  private static JsonElement rounded(double x, int digits) {
    return Double.isFinite(x)
        ? new JsonPrimitive(
            new BigDecimal(x).round(new MathContext(digits)).stripTrailingZeros().doubleValue())
        : JsonNull.INSTANCE;
  }
}
