package dev.autodiff.formula;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Expr;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One way to call a function: a Java method, its receiver being the first argument. */
final class Form {
  private final Method method;
  private final boolean isStatic;
  private final List<Class<?>> types = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  Form(Method method) {
    this.method = method;
    this.isStatic = Modifier.isStatic(method.getModifiers());
    if (!isStatic) {
      boolean ofLabels = method.getName().equals("oneHot");
      types.add(ofLabels ? NdArray.class : Tensor.class);
      names.add(ofLabels ? "labels" : "x");
    }
    for (Parameter p : method.getParameters()) {
      types.add(p.getType() == Expr.class ? Tensor.class : p.getType());
      names.add(p.getName());
    }
  }

  /** Returns whether the language has values for every parameter. */
  boolean isSupported() {
    return types.stream().allMatch(Conversion::isSupported);
  }

  boolean takesTheSameAs(Form other) {
    return types.equals(other.types);
  }

  List<String> names() {
    return names;
  }

  int arity() {
    return types.size();
  }

  boolean takesIntegers() {
    return indices() >= 0;
  }

  /** Returns which parameter are indices or labels; −1 if none is. */
  int indices() {
    return types.indexOf(NdArray.class);
  }

  private static Object receiver(Object bound) {
    return bound instanceof NdArray labels ? Tensor.of(labels) : bound;
  }

  /** Returns an argument for each parameter, or null if those given do not fit. */
  Object @Nullable [] bind(
      List<Object> arguments, Map<String, Object> named, Conversion conversion) {
    Object[] bound = new Object[types.size()];
    int next = 0;
    int byName = 0;
    for (int i = 0; i < bound.length; i++) {
      Class<?> type = types.get(i);
      Object value = lookup(names.get(i), named);
      if (value != null) {
        byName++;
      } else if (type.isArray()) { // the last parameter takes all that is left
        value = arguments.subList(next, arguments.size());
        next = arguments.size();
      } else if (next < arguments.size()) {
        value = arguments.get(next++);
      } else if (isLastAxis(i)) {
        value = -1.0;
      } else {
        return null;
      }
      Object converted = conversion.convert(value, type);
      if (converted == null) {
        return null;
      }
      bound[i] = converted;
    }
    return next == arguments.size() && byName == named.size() ? bound : null;
  }

  /** An axis that is the only parameter is the last one unless given. */
  private boolean isLastAxis(int parameter) {
    return types.size() == 2 && names.get(parameter).equals("axis");
  }

  /** Finds an argument by the parameter's name; {@code axis} will do for {@code axes}. */
  private static @Nullable Object lookup(String parameter, Map<String, Object> named) {
    for (Map.Entry<String, Object> e : named.entrySet()) {
      if (e.getKey().equalsIgnoreCase(parameter)
          || (e.getKey().equals("axis") && parameter.equals("axes"))) {
        return e.getValue();
      }
    }
    return null;
  }

  Tensor call(Object[] bound) {
    try {
      return (Tensor)
          (isStatic
              ? method.invoke(null, bound)
              : method.invoke(receiver(bound[0]), Arrays.copyOfRange(bound, 1, bound.length)));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the form as it is written, such as {@code sum(x, axes...)}. */
  @Override
  public String toString() {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String kind = types.get(i).isArray() ? "..." : isLastAxis(i) ? "=-1" : "";
      parameters.add(names.get(i) + kind);
    }
    return parameters.stream().collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
