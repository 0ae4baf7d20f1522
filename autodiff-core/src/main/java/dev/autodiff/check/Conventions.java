package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Whether an operation at a kink takes the derivative that it states, the mean of those {@link
 * Op#besideKinks beside} it.
 */
final class Conventions {
  private static final double CLOSE = 1e-8;
  private static final int DIRECTIONS = 2;

  private final List<Differences> beside = new ArrayList<>();
  private final Pullback gradients;
  private final List<Tensor> leaves;
  private final List<String> names;
  private final Op op;
  private final double close;
  private final Result result;
  private final GradientReport.Builder report;
  private boolean isExplained;

  /**
   * @param node an operation's value
   * @param leaves variables in place of its differentiable inputs
   * @param gradients under test, of the operation by itself, of numbers of the given precision
   */
  Conventions(
      Tensor node,
      List<Tensor> leaves,
      List<String> names,
      Result result,
      Pullback gradients,
      Precision precision,
      GradientReport.Builder report) {
    this.gradients = gradients;
    this.leaves = leaves;
    this.names = names;
    this.op = node.op().orElseThrow();
    this.result = result;
    this.close = Math.max(CLOSE, precision.rounding());
    this.report = report;
    NdArray[] in = node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
    for (NdArray[] point : op.besideKinks(in)) {
      List<NdArray> moved = new ArrayList<>();
      for (int k = 0; k < point.length; k++) {
        if (RecordedGraph.isDifferentiable(node.inputs().get(k))) {
          moved.add(point[k].cast(DType.FLOAT64));
        }
      }
      beside.add(new Differences(new Probe(alone(node, point), moved)));
    }
  }

  /** An operation as a function of its differentiable inputs; the others have these values. */
  static Function<List<Tensor>, Tensor> alone(Tensor node, NdArray[] values) {
    return variables -> {
      List<Tensor> in = new ArrayList<>();
      int next = 0;
      for (int k = 0; k < values.length; k++) {
        Tensor t = node.inputs().get(k);
        boolean floating = t.dtype().isFloating();
        in.add(
            RecordedGraph.isDifferentiable(t)
                ? variables.get(next++)
                : Tensor.of(floating ? values[k].cast(variables.get(0).dtype()) : values[k]));
      }
      return in.get(0).apply(node.op().orElseThrow(), in);
    };
  }

  /** Whether the inputs are at a kink for which the operation states a derivative. */
  boolean isAtKink() {
    return !beside.isEmpty();
  }

  /** Compares every element of the Jacobian. */
  void elements() {
    int m = result.shape().size();
    List<NumericDerivative[][]> all = beside.stream().map(Differences::elements).toList();
    for (int k = 0; k < m && !all.isEmpty(); k++) {
      double[][] g = gradients.of(Directions.unit(m, k));
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g[i].length; j++) {
          int input = i;
          int element = j;
          List<NumericDerivative> d = all.stream().map(a -> a[input][element]).toList();
          String place =
              result.element(k) + "/∂" + names.get(i) + Probe.index(j, leaves.get(i).shape());
          compare(place, g[i][j], d, k);
        }
      }
    }
  }

  /** Compares some directional derivatives. */
  void directions(long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    for (int r = 0; r < DIRECTIONS && !beside.isEmpty(); r++) {
      double[] v = Directions.weights(rng.nextLong(), result.shape().size());
      double[][] g = gradients.of(v);
      for (int i = 0; i < g.length; i++) {
        int input = i;
        double[] u = Directions.along(rng, leaves.get(i).value().toDoubles());
        List<NumericDerivative> d = beside.stream().map(x -> x.along(input, u, v)).toList();
        compare("direction %d of %s".formatted(r + 1, names.get(i)), Probe.dot(u, g[i]), d, 0);
      }
    }
  }

  private void compare(String place, double analytic, List<NumericDerivative> d, int output) {
    double stated = d.stream().mapToDouble(x -> x.value[output]).average().orElseThrow();
    double error = d.stream().mapToDouble(x -> x.error[output]).average().orElseThrow();
    double size = d.stream().mapToDouble(x -> Math.abs(x.value[output])).average().orElseThrow();
    double tolerance = 4 * error + close * Math.max(size, Math.abs(analytic));
    if (Math.abs(analytic - stated) > tolerance) { // never for NaN
      Comparison c =
          new Comparison(
              place,
              analytic,
              stated,
              error,
              tolerance,
              stated,
              stated,
              Verdict.DISAGREE,
              Optional.empty());
      report.seeBesides(c, size, "a kink is taken for another");
      if (!isExplained) {
        report.remark(
            "it is at a kink, and the numeric derivative is the one that %s states there (besideKinks)"
                .formatted(op));
        isExplained = true;
      }
    }
  }
}
