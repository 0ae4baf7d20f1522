package dev.autodiff.array;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Reads nested Java arrays. */
final class Nested {
  private Nested() {}

  static NdArray toArray(Object nested) {
    List<Integer> dims = new ArrayList<>();
    Object level = nested;
    Class<?> type = nested.getClass();
    while (type.isArray()) {
      int n = level == null ? 0 : Array.getLength(level);
      dims.add(n);
      type = type.getComponentType();
      level = n > 0 && type.isArray() ? Array.get(level, 0) : null;
    }
    DType dtype =
        type == double.class
            ? DType.FLOAT64
            : type == float.class ? DType.FLOAT32 : type == int.class ? DType.INT32 : null;
    if (dtype == null || dims.isEmpty()) {
      throw new IllegalArgumentException(
          "fromNested: needs nested arrays of double, float or int, not %s."
              .formatted(nested.getClass().getSimpleName()));
    }
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    NdArray result = NdArray.zeros(dtype, shape);
    fill(nested, shape, 0, 0, result.storage());
    return result;
  }

  private static int fill(Object from, Shape shape, int axis, int at, Object to) {
    int n = Array.getLength(from);
    if (n != shape.dim(axis)) {
      throw new IllegalArgumentException(
          "fromNested: rows differ in length along axis %s: %s ≠ %s. Every row must be as long as the first."
              .formatted(axis, shape.dim(axis), n));
    }
    if (axis == shape.rank() - 1) {
      System.arraycopy(from, 0, to, at, n);
      return at + n;
    }
    for (int i = 0; i < n; i++) {
      Object row = Array.get(from, i);
      if (row == null) {
        throw new IllegalArgumentException(
            "fromNested: a row along axis %s is null. Fill in every row.".formatted(axis));
      }
      at = fill(row, shape, axis + 1, at, to);
    }
    return at;
  }
}
