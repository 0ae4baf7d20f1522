package dev.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import dev.autodiff.Tensor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in the catalogue is missing from the {@link OperationTable}. */
final class CatalogueTest {

  @Test
  void everyMethodOfTheCatalogueHasALineInTheTable() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> family : Expr.class.getInterfaces()) {
      for (Method m : family.getDeclaredMethods()) {
        if (Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !m.isBridge()) {
          methods.add(signature(m));
        }
      }
    }
    for (Method m : Tensor.class.getDeclaredMethods()) { // those of several tensors
      if (Modifier.isPublic(m.getModifiers())
          && Modifier.isStatic(m.getModifiers())
          && Arrays.stream(m.getParameterTypes()).anyMatch(CatalogueTest::isValues)) {
        methods.add(signature(m));
      }
    }
    assertThat(methods).contains("add(T)", "sum(boolean,int...)", "concat(int,T...)");

    Set<String> lines = new TreeSet<>();
    OperationTable.operations().forEach(o -> lines.add(o.method()));
    lines.remove("apply(T...)"); // custom operations are no part of the catalogue
    assertThat(Sets.difference(methods, lines)).as("methods without a line in the table").isEmpty();
    assertThat(Sets.difference(lines, methods)).as("lines that name no method").isEmpty();
  }

  private static boolean isValues(Class<?> type) {
    return type == Tensor.class || type == Tensor[].class || type == List.class;
  }

  private static String signature(Method m) {
    return m.getName()
        + Arrays.stream(m.getParameterTypes())
            .map(CatalogueTest::name)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String name(Class<?> type) {
    return type.isArray()
        ? name(type.getComponentType()) + "..."
        : Expr.class.isAssignableFrom(type) ? "T" : type.getSimpleName();
  }

  @Test
  void noTwoLinesHaveTheSameName() {
    List<String> names = OperationTable.operations().stream().map(Operation::toString).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void theTableExercisesEveryDeclarationAndEveryAdjoint()
      throws IOException, URISyntaxException, IllegalAccessException {
    Set<Op> seen = operationsInTheGraphsOfTheTable();
    Set<String> classes = new TreeSet<>();
    seen.forEach(op -> classes.add(op.getClass().getName()));
    for (Class<?> c : classesOfTheCatalogue()) {
      if (c == Detach.class) {
        continue; // only traced functions have it: see the tests of programs
      }
      if (Op.class.isAssignableFrom(c) && !Modifier.isAbstract(c.getModifiers())) {
        assertThat(classes)
            .as("operation classes in the graphs of the table")
            .contains(c.getName());
      }
      for (Field f : c.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers()) && f.getType() == Op.class) {
          f.setAccessible(true);
          assertThat(seen)
              .as("declaration %s.%s", c.getName(), f.getName())
              .contains((Op) f.get(null));
        }
      }
    }
    assertThat(seen.stream().map(Op::name))
        .contains("unslice", "scatterAddRows", "unpick", "broadcastTo", "permute", "chain")
        .contains("conv2dImages", "conv2dFilters");
  }

  /** Every class compiled from the sources of the package. */
  private static List<Class<?>> classesOfTheCatalogue() throws IOException, URISyntaxException {
    Path root = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve("dev/autodiff/op");
    try (Stream<Path> files = Files.list(folder)) {
      List<Class<?>> r =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".class") && !f.equals("package-info.class"))
              .<Class<?>>map(CatalogueTest::load)
              .toList();
      assertThat(r).contains(Op.class, Arithmetic.Ops.class);
      return r;
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName("dev.autodiff.op." + file.substring(0, file.length() - 6));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<Op> operationsInTheGraphsOfTheTable() {
    Set<Op> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> visited = new HashSet<>();
    for (Operation operation : OperationTable.operations()) {
      for (long seed = 0; seed < 10; seed++) {
        Sample sample = new Sample(List.of(3, 1, 2), seed);
        Deque<Tensor> open = new ArrayDeque<>(new DerivativeContract(operation, sample).graphs());
        while (!open.isEmpty()) {
          Tensor t = open.pop();
          if (visited.add(t)) {
            t.op().ifPresent(seen::add);
            open.addAll(t.inputs());
          }
        }
      }
    }
    return seen;
  }
}
