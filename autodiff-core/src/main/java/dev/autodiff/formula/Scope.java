package dev.autodiff.formula;

import dev.autodiff.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the names of a formula stand for while it is computed, and its text, so that errors show the
 * place.
 */
record Scope(
    String text,
    Map<String, Tensor> values,
    Map<String, Function<List<Tensor>, Tensor>> functions) {
  /** Names that have a value unless they are given another. */
  static final Set<String> CONSTANTS = Set.of("pi", "π");

  Object value(String name, int position) {
    Tensor t = values.get(name);
    if (t != null) {
      return t;
    }
    if (CONSTANTS.contains(name)) {
      return Math.PI;
    }
    String remedy = Hints.name(name);
    if (remedy.isEmpty()) {
      remedy = Spelling.suggest(name, values.keySet());
    }
    if (remedy.isEmpty() && isFunction(name)) {
      remedy = " It is a function: write " + name + "(x).";
    }
    if (remedy.isEmpty()) {
      remedy =
          values.isEmpty()
              ? " No name has a value here."
              : " Known names: " + String.join(", ", values.keySet()) + ".";
    }
    throw error("unknown name " + name + "." + remedy, position);
  }

  private boolean isFunction(String name) {
    return functions.containsKey(name) || Catalogue.names().contains(name);
  }

  /** Calls an operation that an operator stands for. */
  Object call(String function, int position, Object... arguments) {
    for (Object a : arguments) {
      if (a instanceof Boolean) {
        throw flagAsValue(position);
      }
    }
    return call(function, position, List.of(arguments), Map.of());
  }

  /** Calls a function of the catalogue or one that was added. */
  Object call(String function, int position, List<Object> arguments, Map<String, Object> named) {
    Function<List<Tensor>, Tensor> added = functions.get(function);
    if (added != null) {
      if (!named.isEmpty()) {
        throw error(function + " takes no arguments with names.", position);
      }
      List<Tensor> tensors = new ArrayList<>();
      arguments.forEach(a -> tensors.add(tensor(a, position)));
      return guard(position, () -> added.apply(tensors));
    }
    if (!Catalogue.names().contains(function)) {
      Set<String> known = new TreeSet<>(Catalogue.names());
      known.addAll(functions.keySet());
      String remedy = Hints.function(function);
      if (remedy.isEmpty()) {
        remedy = Spelling.suggest(function, known);
      }
      if (values.containsKey(function)) {
        remedy = " It is a value: a product needs its *, as in " + function + "*(…).";
      } else if (remedy.isEmpty()) {
        remedy = " There is " + String.join(", ", known) + ".";
      }
      throw error("unknown function " + function + "." + remedy, position);
    }
    return guard(position, () -> Catalogue.call(function, arguments, named));
  }

  /** Returns a value as a tensor. */
  Tensor tensor(Object value, int position) {
    if (value instanceof Boolean) {
      throw flagAsValue(position);
    }
    return value instanceof Tensor t ? t : Tensor.scalar((Double) value);
  }

  private FormulaException flagAsValue(int position) {
    return error(
        "true and false are arguments of functions, such as keepDims=true, and no values.",
        position);
  }

  /** Computes, and gives what goes wrong a place in the formula. */
  Tensor guard(int position, Supplier<Tensor> computation) {
    try {
      return computation.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FormulaException(e, text, position);
    }
  }

  FormulaException error(String problem, int position) {
    return new FormulaException(problem, text, position);
  }
}
