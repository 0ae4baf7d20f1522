package dev.autodiff;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. */
@AnalyzeClasses(packages = "dev.autodiff", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule arraysUseKernelsOnly =
      classes()
          .that()
          .resideInAPackage("dev.autodiff.array..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.autodiff.array..",
              "dev.autodiff.kernel",
              "java..",
              "org.jspecify..",
              "com.google.common..");

  @ArchTest
  static final ArchRule onlyVectorKernelsUseTheIncubator =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.autodiff.kernel.vector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.incubator..", "dev.autodiff.kernel.vector..");
}
