package dev.autodiff.formula;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of the language into arguments of Java methods.
 *
 * @param dtype the type of numbers that become tensors
 * @param lenient whether numbers become tensors, and constant tensors numbers
 */
record Conversion(DType dtype, boolean lenient) {
  private static final Set<Class<?>> SUPPORTED =
      Set.of(
          Tensor.class,
          Tensor[].class,
          double.class,
          int.class,
          int[].class,
          boolean.class,
          NdArray.class);

  static boolean isSupported(Class<?> parameter) {
    return SUPPORTED.contains(parameter);
  }

  /** Returns the argument, or null if the value does not fit the parameter. */
  @Nullable Object convert(Object value, Class<?> parameter) {
    if (parameter == Tensor.class) {
      return tensor(value);
    }
    if (parameter == Tensor[].class) {
      return tensors(value);
    }
    if (parameter == double.class) {
      return number(value);
    }
    if (parameter == int.class) {
      Double d = number(value);
      return d != null && d == d.intValue() ? (Object) d.intValue() : null;
    }
    if (parameter == int[].class) {
      return integers(value);
    }
    if (parameter == boolean.class) {
      return value instanceof Boolean ? value : null;
    }
    return labels(value);
  }

  private @Nullable Tensor tensor(Object value) {
    if (value instanceof Double d) {
      return lenient ? Tensor.of(NdArray.scalar(dtype, d)) : null;
    }
    return value instanceof Tensor t ? t : null;
  }

  private Tensor @Nullable [] tensors(Object value) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    Tensor[] r = new Tensor[list.size()];
    for (int i = 0; i < r.length; i++) {
      Tensor t =
          list.get(i) instanceof Double d
              ? Tensor.of(NdArray.scalar(dtype, d))
              : tensor(list.get(i));
      if (t == null) {
        return null;
      }
      r[i] = t;
    }
    return r;
  }

  private @Nullable Double number(Object value) {
    if (value instanceof Tensor t && lenient && !t.isDifferentiable() && t.shape().rank() == 0) {
      return t.item();
    }
    return value instanceof Double d ? d : null;
  }

  /** Takes one number, several, or a constant vector of them. */
  private int @Nullable [] integers(Object value) {
    if (value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Tensor t) {
      return integers(t);
    }
    if (value instanceof Tensor t) {
      NdArray a = t.shape().rank() == 1 ? labels(t) : null;
      return a == null ? null : a.toInts();
    }
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    int[] r = new int[list.size()];
    for (int i = 0; i < r.length; i++) {
      if (!(list.get(i) instanceof Double d) || d != d.intValue()) {
        return null;
      }
      r[i] = d.intValue();
    }
    return r;
  }

  /** Numbers in a formula are float64: whole ones become int32 where labels are wanted. */
  private static @Nullable NdArray labels(Object value) {
    if (value instanceof Double d) {
      return labels(Tensor.scalar(d));
    }
    if (value instanceof Tensor t && !t.dtype().isFloating()) {
      return t.value();
    }
    if (!(value instanceof Tensor t) || t.isDifferentiable()) {
      return null;
    }
    NdArray whole = t.value().cast(DType.INT32);
    return whole.cast(t.dtype()).equals(t.value()) ? whole : null;
  }

  /** A value as an error message names it. */
  static String describe(Object value) {
    if (value instanceof Double d) {
      return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString(d.longValue()) : d.toString();
    }
    if (value instanceof Tensor t) {
      return t.shape().rank() == 0 ? "a scalar" : "an array of shape " + t.shape();
    }
    return value.toString();
  }
}
