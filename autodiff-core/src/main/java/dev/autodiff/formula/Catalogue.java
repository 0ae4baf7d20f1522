package dev.autodiff.formula;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.op.Expr;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The functions of the language: the methods of the operation catalogue, found by reflection, so
 * that an operation is declared in one place. What Java calls {@code x.sum(0)} is {@code sum(x, 0)}
 * here.
 */
final class Catalogue {
  private static final Map<String, List<Form>> FORMS = forms();

  private Catalogue() {}

  /** Returns the names of all functions, sorted. */
  static Set<String> names() {
    return FORMS.keySet();
  }

  /**
   * Calls the first form of the function that the arguments fit, exactly if there is one, else
   * after converting numbers to tensors and constant tensors to numbers.
   */
  static Tensor call(String function, List<Object> arguments, Map<String, Object> named) {
    List<Form> forms = FORMS.getOrDefault(function, List.of());
    DType dtype = type(arguments);
    for (boolean lenient : new boolean[] {false, true}) {
      Conversion conversion = new Conversion(dtype, lenient);
      for (Form form : forms) {
        Object[] bound = form.bind(arguments, named, conversion);
        if (bound != null) {
          return form.call(bound);
        }
      }
    }
    List<String> given = new ArrayList<>();
    arguments.forEach(a -> given.add(Conversion.describe(a)));
    named.forEach((name, a) -> given.add(name + "=" + Conversion.describe(a)));
    throw new IllegalArgumentException(
        "%s does not take (%s). Write %s.%s"
            .formatted(
                function,
                String.join(", ", given),
                describe(forms),
                unknown(forms, named.keySet()) + Hints.arguments(function)));
  }

  /** Says which name no argument has, after a blank; empty if all are known. */
  private static String unknown(List<Form> forms, Set<String> given) {
    Set<String> known = new TreeSet<>(Set.of("axis"));
    forms.forEach(f -> known.addAll(f.names()));
    return given.stream()
        .filter(n -> known.stream().noneMatch(n::equalsIgnoreCase))
        .findFirst()
        .map(n -> " There is no argument " + n + "." + Spelling.suggest(n, known))
        .orElse("");
  }

  /** Returns how each function is called, in a line. */
  static List<String> lines() {
    return FORMS.values().stream().map(Catalogue::describe).toList();
  }

  private static String describe(List<Form> forms) {
    return forms.stream().map(Form::toString).distinct().collect(Collectors.joining(" or "));
  }

  /** Returns which argument of a function are indices or labels; −1 if none is. */
  static int indices(String function) {
    return FORMS.getOrDefault(function, List.of()).stream()
        .mapToInt(Form::indices)
        .max()
        .orElse(-1);
  }

  /** Numbers take the type of the first floating tensor among the arguments. */
  private static DType type(List<Object> arguments) {
    return arguments.stream()
        .filter(a -> a instanceof Tensor t && t.dtype().isFloating())
        .map(a -> ((Tensor) a).dtype())
        .findFirst()
        .orElse(DType.FLOAT64);
  }

  private static Map<String, List<Form>> forms() {
    Map<String, List<Form>> forms = new TreeMap<>();
    for (Method m : Tensor.class.getDeclaredMethods()) { // those of several tensors
      if (Modifier.isStatic(m.getModifiers())
          && Arrays.stream(m.getParameterTypes())
              .anyMatch(t -> t == Tensor.class || t == Tensor[].class)) {
        add(forms, m);
      }
    }
    for (Class<?> family : Expr.class.getInterfaces()) {
      for (Method m : family.getDeclaredMethods()) {
        if (!Modifier.isStatic(m.getModifiers())) {
          add(forms, m);
        }
      }
    }
    Comparator<Form> order = Comparator.comparingInt(Form::arity); // shorter forms first
    forms.values().removeIf(List::isEmpty);
    for (List<Form> list : forms.values()) { // labels of the language are numbers, not nodes
      if (list.stream().anyMatch(Form::takesIntegers)) {
        list.removeIf(f -> !f.takesIntegers());
      }
    }
    forms.values().forEach(list -> list.sort(order.thenComparing(Form::toString)));
    return forms;
  }

  private static void add(Map<String, List<Form>> forms, Method m) {
    if (!Modifier.isPublic(m.getModifiers()) || m.isSynthetic()) {
      return;
    }
    Form form = new Form(m);
    List<Form> known = forms.computeIfAbsent(m.getName(), n -> new ArrayList<>());
    if (form.isSupported() && known.stream().noneMatch(form::takesTheSameAs)) {
      known.add(form);
    }
  }
}
