package dev.autodiff.examples;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom, as ARCHITECTURE.md draws it. */
@AnalyzeClasses(
    packages = "dev.autodiff.examples",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesUseThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("dev.autodiff.examples")
          .layer("train")
          .definedBy("dev.autodiff.examples.train..")
          .layer("check")
          .definedBy("dev.autodiff.examples.check..")
          .layer("bench")
          .definedBy("dev.autodiff.examples.bench..")
          .layer("experiment")
          .definedBy("dev.autodiff.examples.experiment..")
          .layer("checkers")
          .definedBy("dev.autodiff.examples.checkers..")
          .layer("data")
          .definedBy("dev.autodiff.examples.data..")
          .layer("cli")
          .definedBy("dev.autodiff.examples.cli..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("check")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("experiment")
          .mayOnlyBeAccessedByLayers("main", "train")
          .whereLayer("checkers")
          .mayOnlyBeAccessedByLayers("experiment")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("train")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main", "train", "check", "bench", "experiment", "checkers");
}
