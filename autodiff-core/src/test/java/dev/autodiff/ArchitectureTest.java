package dev.autodiff;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom: the arrows of ARCHITECTURE.md, and a few manners. */
@AnalyzeClasses(packages = "dev.autodiff", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOT = "dev.autodiff";
  private static final String ARRAY = "dev.autodiff.array";
  private static final String KERNEL = "dev.autodiff.kernel";
  private static final String VECTOR = "dev.autodiff.kernel.vector";
  private static final String OP = "dev.autodiff.op";
  private static final String COMPILE = "dev.autodiff.compile..";
  private static final String CHECK = "dev.autodiff.check..";
  private static final String EXPLAIN = "dev.autodiff.explain..";
  private static final String FORMULA = "dev.autodiff.formula..";

  private static final int LONGEST_FILE = 300; // lines of code, without comments and blank lines

  @ArchTest static final ArchRule kernels = may(KERNEL);
  @ArchTest static final ArchRule vectorKernels = may(VECTOR, KERNEL, "jdk.incubator.vector..");
  @ArchTest static final ArchRule arrays = may(ARRAY, KERNEL);
  @ArchTest static final ArchRule operations = may(OP, ARRAY, KERNEL);
  @ArchTest static final ArchRule graph = may(ROOT, OP, ARRAY);
  @ArchTest static final ArchRule compile = may(COMPILE, ROOT, OP, ARRAY, KERNEL);
  @ArchTest static final ArchRule check = may(CHECK, COMPILE, ROOT, OP, ARRAY);
  @ArchTest static final ArchRule explain = may(EXPLAIN, CHECK, COMPILE, ROOT, OP, ARRAY);
  @ArchTest static final ArchRule formula = may(FORMULA, EXPLAIN, CHECK, COMPILE, ROOT, OP, ARRAY);

  /** Classes of a package use their own package, those named, and the libraries. */
  private static ArchRule may(String from, String... to) {
    String[] libraries = {
      "java..", "org.jspecify..", "com.google.common..", "com.google.errorprone.annotations.."
    };
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(new String[] {from}, to, libraries)
                .flatMap(Stream::of)
                .toArray(String[]::new))
        .allowEmptyShould(true);
  }

  @ArchTest
  static final ArchRule onlyVectorKernelsUseTheIncubator =
      noClasses()
          .that()
          .resideOutsideOfPackage(VECTOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.incubator..", VECTOR);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass c) {
      return c.getPackageName().startsWith(ROOT)
          ? SliceIdentifier.of(c.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @ArchTest
  static final ArchRule guavaStaysOutOfPublicSignatures =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(KERNEL + "..")
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName("dev.autodiff.explain.GraphView")
          .should(new MentionNoGuava());

  private static final class MentionNoGuava extends ArchCondition<JavaMethod> {
    MentionNoGuava() {
      super("mention no Guava type");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
      boolean guava =
          Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
              .flatMap(t -> t.getAllInvolvedRawTypes().stream())
              .anyMatch(c -> c.getPackageName().startsWith("com.google.common"));
      events.add(new SimpleConditionEvent(method, !guava, method.getFullName()));
    }
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    TreeSet<String> unmarked = new TreeSet<>();
    for (JavaClass c : classes) {
      JavaPackage p = c.getPackage();
      if (p.tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
        unmarked.add(p.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  /** A file holds one idea; one that has grown past this holds more. */
  @Test
  void filesStayShort() throws IOException {
    Path sources = Path.of("src", "main", "java");
    assertThat(sources).isDirectory();
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> java =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.getFileName().toString().startsWith("Tiles")) // written by a program
              .toList();
      assertThat(java).hasSizeGreaterThan(40);
      assertThat(java).allSatisfy(f -> assertThat(linesOfCode(f)).isLessThan(LONGEST_FILE));
    }
  }

  /** Java has no generic numbers: products of both precisions are one text, told twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PlainGemm",
        "vector/Columns",
        "vector/Gemm",
        "vector/MatVec",
        "vector/Merging",
        "vector/Packing",
        "vector/Panels",
        "vector/Product"
      })
  void doubleKernelsAreSingleKernelsWithTheTypesExchanged(String name) throws IOException {
    Path kernels = Path.of("src", "main", "java", "dev", "autodiff", "kernel");
    String single = Files.readString(kernels.resolve(name + "F32.java"));
    String exchanged =
        single
            .replace("FloatVector", "DoubleVector")
            .replace("F32", "F64")
            .replace("float", "double")
            .replace("Float", "Double");
    assertThat(words(Files.readString(kernels.resolve(name + "F64.java"))))
        .isEqualTo(words(exchanged));
  }

  /** The text without what the formatter breaks lines by. */
  private static String words(String source) {
    return source.replaceAll("\\R\\s*\\* ", " ").replaceAll("\\s+", "");
  }

  private static long linesOfCode(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(s -> !s.isEmpty() && !s.startsWith("*") && !s.startsWith("/"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
