package dev.autodiff.examples.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.formula.Formula;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A function, the names defined for it by {@code --let}, and its gradients by {@code --gradient}.
 */
final class Problem {
  private static final String LET = "--let";
  private static final String GRADIENT = "--gradient";

  private final Formula function;
  private final Set<String> given;
  private final Map<String, Function<List<Tensor>, Tensor>> functions;
  private final Map<String, Definition> lets = new LinkedHashMap<>();
  private final Map<String, Definition> gradients = new LinkedHashMap<>();

  /**
   * What a name stands for.
   *
   * @param names the names it is computed from
   * @param indices those of them that are indices
   * @param value computes it from their values
   */
  private record Definition(
      Binding binding,
      List<String> names,
      Set<String> indices,
      Function<Map<String, Tensor>, Tensor> value) {}

  /**
   * Reads the formulas.
   *
   * @param given the names that are given a value
   * @param functions further functions of the language
   * @throws IllegalArgumentException if one cannot be read, a name is defined twice or too late, or
   *     the function does not depend on what a gradient is given for
   * @throws IOException if a file cannot be read
   */
  Problem(
      String function,
      List<String> lets,
      List<String> gradients,
      Set<String> given,
      Map<String, Function<List<Tensor>, Tensor>> functions)
      throws IOException {
    this.function = Formula.parse(function);
    this.given = given;
    this.functions = functions;
    for (String text : lets) {
      Binding b = Binding.parse(LET, text);
      add(this.lets, b.value().startsWith("@") ? array(b) : formula(b));
    }
    for (String text : gradients) {
      add(this.gradients, formula(Binding.parse(GRADIENT, text)));
    }
    requireOrder();
    requireDependence();
  }

  private Definition formula(Binding b) {
    Formula f = b.formula();
    return new Definition(
        b, names(f), f.indices(), values -> b.located(() -> f.evaluate(values, functions)));
  }

  /** The names that need a value: not π, unless it is given one. */
  private List<String> names(Formula f) {
    return f.names().stream()
        .filter(n -> !Formula.isConstant(n) || given.contains(n) || lets.containsKey(n))
        .toList();
  }

  /** Integers stay, for they are labels. */
  private static Definition array(Binding b) throws IOException {
    NdArray a = Point.file(b);
    Tensor t = Tensor.of(a.dtype().isFloating() ? a.cast(DType.FLOAT64) : a);
    return new Definition(b, List.of(), Set.of(), values -> t);
  }

  private static void add(Map<String, Definition> all, Definition d) {
    if (all.put(d.binding.name(), d) != null) {
      throw new IllegalArgumentException(d.binding.place() + " is given twice.");
    }
  }

  private void requireOrder() {
    Set<String> later = new LinkedHashSet<>(lets.keySet());
    for (Definition let : lets.values()) {
      for (String used : let.names) {
        if (later.contains(used)) {
          throw new IllegalArgumentException(
              let.binding.place()
                  + (used.equals(let.binding.name())
                      ? " uses itself."
                      : " uses " + used + ", which is defined after it. Put it first."));
        }
      }
      later.remove(let.binding.name());
    }
  }

  private void requireDependence() {
    Set<String> known = dependencies();
    for (Definition d : gradients.values()) {
      if (!known.contains(d.binding.name())) {
        throw new IllegalArgumentException(
            "%s: the function does not depend on %s, but on %s."
                .formatted(d.binding.place(), d.binding.name(), String.join(", ", known)));
      }
    }
  }

  /** Returns the names the function depends on, directly or through others. */
  private Set<String> dependencies() {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(names(function));
    while (!open.isEmpty()) {
      String name = open.remove();
      Definition let = lets.get(name);
      if (all.add(name) && let != null) {
        open.addAll(let.names);
      }
    }
    return all;
  }

  /** Returns the variables the function depends on: what no {@code --let} defines. */
  Set<String> variables() {
    Set<String> all = dependencies();
    all.removeAll(lets.keySet());
    return all;
  }

  /** Returns the variables that the function has derivatives by: not the indices. */
  Set<String> differentiable() {
    Set<String> all = variables();
    all.removeAll(function.indices());
    lets.values().forEach(d -> all.removeAll(d.indices));
    return all;
  }

  /** Returns every name that a formula uses or defines. */
  Set<String> names() {
    Set<String> all = dependencies();
    lets.values().forEach(d -> all.addAll(d.names));
    gradients.values().forEach(d -> all.addAll(d.names));
    all.addAll(lets.keySet());
    return all;
  }

  /** Returns the names defined by {@code --let}. */
  Set<String> lets() {
    return lets.keySet();
  }

  /** Returns the names that gradients are given for. */
  Set<String> gradients() {
    return gradients.keySet();
  }

  /**
   * Computes the function. Names that have a value are not computed: so one defined by {@code
   * --let} can be an input, and what it was computed from no longer reaches the function through
   * it.
   */
  Tensor apply(Map<String, Tensor> inputs) {
    return function.evaluate(defined(inputs, dependencies()), functions);
  }

  /** Returns the values of all names at a point. */
  Map<String, Tensor> values(Map<String, NdArray> point) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Set<String> variables = differentiable(); // so that a report can say what was made of them
    point.forEach(
        (name, value) ->
            inputs.put(
                name,
                variables.contains(name)
                    ? Tensor.variable(name, value)
                    : Tensor.of(value).named(name)));
    return defined(inputs, lets.keySet());
  }

  private Map<String, Tensor> defined(Map<String, Tensor> inputs, Set<String> wanted) {
    Map<String, Tensor> values = new LinkedHashMap<>(inputs);
    lets.forEach(
        (name, let) -> {
          if (wanted.contains(name) && !values.containsKey(name)) {
            Tensor value = let.value.apply(values);
            boolean variable = value.isDifferentiable() && value.op().isEmpty();
            values.put(name, variable ? value : value.named(name)); // reports speak of the name
          }
        });
    return values;
  }

  /**
   * Computes a gradient that was given, in the shape of what it belongs to.
   *
   * @throws IllegalArgumentException if it has another shape, and is no scalar
   */
  NdArray gradient(String name, Map<String, Tensor> values) {
    Definition d = gradients.get(name);
    Tensor of = values.get(name);
    if (d == null || of == null) {
      throw new IllegalArgumentException(GRADIENT + " " + name + ": is not given.");
    }
    NdArray g = d.value.apply(values).value();
    if (g.rank() == 0) {
      return g.broadcastTo(of.shape()).dense();
    }
    if (!g.shape().equals(of.shape())) {
      throw new IllegalArgumentException(
          "%s: has shape %s, but %s has shape %s. A gradient has the shape of its variable, or is one number for all elements.%s"
              .formatted(
                  d.binding.place(),
                  g.shape(),
                  name,
                  of.shape(),
                  g.transpose().shape().equals(of.shape()) ? " Transpose it?" : ""));
    }
    return g;
  }
}
