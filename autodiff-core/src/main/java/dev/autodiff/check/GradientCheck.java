package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Compares a gradient with numerical differences of the function itself.
 *
 * <pre>{@code
 * GradientCheck.of(x -> x.square().sum()).at(x).check().assertAgrees();      // the engine's gradient
 * GradientCheck.of(x -> x.square().sum()).at(x).against(x.mul(2));           // one derived by hand
 * }</pre>
 *
 * <p>Every element of the Jacobian is compared, or, with {@link At#directions}, a few random
 * directional derivatives ⟨∇, u⟩, which costs the same whatever the size. A difference counts as
 * agreement if it is within four times the estimated error of the numerical derivative plus 10⁻⁸ of
 * its size (10⁻³ for float32). At a kink, such as relu at 0, no gradient agrees: differences see
 * the mean of both sides. Check beside it.
 */
public final class GradientCheck {
  private final Function<List<Tensor>, Tensor> function;

  private GradientCheck(Function<List<Tensor>, Tensor> function) {
    this.function = function;
  }

  /** Starts a check of a function of one tensor, scalar- or tensor-valued. */
  public static GradientCheck of(Function<Tensor, Tensor> function) {
    return new GradientCheck(x -> function.apply(x.get(0)));
  }

  /** Starts a check of a function of several tensors. */
  public static GradientCheck ofInputs(Function<List<Tensor>, Tensor> function) {
    return new GradientCheck(function);
  }

  /** Sets the point to check at, one float array for each input. */
  public At at(NdArray... point) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      names.add(point.length == 1 ? "x" : "x" + i);
      if (!point[i].dtype().isFloating()) {
        throw new IllegalArgumentException(
            "gradient check: input %s is %s. Cast it to DType.FLOAT64."
                .formatted(i, point[i].dtype()));
      }
    }
    return new At(List.of(point), names);
  }

  /** A function at a point. */
  public final class At {
    private final List<NdArray> point;
    private final List<String> names;
    private int directions; // 0: the full Jacobian
    private long seed;
    private int evaluations;

    private At(List<NdArray> point, List<String> names) {
      this.point = point;
      this.names = names;
    }

    /** Names the inputs in the report. */
    public At named(String... inputNames) {
      if (inputNames.length != point.size()) {
        throw new IllegalArgumentException(
            "gradient check: needs one name for each input: %s for %s inputs."
                .formatted(inputNames.length, point.size()));
      }
      names.clear();
      names.addAll(Arrays.asList(inputNames));
      return this;
    }

    /**
     * Compares {@code count} random directional derivatives of a random combination of outputs
     * instead of every element. Directions have components ±U[1, 2]: none is near 0, so no element
     * escapes, and their sizes differ, so errors of equal size do not cancel.
     */
    public At directions(int count, long seed) {
      this.directions = count;
      this.seed = seed;
      return this;
    }

    /** Checks the engine's gradient. */
    public GradientReport check() {
      evaluations = 0;
      List<NdArray> jacobians = new ArrayList<>();
      for (int i = 0; i < point.size(); i++) {
        int input = i;
        if (directions == 0) {
          jacobians.add(Autodiff.jacobian(x -> function.apply(with(input, x)), point.get(i)));
        }
      }
      return directions == 0
          ? compareElements(jacobians)
          : compareDirections(
              u -> {
                List<NdArray> g = new ArrayList<>();
                for (int i = 0; i < point.size(); i++) {
                  int input = i;
                  g.add(Autodiff.vjp(x -> function.apply(with(input, x)), point.get(i), u));
                }
                return g;
              });
    }

    /**
     * Checks gradients derived by hand, one for each input: of the input's shape for a scalar
     * function, of shape [shape of y…, shape of x…] for a tensor function.
     *
     * @throws IllegalArgumentException if one has another shape
     */
    public GradientReport against(NdArray... gradients) {
      evaluations = 0;
      Shape result = value(point).shape();
      if (gradients.length != point.size()) {
        throw new IllegalArgumentException(
            "gradient check: needs one gradient for each input: %s for %s inputs."
                .formatted(gradients.length, point.size()));
      }
      for (int i = 0; i < gradients.length; i++) {
        Shape expected = result;
        for (int d : point.get(i).shape().toArray()) {
          expected = expected.insert(expected.rank(), d);
        }
        if (!gradients[i].shape().equals(expected)) {
          throw new IllegalArgumentException(
              "gradient check: the gradient by %s must have shape %s, not %s. Transpose it?"
                  .formatted(names.get(i), expected, gradients[i].shape()));
        }
      }
      List<NdArray> given = List.of(gradients);
      return directions == 0 ? compareElements(given) : compareDirections(u -> contract(u, given));
    }

    /**
     * Checks a gradient derived by hand, given as a function of the input, where there is one
     * input.
     */
    public GradientReport against(Function<Tensor, Tensor> gradient) {
      return against(gradient.apply(Tensor.of(point.get(0))).value());
    }

    private List<NdArray> contract(NdArray u, List<NdArray> jacobians) {
      List<NdArray> r = new ArrayList<>();
      for (int i = 0; i < jacobians.size(); i++) {
        int n = point.get(i).size();
        Tensor row = Tensor.of(u.reshape(Shape.of(1, u.size())));
        Tensor j = Tensor.of(jacobians.get(i).reshape(Shape.of(u.size(), n)));
        r.add(row.matmul(j).value().reshape(point.get(i).shape()));
      }
      return r;
    }

    private List<Tensor> with(int input, Tensor x) {
      List<Tensor> all = new ArrayList<>();
      for (int i = 0; i < point.size(); i++) {
        all.add(i == input ? x : Tensor.of(point.get(i)));
      }
      return all;
    }

    private NdArray value(List<NdArray> at) {
      evaluations++;
      return function.apply(at.stream().map(Tensor::of).toList()).value();
    }

    private double[] moved(int input, NdArray direction, double t) {
      List<NdArray> at = new ArrayList<>(point);
      double[] x = at.get(input).toDoubles();
      double[] d = direction.toDoubles();
      for (int i = 0; i < x.length; i++) {
        x[i] += t * d[i];
      }
      at.set(input, NdArray.wrap(x, direction.shape()).cast(at.get(input).dtype()));
      return value(at).toDoubles();
    }

    private GradientReport compareElements(List<NdArray> jacobians) {
      Worst worst = new Worst();
      Shape result = value(point).shape();
      for (int i = 0; i < point.size(); i++) {
        NdArray x = point.get(i);
        double[] values = x.toDoubles();
        double[] jacobian = jacobians.get(i).toDoubles();
        for (int j = 0; j < values.length; j++) {
          double[] unit = new double[values.length];
          unit[j] = 1;
          NdArray e = NdArray.wrap(unit, x.shape());
          int input = i;
          NumericDerivative d =
              NumericDerivative.of(
                  t -> moved(input, e, t), steps(values[j], x.dtype()), x.dtype().epsilon());
          for (int k = 0; k < d.value.length; k++) {
            String at = d.value.length == 1 ? "∂y" : "∂y" + index(k, result);
            worst.see(
                at + "/∂" + names.get(i) + index(j, x.shape()),
                jacobian[k * values.length + j],
                d.value[k],
                d.error[k],
                x.dtype());
          }
        }
      }
      return worst.report(evaluations);
    }

    private GradientReport compareDirections(Function<NdArray, List<NdArray>> gradients) {
      SplittableRandom rng = new SplittableRandom(seed);
      Worst worst = new Worst();
      for (int r = 0; r < directions; r++) {
        NdArray y = value(point);
        NdArray u = direction(rng, y.shape(), y.dtype());
        List<NdArray> g = gradients.apply(u);
        double[] weights = u.toDoubles();
        for (int i = 0; i < point.size(); i++) {
          NdArray x = point.get(i);
          NdArray v = direction(rng, x.shape(), DType.FLOAT64);
          int input = i;
          NumericDerivative d =
              NumericDerivative.of(
                  t -> new double[] {dot(weights, moved(input, v, t))},
                  steps(smallest(x), x.dtype()),
                  x.dtype().epsilon() * Math.max(1, Math.sqrt(weights.length)));
          double analytic = dot(g.get(i).toDoubles(), v.toDoubles());
          worst.see(
              "direction " + r + " of " + names.get(i),
              analytic,
              d.value[0],
              d.error[0],
              x.dtype());
        }
      }
      return worst.report(evaluations);
    }
  }

  private static NdArray direction(SplittableRandom rng, Shape shape, DType dtype) {
    return NdArray.generate(
        dtype, shape, () -> (rng.nextBoolean() ? 1 : -1) * (1 + rng.nextDouble()));
  }

  /**
   * Returns the largest steps to try, powers of two: first near |x|/16 but at least 1/64, then, for
   * an x so near the edge of a domain that all of those leave it, near |x|/16 whatever its size.
   * Four times larger for float32.
   */
  private static double[] steps(double x, DType dtype) {
    double size = Math.abs(x);
    int larger = dtype == DType.FLOAT32 ? 2 : 0;
    double first = Math.scalb(1.0, Math.getExponent(Math.max(size, 0.25) / 16) + larger);
    return size > 0 && size < 0.25
        ? new double[] {first, Math.scalb(1.0, Math.getExponent(size / 16))}
        : new double[] {first};
  }

  private static double smallest(NdArray x) {
    double least = 0.25;
    for (double v : x.toDoubles()) {
      least = v == 0 ? least : Math.min(least, Math.abs(v));
    }
    return least;
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  private static String index(int flat, Shape shape) {
    if (shape.rank() == 0) {
      return "";
    }
    int[] r = new int[shape.rank()];
    for (int i = r.length - 1; i >= 0; i--) {
      r[i] = flat % shape.dim(i);
      flat /= shape.dim(i);
    }
    return Arrays.toString(r);
  }
}
