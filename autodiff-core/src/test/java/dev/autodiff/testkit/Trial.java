package dev.autodiff.testkit;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.compile.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One operation at one point, and the rules that can be tried there. */
final class Trial {
  private static final double ROUNDINGS = 0x1p14;
  private static final double NUDGE = 1 - 0x1p-20;
  private static final double STEP = 0x1p-10; // beyond a kink

  private final Function<List<Tensor>, Tensor> function;
  private final List<double[]> point = new ArrayList<>(); // of our own: operations might write
  private final List<Shape> shapes = new ArrayList<>();
  private final List<DType> types = new ArrayList<>();

  Trial(Function<List<Tensor>, Tensor> function, List<NdArray> inputs) {
    this.function = function;
    for (NdArray x : inputs) {
      point.add(x.toDoubles().clone());
      shapes.add(x.shape());
      types.add(x.dtype());
    }
  }

  void keepsNoState() {
    List<Tensor> x = variables(1);
    Tensor y = function.apply(x);
    List<Tensor> others = variables(NUDGE);
    derived(function.apply(others), others);
    List<NdArray> after = derived(y, x);
    List<Tensor> again = variables(1);
    List<NdArray> fresh = derived(function.apply(again), again);
    for (int i = 0; i < after.size(); i++) {
      String result = result(i);
      after
          .get(i)
          .difference(fresh.get(i), 0, 0)
          .ifPresent(
              what -> {
                throw new BrokenRule(
                    "no state",
                    "",
                    "%s is not the same twice: %s. Does it keep values, or draw random numbers?"
                        .formatted(result, what));
              });
    }
  }

  void writesNothing() {
    List<NdArray> arrays = arrays(1);
    List<Tensor> x = arrays.stream().map(Tensor::variable).toList();
    derived(function.apply(x), x);
    List<NdArray> before = arrays(1);
    for (int i = 0; i < arrays.size(); i++) {
      int input = i;
      arrays
          .get(i)
          .difference(before.get(i), 0, 0)
          .ifPresent(
              what -> {
                throw new BrokenRule(
                    "nothing is written", "", "input " + input + " was changed: " + what);
              });
    }
  }

  /** Transposed in memory, and not from its beginning. */
  void readsAnyLayout() {
    List<Tensor> elsewhere = new ArrayList<>();
    for (NdArray x : arrays(1)) {
      double[] reversed = x.transpose().toDoubles();
      double[] storage = new double[reversed.length + 1];
      storage[0] = Double.NaN;
      System.arraycopy(reversed, 0, storage, 1, reversed.length);
      NdArray longer = NdArray.wrap(storage, Shape.of(storage.length)).cast(x.dtype());
      Shape shape = x.transpose().shape();
      elsewhere.add(Tensor.of(NdArray.over(longer.storage(), 1, shape).transpose()));
    }
    NdArray expected = function.apply(variables(1)).value();
    compare(
        "any layout",
        List.of(function.apply(elsewhere).value()),
        List.of(expected),
        0,
        expected.dtype());
  }

  GradientCheck.At gradientCheck(Function<List<Tensor>, Tensor> f) {
    return GradientCheck.ofInputs(f).at(arrays(1).toArray(new NdArray[0]));
  }

  void fansOut() {
    List<Tensor> x = variables(1);
    Tensor y = function.apply(x);
    Tensor s = weighted(y);
    Tensor both = function.apply(x);
    List<NdArray> once = gradients(s, x);
    List<NdArray> twice = gradients(s.add(weighted(both)), x);
    List<NdArray> shared = gradients(weighted(y.add(y)), x);
    for (int i = 0; i < once.size(); i++) {
      once.set(i, Tensor.of(once.get(i)).mul(2).value());
    }
    compare("fan-out, f(x) + f(x)", twice, once, 1, y.dtype());
    compare("fan-out, y + y", shared, once, 1, y.dtype());
    if (x.size() > 1 && shapes.stream().allMatch(shapes.get(0)::equals) && sameType()) {
      usesOneTensorForAll(x);
    }
  }

  private boolean sameType() {
    return types.stream().allMatch(types.get(0)::equals);
  }

  /** f(s, s + c₁, s + c₂ …), so that every input stays where it was. */
  private void usesOneTensorForAll(List<Tensor> x) {
    Tensor s = x.get(0);
    List<Tensor> together = new ArrayList<>(List.of(s));
    for (Tensor t : x.subList(1, x.size())) {
      together.add(s.add(t.sub(s).detach()));
    }
    List<Tensor> separate = together.stream().map(t -> Tensor.variable(t.value())).toList();
    Tensor sum = Tensor.of(NdArray.zeros(types.get(0), shapes.get(0)));
    for (NdArray g : gradients(weighted(function.apply(separate)), separate)) {
      sum = sum.add(Tensor.of(g));
    }
    List<NdArray> actual = gradients(weighted(function.apply(together)), List.of(s));
    compare("fan-out, one tensor for all inputs", actual, List.of(sum.value()), 1, s.dtype());
  }

  void compiles() {
    NdArray[] at = arrays(1).toArray(new NdArray[0]);
    Program program =
        Program.of(
            x -> {
              Tensor y = function.apply(x);
              DifferentiableGradients g =
                  Autodiff.differentiableGradients(weighted(y), x.toArray(new Tensor[0]));
              List<Tensor> results = new ArrayList<>(List.of(y));
              for (int i = 0; i < g.size(); i++) {
                results.add(g.get(i));
              }
              return Trace.Result.of(results);
            },
            at);
    for (double nudge : new double[] {1, NUDGE, 1}) {
      List<NdArray> inputs = arrays(nudge);
      for (int i = 0; i < at.length; i++) {
        program.input(i, inputs.get(i));
      }
      program.run();
      List<NdArray> compiled = new ArrayList<>();
      for (int i = 0; i < program.outputs(); i++) {
        compiled.add(program.output(i));
      }
      List<Tensor> x = variables(nudge);
      Tensor y = function.apply(x);
      compare("compiled", compiled, derived(y, x), 0, y.dtype());
    }
  }

  void worksInFloat32() {
    List<Tensor> x = new ArrayList<>();
    List<Tensor> singles = new ArrayList<>();
    for (NdArray a : arrays(1)) { // the same numbers in both
      singles.add(Tensor.variable(a.cast(DType.FLOAT32)));
      x.add(Tensor.variable(a.cast(DType.FLOAT32).cast(DType.FLOAT64)));
    }
    List<NdArray> expected =
        derived(function.apply(x), x).stream().map(a -> a.cast(DType.FLOAT32)).toList();
    Tensor y = function.apply(singles);
    if (y.dtype() == DType.FLOAT32) { // else it was said already
      compare("float32", derived(y, singles), expected, 0, DType.FLOAT32);
    }
  }

  void keepsTheType() {
    List<Tensor> singles =
        arrays(1).stream().map(a -> Tensor.variable(a.cast(DType.FLOAT32))).toList();
    DType type = function.apply(singles).dtype();
    if (type != DType.FLOAT32) {
      throw new BrokenRule(
          "float32",
          " of the type",
          "the value of float32 inputs is %s. Give it their type: .cast(inputs.get(0).dtype())."
              .formatted(type));
    }
  }

  /** Must hold where slopes differ to both sides of the point. */
  void tellsBranchesApart() {
    long here = branches(arrays(1));
    for (int i = 0; i < point.size(); i++) {
      for (int j = 0; j < point.get(i).length; j++) {
        double step = STEP * Math.max(1, Math.abs(point.get(i)[j]));
        if (branches(moved(i, j, step)) != here || branches(moved(i, j, -step)) != here) {
          return;
        }
      }
    }
    throw new BrokenRule(
        "branches",
        "",
        "the slopes to both sides of a kink differ, but branches() says that nothing changes."
            + " Override branches: Branches.of(inputs.get(0), kinks...)");
  }

  private List<NdArray> moved(int input, int element, double step) {
    List<NdArray> r = arrays(1);
    double[] x = point.get(input).clone();
    x[element] += step;
    r.set(input, NdArray.wrap(x, shapes.get(input)).cast(types.get(input)));
    return r;
  }

  /** The choices that operations made by their values, all together. */
  private long branches(List<NdArray> at) {
    return branches(function.apply(at.stream().map(Tensor::variable).toList()));
  }

  private static long branches(Tensor node) {
    if (node.op().isEmpty()) {
      return 0;
    }
    NdArray[] in = node.inputs().stream().map(Tensor::value).toArray(NdArray[]::new);
    long hash = node.op().get().branches(in, node.value());
    for (Tensor t : node.inputs()) {
      hash = 31 * hash + branches(t);
    }
    return hash;
  }

  // --- values

  private List<NdArray> arrays(double nudge) {
    List<NdArray> r = new ArrayList<>();
    for (int i = 0; i < point.size(); i++) {
      double[] x = Arrays.stream(point.get(i)).map(v -> v * nudge).toArray();
      r.add(NdArray.wrap(x, shapes.get(i)).cast(types.get(i)));
    }
    return r;
  }

  private List<Tensor> variables(double nudge) {
    return arrays(nudge).stream().map(Tensor::variable).toList();
  }

  /** Value and gradients. */
  private static List<NdArray> derived(Tensor y, List<Tensor> x) {
    List<NdArray> r = new ArrayList<>(List.of(y.value()));
    r.addAll(gradients(weighted(y), x));
    return r;
  }

  private static List<NdArray> gradients(Tensor s, List<Tensor> x) {
    var g = Autodiff.gradients(s, x.toArray(new Tensor[0]));
    List<NdArray> r = new ArrayList<>();
    for (int i = 0; i < g.size(); i++) {
      r.add(g.get(i));
    }
    return r;
  }

  /** A sum of the outputs with weights of both signs, no two alike. */
  private static Tensor weighted(Tensor y) {
    double[] w = new double[y.shape().size()];
    Arrays.setAll(w, i -> (i % 2 == 0 ? 1 : -1) * (1 + 1.0 / (2 + i)));
    return y.mul(Tensor.of(NdArray.wrap(w, y.shape()).cast(y.dtype()))).sum();
  }

  /** What result {@code i} of {@link #derived} is. */
  private static String result(int i) {
    return i == 0 ? "the value" : "the gradient by input " + (i - 1);
  }

  /** Compares results, value and gradients, of which the first has number {@code first}. */
  private void compare(
      String rule, List<NdArray> actual, List<NdArray> expected, int first, DType type) {
    double largest = 0;
    for (NdArray e : expected) {
      for (double v : e.toDoubles()) {
        largest = Double.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
      }
    }
    double allowed = ROUNDINGS * type.epsilon() * (1 + largest);
    for (int i = 0; i < actual.size(); i++) {
      String result = result(first + i);
      actual
          .get(i)
          .difference(expected.get(i), 0, allowed)
          .ifPresent(
              what -> {
                throw new BrokenRule(rule, "", result + ": " + what);
              });
    }
  }

  // --- failures

  /**
   * The rules in one error. Its trace begins with them, for jqwik shrinks only to errors that begin
   * alike: so one fault does not become another.
   */
  AssertionError error(List<BrokenRule> broken) {
    StringBuilder message = new StringBuilder();
    for (BrokenRule b : broken) {
      boolean first = b == broken.get(0);
      message.append(first ? "" : "\n").append(b.words(name(), inputs(), first));
    }
    AssertionError error = new AssertionError(message.toString());
    List<StackTraceElement> trace = new ArrayList<>(Arrays.asList(error.getStackTrace()));
    String kinds = broken.stream().map(b -> b.kind).collect(Collectors.joining(", "));
    trace.add(0, new StackTraceElement(CustomOpContract.class.getName(), kinds, null, -1));
    error.setStackTrace(trace.toArray(StackTraceElement[]::new));
    return error;
  }

  private String inputs() {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < point.size(); i++) {
      s.append("\n  input ").append(i).append(": ").append(types.get(i)).append(' ');
      s.append(shapes.get(i)).append(' ').append(Arrays.toString(point.get(i)));
    }
    return s.toString();
  }

  private String name() {
    return function.apply(variables(1)).op().map(Object::toString).orElse("the function");
  }
}
