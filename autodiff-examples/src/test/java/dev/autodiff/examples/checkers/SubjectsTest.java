package dev.autodiff.examples.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import dev.autodiff.Tensor;
import dev.autodiff.op.Expr;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The measure leaves no operation out, and its draws are what they are called. */
final class SubjectsTest {

  @Test
  void everyOperationOfTheCatalogueIsChecked() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> family : Expr.class.getInterfaces()) {
      addPublic(methods, family);
    }
    for (Method m : Tensor.class.getDeclaredMethods()) {
      if (Modifier.isPublic(m.getModifiers())
          && Modifier.isStatic(m.getModifiers())
          && Arrays.stream(m.getParameterTypes()).anyMatch(SubjectsTest::isValues)) {
        methods.add(signature(m));
      }
    }
    assertThat(methods).contains("add(T)", "sum(boolean,int...)", "concat(int,T...)");
    Set<String> names = new HashSet<>();
    Subjects.list().forEach(s -> names.add(s.name()));
    assertThat(Sets.difference(methods, names)).as("operations that are not checked").isEmpty();
  }

  @Test
  void noTwoFunctionsHaveTheSameName() {
    assertThat(Subjects.list().stream().map(Subject::name).toList()).doesNotHaveDuplicates();
  }

  @Test
  void noTwoFaultsHaveTheSameNameAndThereAreEnough() {
    List<String> names = Mutations.list().stream().map(Mutation::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void aDrawDependsOnTheSeedAndItsNumberAlone() {
    for (Subject subject : Subjects.list()) {
      for (Region region : subject.regions()) {
        Case first = subject.draw(region, 3, 1);
        assertThat(subject.draw(region, 3, 1).point()).as(subject.name()).isEqualTo(first.point());
      }
    }
  }

  private static void addPublic(Set<String> to, Class<?> family) {
    for (Method m : family.getDeclaredMethods()) {
      if (Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !m.isBridge()) {
        to.add(signature(m));
      }
    }
  }

  private static boolean isValues(Class<?> type) {
    return type == Tensor.class || type == Tensor[].class || type == List.class;
  }

  private static String signature(Method m) {
    return m.getName()
        + Arrays.stream(m.getParameterTypes())
            .map(SubjectsTest::name)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String name(Class<?> type) {
    return type.isArray()
        ? name(type.getComponentType()) + "..."
        : Expr.class.isAssignableFrom(type) ? "T" : type.getSimpleName();
  }
}
