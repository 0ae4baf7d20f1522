/** The engine: arrays, the graph of tensors, operations and their derivatives, gradient checks. */
module dev.autodiff {
  requires transitive com.google.common;
  requires static transitive org.jspecify;

  exports dev.autodiff;
  exports dev.autodiff.array;
  exports dev.autodiff.check;
  exports dev.autodiff.compile;
  exports dev.autodiff.explain;
  exports dev.autodiff.formula;
  exports dev.autodiff.op;
}
