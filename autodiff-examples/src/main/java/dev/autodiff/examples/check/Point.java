package dev.autodiff.examples.check;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.formula.Formula;
import dev.autodiff.formula.FormulaException;
import dev.autodiff.formula.Values;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code --at} says: a value, or a way to draw one, for each variable. */
final class Point {
  static final String OPTION = "--at";
  private static final Pattern RANDOM = Pattern.compile("(random|positive)\\s*(?:\\[(.*)\\])?");
  private static final Pattern NEARLY_RANDOM = Pattern.compile("(?:rand\\w*|positive)\\s*[(\\[].*");

  private final Map<String, Function<SplittableRandom, NdArray>> values = new LinkedHashMap<>();
  private boolean random;
  private boolean drawsTheRest;
  private boolean drawsPositive;

  private Point() {}

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if one cannot be understood
   * @throws IOException if a file cannot be read
   */
  static Point parse(List<String> options) throws IOException {
    Point point = new Point();
    for (String option : options) {
      for (String part : Binding.split(option)) {
        if (part.strip().matches("random|positive")) {
          point.drawsTheRest = true;
          point.drawsPositive = part.strip().equals("positive");
          point.random = true;
        } else {
          point.add(Binding.parse(OPTION, part));
        }
      }
    }
    return point;
  }

  private void add(Binding b) throws IOException {
    Matcher draw = RANDOM.matcher(b.value());
    Function<SplittableRandom, NdArray> value;
    if (draw.matches()) {
      Shape shape = shape(b, draw.group(2) == null ? "" : draw.group(2));
      boolean positive = draw.group(1).equals("positive");
      value = rng -> draw(rng, shape, positive);
      random = true;
    } else if (NEARLY_RANDOM.matcher(b.value()).matches()) {
      throw noShape(b);
    } else {
      NdArray constant = constant(b).cast(DType.FLOAT64);
      value = rng -> constant;
    }
    if (values.put(b.name(), value) != null) {
      throw new IllegalArgumentException(b.place() + " is given twice.");
    }
  }

  private static Shape shape(Binding b, String lengths) {
    try {
      return Shape.of(
          lengths.isBlank()
              ? new int[0]
              : Arrays.stream(lengths.split(",", -1))
                  .mapToInt(n -> Integer.parseInt(n.strip()))
                  .toArray());
    } catch (NumberFormatException e) {
      throw noShape(b);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(b.place() + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException noShape(Binding b) {
    return new IllegalArgumentException(
        "%s: %s is no shape. Write random[2,3].".formatted(b.place(), b.value()));
  }

  /** Reads a number, an array or a constant expression, or the file after {@code @}. */
  static NdArray constant(Binding b) throws IOException {
    if (b.value().startsWith("@")) {
      return file(b);
    }
    Formula formula = b.formula();
    for (String name : formula.names()) {
      if (!Formula.isConstant(name)) {
        throw new IllegalArgumentException(
            "%s: uses %s, but a value here uses no names. Write --let %s=\"%s\"."
                .formatted(b.place(), name, b.name(), b.value()));
      }
    }
    return b.located(() -> formula.evaluate(Map.of()).value());
  }

  /** Reads the file after {@code @}. */
  static NdArray file(Binding b) throws IOException {
    try {
      return Values.read(Path.of(b.value().substring(1).strip()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(b.place() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(b.place() + ": " + e.getMessage(), e);
    }
  }

  /** Numbers from ½ to 2: neither near 0, where much is special, nor far away. */
  private static NdArray draw(SplittableRandom rng, Shape shape, boolean positive) {
    return NdArray.generate(
        DType.FLOAT64,
        shape,
        () -> (rng.nextBoolean() || positive ? 1 : -1) * (0.5 + 1.5 * rng.nextDouble()));
  }

  /** Returns the names that were given. */
  Set<String> names() {
    return values.keySet();
  }

  /** Returns whether drawing again gives another point. */
  boolean isRandom() {
    return random;
  }

  /** Returns whether names that were not given are random numbers. */
  boolean drawsTheRest() {
    return drawsTheRest;
  }

  /** Draws the point: the values that were given, and numbers for other names if they are drawn. */
  Map<String, NdArray> draw(SplittableRandom rng, Set<String> others) {
    Map<String, NdArray> point = new LinkedHashMap<>();
    values.forEach((name, value) -> point.put(name, value.apply(rng)));
    if (drawsTheRest) {
      for (String name : others) {
        point.computeIfAbsent(name, n -> draw(rng, Shape.SCALAR, drawsPositive));
      }
    }
    return point;
  }

  /** Computes; an error about shapes says which are numbers only because they were not given. */
  <R> R located(Map<String, NdArray> point, Supplier<R> action) {
    try {
      return action.get();
    } catch (FormulaException e) {
      String name =
          point.keySet().stream().filter(n -> !values.containsKey(n)).findFirst().orElse("");
      String message = String.valueOf(e.getMessage());
      if (name.isEmpty() || !message.contains("shape")) {
        throw e;
      }
      throw e.in("%s is a number as %s does not say %s=random[2,3]".formatted(name, OPTION, name));
    }
  }

  /** Returns the shapes of the arrays. */
  static String shapes(Map<String, NdArray> point) {
    return point.entrySet().stream()
        .filter(e -> e.getValue().rank() > 0)
        .map(e -> e.getKey() + " " + e.getValue().shape())
        .collect(Collectors.joining(", "));
  }

  /** Returns a point as it is written after {@code --at}; large arrays by their shape only. */
  static String text(Map<String, NdArray> point) {
    StringBuilder s = new StringBuilder();
    point.forEach(
        (name, value) -> {
          s.append(s.isEmpty() ? "" : ",").append(name).append('=');
          if (value.size() <= 16) {
            append(s, value);
          } else {
            s.append("…").append(value.shape());
          }
        });
    return s.toString();
  }

  private static void append(StringBuilder s, NdArray a) {
    if (a.rank() == 0) {
      s.append(Double.toString(a.item()).replaceFirst("\\.0$", ""));
      return;
    }
    boolean[] first = new boolean[a.rank()];
    first[0] = true;
    for (int i = 0; i < a.shape().dim(0); i++) {
      s.append(i == 0 ? '[' : ',');
      append(s, a.slice(0, i, i + 1).reshape(a.shape().reduce(first, false)));
    }
    s.append(a.shape().dim(0) == 0 ? "[]" : "]");
  }
}
