package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a gradient with numerical differences of the function itself.
 *
 * <pre>{@code
 * GradientCheck.of(x -> x.square().sum()).at(x).check().assertAgrees();      // the engine's gradient
 * GradientCheck.of(x -> x.square().sum()).at(x).against(x -> x.mul(2));      // one derived by hand
 * }</pre>
 *
 * <p>The numerical derivative comes with an estimate of its own error, so a right gradient is not
 * doubted because its function is steep or large, and a wrong one does not pass because a tolerance
 * was wide. Where differences cannot decide, the verdict is INCONCLUSIVE and says why.
 *
 * <p>Small functions are checked element by element ({@link At#full}), large ones along random
 * directions ({@link At#directions}).
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

  /**
   * Sets the point to check at, one float array for each input.
   *
   * @throws IllegalArgumentException if there is none, or one is of integers
   */
  public At at(NdArray... point) {
    if (point.length == 0) {
      throw new IllegalArgumentException(
          "gradient check: there is no point to check at. Give an array for each input.");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      names.add(point.length == 1 ? "x" : "x" + i);
      if (!point[i].dtype().isFloating()) {
        throw new IllegalArgumentException(
            "gradient check: input %s is %s. Cast it to DType.FLOAT64."
                .formatted(i, point[i].dtype()));
      }
    }
    return new At(function, List.of(point), names, null, new Options(-1, 1, Differentiator.ENGINE));
  }

  /**
   * How to check.
   *
   * @param directions number of random directions for each input; 0 for every element, −1 for
   *     either by size
   * @param seed of the directions
   * @param differentiator of the gradients under test
   */
  record Options(int directions, long seed, Differentiator differentiator) {}

  /** A function at a point. Immutable: each setting gives another. */
  public static final class At {
    private static final int FULL_INPUTS = 100;
    private static final int FULL_ELEMENTS = 4000;
    private static final int FULL_OUTPUTS = 400; // each costs a sweep backwards
    private static final int DIRECTIONS = 4;

    private final Function<List<Tensor>, Tensor> function;
    private final List<NdArray> point;
    private final List<String> names;
    private final @Nullable String resultName;
    private final Options options;

    private At(
        Function<List<Tensor>, Tensor> function,
        List<NdArray> point,
        List<String> names,
        @Nullable String resultName,
        Options options) {
      this.function = function;
      this.point = point;
      this.names = List.copyOf(names);
      this.resultName = resultName;
      this.options = options;
    }

    private At with(Options changed) {
      return new At(function, point, names, resultName, changed);
    }

    /**
     * Names the inputs in the report.
     *
     * @throws IllegalArgumentException if there is not one name for each input
     */
    public At named(String... inputNames) {
      if (inputNames.length != point.size()) {
        throw new IllegalArgumentException(
            "gradient check: needs one name for each input: %s for %s inputs."
                .formatted(inputNames.length, point.size()));
      }
      return new At(function, point, Arrays.asList(inputNames), resultName, options);
    }

    /** Names what the function computes in the report; else it is y, or f if an input is y. */
    public At result(String name) {
      return new At(function, point, names, name, options);
    }

    /** Compares every element of the Jacobian, whatever the size. */
    public At full() {
      return with(new Options(0, options.seed, options.differentiator));
    }

    /**
     * Compares {@code count} random directional derivatives for each input, of a random combination
     * of outputs, which costs the same whatever the size.
     *
     * <p>A direction's components are ±U[1, 2]·max(|x|, s), with s small beside the typical |x|.
     * Not normal numbers, of which some are near 0 and hide their elements; not ±1, under which
     * errors of equal size cancel half of the time; not numbers of one sign, under which errors
     * that sum to nothing (a gradient whose mean was removed, softmax's) cancel always.
     *
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public At directions(int count, long seed) {
      if (count < 1) {
        throw new IllegalArgumentException(
            "gradient check: needs at least one direction, not %s.".formatted(count));
      }
      return with(new Options(count, seed, options.differentiator));
    }

    /** Checks gradients from elsewhere than the engine's reverse mode. */
    public At differentiator(Differentiator differentiator) {
      return with(new Options(options.directions, options.seed, differentiator));
    }

    /**
     * Returns the check of the second derivatives: of the gradient of a fixed combination of the
     * outputs, as a function of the same inputs.
     */
    public At secondOrder() {
      return new At(this::gradient, point, names, resultName, options);
    }

    private Tensor gradient(List<Tensor> x) {
      Tensor y = function.apply(x);
      Tensor weights =
          Tensor.of(Probe.array(Directions.weights(options.seed, y.shape().size()), y));
      Tensor[] targets = x.toArray(Tensor[]::new);
      DifferentiableGradients g = Autodiff.differentiableGradients(y.mul(weights).sum(), targets);
      Tensor[] flat = new Tensor[targets.length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = g.get(i).reshape(targets[i].shape().size());
      }
      return Tensor.concat(0, flat);
    }

    /** Checks the engine's gradient, or that of the {@link #differentiator}. */
    public GradientReport check() {
      return run(null);
    }

    /**
     * Checks gradients derived by hand, one for each input: of the input's shape for a scalar
     * function, of shape [shape of y…, shape of x…] for a tensor function.
     *
     * @throws IllegalArgumentException if one has another shape
     */
    public GradientReport against(NdArray... gradients) {
      if (gradients.length != point.size()) {
        throw new IllegalArgumentException(
            "gradient check: needs one gradient for each input: %s for %s inputs."
                .formatted(gradients.length, point.size()));
      }
      return run(gradients);
    }

    /**
     * Checks a gradient derived by hand, given as a function of the input, where there is one
     * input.
     */
    public GradientReport against(Function<Tensor, Tensor> gradient) {
      return against(gradient.apply(Tensor.of(point.get(0))).value());
    }

    private GradientReport run(NdArray @Nullable [] given) {
      GradientReport.Builder report =
          new GradientReport.Builder(given == null ? "gradient" : "yours");
      Probe probe = new Probe(function, point);
      List<Tensor> leaves = probe.variables();
      Tensor y = probe.apply(leaves);
      requireFloating(y);
      if (given != null) {
        requireShapes(y.shape(), given);
      }
      int inputs = point.stream().mapToInt(NdArray::size).sum();
      int outputs = y.shape().size();
      if (inputs == 0 || outputs == 0) {
        return report.report(probe.evaluations());
      }
      if (!Arrays.equals(probe.values(), y.value().toDoubles())) {
        return report.undecided(Reason.NONDETERMINISTIC, probe.evaluations());
      }
      DType type = Roundoff.epsilon(y) > DType.FLOAT64.epsilon() ? DType.FLOAT32 : DType.FLOAT64;
      Probe twin = probe.epsilon > DType.FLOAT64.epsilon() ? probe.inDoubles() : probe;
      if (given == null && twin != probe) { // the formulas, with all digits that doubles have
        List<Tensor> doubles = twin.variables();
        Tensor exact = twin.apply(doubles);
        Pullback inDoubles = Pullback.of(options.differentiator, exact, doubles);
        SweepRounding rounding = SweepRounding.of(options.differentiator, exact, doubles);
        examine(twin, exact, doubles, inDoubles, rounding, DType.FLOAT64, report);
        if (!report.disagrees()) {
          Consistency.of(exact, doubles, twin.point, names, options, report);
        }
        if (report.disagrees()) {
          locate(exact, doubles, DType.FLOAT64, report);
        }
      }
      if (!report.disagrees()) {
        report.again();
        Pullback gradients =
            given == null
                ? Pullback.of(options.differentiator, y, leaves)
                : Pullback.of(
                    Arrays.stream(given).map(NdArray::toDoubles).toArray(double[][]::new));
        SweepRounding rounding =
            given == null ? SweepRounding.of(options.differentiator, y, leaves) : null;
        examine(twin, y, leaves, gradients, rounding, type, report);
        if (given == null && !report.disagrees()) {
          Consistency.of(y, leaves, point, names, options, report);
        }
        if (given == null && (report.disagrees() || report.isOpen())) {
          locate(y, leaves, type, report);
        }
      }
      int evaluations = probe.evaluations() + (twin == probe ? 0 : twin.evaluations());
      return probe.isSteady() && twin.isSteady()
          ? report.report(evaluations)
          : report.undecided(Reason.NONDETERMINISTIC, evaluations);
    }

    /**
     * Compares gradients with differences.
     *
     * @param probe of the function whose differences are taken
     * @param y of numbers of the given type, as computed from the leaves
     */
    private void examine(
        Probe probe,
        Tensor y,
        List<Tensor> leaves,
        Pullback gradients,
        @Nullable SweepRounding rounding,
        DType type,
        GradientReport.Builder report) {
      Clues clues = new Clues(new RecordedGraph(y, leaves, names), leaves);
      Precision precision = Precision.of(type);
      Result result =
          resultName == null ? Result.beside(names, y.shape()) : new Result(resultName, y.shape());
      Examination e =
          new Examination(probe, names, result, gradients, rounding, precision, clues, report);
      int inputs = point.stream().mapToInt(NdArray::size).sum();
      int outputs = y.shape().size();
      boolean small =
          inputs <= FULL_INPUTS
              && outputs <= FULL_OUTPUTS
              && (long) inputs * outputs <= FULL_ELEMENTS;
      if (options.directions == 0 || (options.directions < 0 && small)) {
        e.elements();
      } else {
        e.directions(options.directions < 0 ? DIRECTIONS : options.directions, options.seed);
      }
    }

    /** Looks for the node where a gradient became wrong, or may have at a kink. */
    private void locate(Tensor y, List<Tensor> leaves, DType type, GradientReport.Builder report) {
      Probe same = new Probe(function, leaves.stream().map(Tensor::value).toList());
      RecordedGraph graph = new RecordedGraph(y, leaves, names);
      try {
        NodeSearch search = new NodeSearch(graph, options, Precision.of(type), report);
        if (report.disagrees()) {
          search.run(same);
        } else {
          search.runByParts(same);
        }
      } catch (RuntimeException e) { // of an operation asked by itself: the verdict stands
        report.remark("the search for the node at fault stopped: " + e);
      }
    }

    private static void requireFloating(Tensor y) {
      if (!y.dtype().isFloating()) {
        throw new IllegalArgumentException(
            "gradient check: the function gives %s, which has no derivative. Cast it to DType.FLOAT64 or check what it was computed from."
                .formatted(y.dtype()));
      }
    }

    private void requireShapes(Shape result, NdArray[] gradients) {
      for (int i = 0; i < gradients.length; i++) {
        Shape expected = result.append(point.get(i).shape());
        if (!gradients[i].shape().equals(expected)) {
          throw new IllegalArgumentException(
              "gradient check: the gradient by %s must have shape %s, not %s. Transpose it?"
                  .formatted(names.get(i), expected, gradients[i].shape()));
        }
      }
    }
  }
}
