package dev.autodiff.nn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. */
@AnalyzeClasses(packages = "dev.autodiff.nn", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyExportedPackagesOfTheEngineAreUsed =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.autodiff.nn..",
              "dev.autodiff",
              "dev.autodiff.array",
              "dev.autodiff.check",
              "dev.autodiff.compile",
              "dev.autodiff.explain",
              "dev.autodiff.op",
              "java..",
              "org.jspecify..",
              "com.google.common..",
              "me.tongfei.progressbar..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.autodiff.nn.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheTrainerKnowsAllTheOthers =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.autodiff.nn.train")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.autodiff.nn.train");

  @ArchTest
  static final ArchRule layersLossesAndOptimizersDoNotKnowEachOther =
      slices()
          .matching("dev.autodiff.nn.(layer|loss|optim|metric|data)..")
          .should()
          .notDependOnEachOther();
}
