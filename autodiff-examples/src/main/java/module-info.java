/** The command line, example programs and benchmarks. */
module dev.autodiff.examples {
  requires com.google.gson;
  requires dev.autodiff.nn;
  requires info.picocli;
  requires java.desktop;
  requires java.logging;
  requires jdk.management;
  requires jmh.core;
  requires static transitive org.jspecify;
  requires me.tongfei.progressbar;
  requires xchart;

  // Options are set by reflection; records become JSON by reflection.
  opens dev.autodiff.examples to
      info.picocli;
  opens dev.autodiff.examples.bench to
      com.google.gson,
      info.picocli;
  opens dev.autodiff.examples.check to
      com.google.gson,
      info.picocli;
  opens dev.autodiff.examples.checkers to
      com.google.gson,
      info.picocli;
  opens dev.autodiff.examples.cli to
      info.picocli;
  opens dev.autodiff.examples.experiment to
      com.google.gson,
      info.picocli;
  opens dev.autodiff.examples.train to
      com.google.gson,
      info.picocli;
}
