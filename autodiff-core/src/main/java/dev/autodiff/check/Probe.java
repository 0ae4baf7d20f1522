package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function and a point, evaluated near it, with the evaluations counted. */
final class Probe {
  private static final double PRECISE = 0x1p-44;

  private final Function<List<Tensor>, Tensor> function;
  final List<NdArray> point;
  final double epsilon;
  private @Nullable Tensor graph;
  private int evaluations;
  private boolean steady = true;

  Probe(Function<List<Tensor>, Tensor> function, List<NdArray> point) {
    this.function = function;
    this.point = point;
    double coarsest = 0x1p-52;
    for (NdArray x : point) {
      coarsest = Math.max(coarsest, x.dtype().epsilon());
    }
    this.epsilon = coarsest;
  }

  /** The same function at another point, nearby. */
  Probe moved(long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    List<NdArray> moved = new ArrayList<>();
    for (NdArray x : point) {
      double[] values = x.toDoubles();
      double[] u = Directions.along(rng, values);
      Arrays.setAll(values, j -> values[j] + 0x1p-10 * u[j]);
      moved.add(array(values, x));
    }
    return new Probe(function, moved);
  }

  /**
   * The result at another point, where few functions are flat: this one scaled to a size below ⅛.
   */
  Tensor nearZero() {
    List<Tensor> scaled = new ArrayList<>();
    for (NdArray x : point) {
      double[] values = Directions.ofUnitSize(x.toDoubles());
      Arrays.setAll(values, j -> values[j] / 16);
      scaled.add(Tensor.variable(array(values, x)));
    }
    return apply(scaled);
  }

  /**
   * The same in double precision; this if the function insists on its type, or takes other branches
   * there, as where 0.1 is a kink: the float next to it is none in doubles.
   */
  Probe inDoubles() {
    Probe twin = new Probe(function, point.stream().map(x -> x.cast(DType.FLOAT64)).toList());
    try {
      boolean isSame = twin.graph().dtype() == DType.FLOAT64 && twin.branches() == branches();
      return isSame ? twin : this;
    } catch (IllegalArgumentException e) { // types clash: the function has constants of its own
      return this;
    }
  }

  /** Whether all evaluations at the point so far gave the same. */
  boolean isSteady() {
    return steady;
  }

  int evaluations() {
    return evaluations;
  }

  /** The function of fresh variables, so that the graph behind the result is recorded. */
  Tensor apply(List<Tensor> variables) {
    evaluations++;
    return function.apply(variables);
  }

  /**
   * Variables at the point, of arrays of their own: a function that changes them harms no other.
   */
  List<Tensor> variables() {
    return point.stream().map(x -> Tensor.variable(array(x.toDoubles(), x))).toList();
  }

  /** The outputs at the point. */
  double[] values() {
    return apply(variables()).value().toDoubles();
  }

  /** The result at the point, recorded. */
  Tensor graph() {
    if (graph == null) {
      graph = apply(variables());
    }
    return graph;
  }

  /** The signature of the branches taken at the point. */
  long branches() {
    return Nodes.branches(graph());
  }

  /** All outputs as one input moves along a direction. */
  Curve along(int input, double[] direction) {
    boolean single = isUnit(direction);
    double[] centre = graph().value().toDoubles();
    int outputs = centre.length;
    return t -> {
      double[] x = point.get(input).toDoubles();
      double realised = t;
      boolean precise = true;
      for (int j = 0; j < x.length; j++) {
        if (direction[j] != 0) {
          double moved = round(input, x[j] + t * direction[j]);
          realised = single ? moved - x[j] : t;
          double off = Math.abs(moved - x[j] - t * direction[j]);
          precise &= single || off <= PRECISE * Math.abs(t * direction[j]);
          x[j] = moved;
        }
      }
      Tensor y = applyOrNull(input, x);
      steady &= t != 0 || y == null || Arrays.equals(y.value().toDoubles(), centre);
      double[] values =
          y == null ? NumericDerivative.filled(outputs, Double.NaN) : y.value().toDoubles();
      return new Curve.Point(realised, values, y == null ? 0 : Nodes.branches(y), precise);
    };
  }

  /**
   * The change of a combination of the outputs, ⟨v, y(t) − y(0)⟩: outputs that do not move add
   * nothing to its rounding.
   */
  Curve along(int input, double[] direction, double[] v) {
    Curve all = along(input, direction);
    double[] centre = graph().value().toDoubles();
    return t -> {
      Curve.Point p = all.at(t);
      double sum = 0;
      for (int k = 0; k < v.length; k++) {
        sum += v[k] * (p.values[k] - centre[k]);
      }
      return new Curve.Point(p.t, new double[] {sum}, p.branches, p.isPrecise);
    };
  }

  /**
   * Results at equally spaced points near the point, for {@link Noise}. They lie beside it, where
   * the last digit of x is odd: at a round number, arithmetic may happen to be exact.
   *
   * @param closer how often the spacing is divided by 16
   */
  List<Tensor> nearby(int input, long seed, int closer) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] x = point.get(input).toDoubles();
    double shorter = Math.scalb(1.0, 4 * closer);
    double[] start = Directions.nearby(rng, x, epsilon, shorter);
    double[] step = Directions.nearby(rng, x, epsilon, shorter);
    List<Tensor> results = new ArrayList<>();
    for (int j = 0; j < x.length; j++) {
      x[j] = odd(input, x[j] + start[j] * (1 + rng.nextDouble()));
    }
    for (int k = 0; k < Noise.POINTS; k++) {
      for (int j = 0; j < x.length; j++) {
        x[j] = odd(input, x[j] + step[j]);
      }
      Tensor y = applyOrNull(input, x);
      results.add(y == null ? graph() : y);
    }
    return results;
  }

  /** Results a long way off to both sides, to see what depends on an input at all. */
  List<Tensor> away(int input, SplittableRandom rng) {
    double[] u = Directions.along(rng, point.get(input).toDoubles());
    List<Tensor> results = new ArrayList<>();
    for (int sign = -1; sign <= 1; sign += 2) {
      double[] x = point.get(input).toDoubles();
      for (int j = 0; j < x.length; j++) {
        x[j] = round(input, x[j] + sign * u[j] / 4);
      }
      Tensor y = applyOrNull(input, x);
      if (y != null) {
        results.add(y);
      }
    }
    return results;
  }

  /** The result with another value of an input; null where the function refuses it. */
  private @Nullable Tensor applyOrNull(int input, double[] x) {
    try {
      Tensor y = apply(input, x);
      return y.shape().equals(graph().shape()) ? y : null;
    } catch (RuntimeException e) { // as outside of a domain that the function checks by itself
      return null;
    }
  }

  private Tensor apply(int input, double[] x) {
    List<Tensor> variables = new ArrayList<>();
    for (int i = 0; i < point.size(); i++) {
      NdArray p = point.get(i);
      variables.add(Tensor.variable(array(i == input ? x : p.toDoubles(), p)));
    }
    return apply(variables);
  }

  private double round(int input, double v) {
    return point.get(input).dtype() == DType.FLOAT32 ? (float) v : v;
  }

  /** A number of the input's type, its last digit made odd; infinity has none. */
  private double odd(int input, double v) {
    if (!Double.isFinite(round(input, v))) {
      return v;
    }
    return point.get(input).dtype() == DType.FLOAT32
        ? Float.intBitsToFloat(Float.floatToRawIntBits((float) v) | 1)
        : Double.longBitsToDouble(Double.doubleToRawLongBits(v) | 1);
  }

  private static boolean isUnit(double[] direction) {
    int used = 0;
    for (double d : direction) {
      if (d != 0) {
        used += d == 1 ? 1 : 2;
      }
    }
    return used == 1;
  }

  /** Σ aᵢ·bᵢ, without the elements that are 0 in {@code a}. */
  static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] == 0 ? 0 : a[i] * b[i];
    }
    return s;
  }

  /** The index of an element as in {@code [2, 0]}; nothing for a scalar. */
  static String index(int flat, Shape shape) {
    return shape.rank() == 0 ? "" : Arrays.toString(shape.index(flat));
  }

  /** A copy of numbers as an array of the shape and type of a value. */
  static NdArray array(double[] values, Tensor like) {
    return array(values, like.value());
  }

  static NdArray array(double[] values, NdArray like) {
    return NdArray.wrap(values.clone(), like.shape()).cast(like.dtype());
  }
}
