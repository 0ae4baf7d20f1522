package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Whether an operation at a kink takes the derivative that it states, the mean of those {@link
 * Op#besideKinks beside} it.
 */
final class Conventions {
  private static final double CLOSE = 1e-8;
  private static final int DIRECTIONS = 2;

  private final Op op;
  private final Tensor node;
  private final List<List<NdArray>> points = new ArrayList<>(); // the differentiable inputs, moved
  private final List<NdArray[]> values = new ArrayList<>(); // all inputs, moved
  private final double close;
  private final Result result;
  private final Pullback gradients;
  private final List<Tensor> leaves;
  private final List<String> names;
  private final GradientReport.Builder report;
  private int compared;
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
    this.node = node;
    this.op = node.op().orElseThrow();
    this.result = result;
    this.close = Math.max(CLOSE, precision.rounding());
    this.report = report;
    NdArray[] in = node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
    for (NdArray[] point : op.besideKinks(in)) {
      values.add(point);
      values.add(halfway(in, point));
    }
    for (NdArray[] point : values) {
      List<NdArray> moved = new ArrayList<>();
      for (int k = 0; k < point.length; k++) {
        if (RecordedGraph.isDifferentiable(node.inputs().get(k))) {
          moved.add(point[k].cast(DType.FLOAT64));
        }
      }
      points.add(moved);
    }
  }

  private static NdArray[] halfway(NdArray[] from, NdArray[] to) {
    NdArray[] r = to.clone();
    for (int k = 0; k < r.length; k++) {
      if (r[k].dtype().isFloating()) {
        double[] a = from[k].toDoubles();
        double[] b = to[k].toDoubles();
        double[] middle = b.clone();
        Arrays.setAll(middle, j -> a[j] == b[j] ? a[j] : a[j] + (b[j] - a[j]) / 2);
        r[k] = NdArray.wrap(middle, to[k].shape());
      }
    }
    return r;
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

  /** How many derivatives were compared with what the operation states. */
  int compared() {
    return compared;
  }

  private Differences differences(int point) {
    return new Differences(new Probe(alone(node, values.get(point)), points.get(point)));
  }

  /** Compares every element of the Jacobian. */
  void elements() {
    int m = result.shape().size();
    Stated[][][] stated = new Stated[m][leaves.size()][];
    for (int p = 0; p < points.size(); p++) {
      NumericDerivative[][] d = differences(p).elements();
      for (int k = 0; k < m; k++) {
        for (int i = 0; i < d.length; i++) {
          stated[k][i] = p == 0 ? Stated.array(d[i].length) : stated[k][i];
          for (int j = 0; j < d[i].length; j++) {
            stated[k][i][j].add(p, d[i][j], k);
          }
        }
      }
    }
    for (int k = 0; k < m && !points.isEmpty(); k++) {
      double[][] g = gradients.of(Directions.unit(m, k));
      for (int i = 0; i < g.length; i++) {
        String by = result.element(k) + "/∂" + names.get(i);
        for (int j = 0; j < g[i].length; j++) {
          compare(by + Probe.index(j, leaves.get(i).shape()), g[i][j], stated[k][i][j]);
        }
      }
    }
  }

  /** Compares some directional derivatives. */
  void directions(long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    for (int r = 0; r < DIRECTIONS && !points.isEmpty(); r++) {
      double[] v = Directions.weights(rng.nextLong(), result.shape().size());
      double[][] g = gradients.of(v);
      double[][] u = new double[g.length][];
      for (int i = 0; i < u.length; i++) {
        u[i] = Directions.along(rng, leaves.get(i).value().toDoubles());
      }
      Stated[] stated = Stated.array(g.length);
      for (int p = 0; p < points.size(); p++) {
        NumericDerivative[] d = differences(p).along(u, v);
        for (int i = 0; i < d.length; i++) {
          stated[i].add(p, d[i], 0);
        }
      }
      for (int i = 0; i < g.length; i++) {
        String place = "direction %d of %s".formatted(r + 1, names.get(i));
        compare(place, Probe.dot(u[i], g[i]), stated[i]);
      }
    }
  }

  /** The mean of derivatives beside a kink, carried on to the kink itself. */
  private static final class Stated {
    private double sum;
    private double error;
    private double size;
    private int count;

    static Stated[] array(int n) {
      Stated[] r = new Stated[n];
      Arrays.setAll(r, i -> new Stated());
      return r;
    }

    /** Adds the derivative at a point, even numbers, or half the way to it, odd ones. */
    void add(int point, NumericDerivative d, int output) {
      sum += (point % 2 == 0 ? -1 : 2) * d.value[output];
      error += d.error[output];
      size = Math.max(size, Math.abs(d.value[output]));
      count += point % 2;
    }

    double mean() {
      return sum / count;
    }
  }

  private void compare(String place, double analytic, Stated stated) {
    double mean = stated.mean();
    double tolerance =
        4 * stated.error / stated.count + close * Math.max(stated.size, Math.abs(analytic));
    compared += Double.isFinite(mean) && Double.isFinite(analytic) ? 1 : 0;
    if (Math.abs(analytic - mean) > tolerance + 4 * Double.MIN_NORMAL) { // never for NaN
      report.seeBesides(
          Comparison.wrong(place, analytic, mean, tolerance),
          stated.size,
          "a kink is taken for another");
      if (!isExplained) {
        report.remark(
            "it is at a kink, and the numeric derivative is the one that %s states there (besideKinks)"
                .formatted(op));
        isExplained = true;
      }
    }
  }
}
