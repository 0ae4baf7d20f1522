/** Neural networks on the engine: layers, losses, optimizers, data and the training loop. */
module dev.autodiff.nn {
  requires java.net.http;
  requires transitive dev.autodiff;
  requires static transitive org.jspecify;
  requires me.tongfei.progressbar;

  exports dev.autodiff.nn.data;
  exports dev.autodiff.nn.init;
  exports dev.autodiff.nn.layer;
  exports dev.autodiff.nn.loss;
  exports dev.autodiff.nn.metric;
  exports dev.autodiff.nn.optim;
  exports dev.autodiff.nn.train;
}
