/** Neural networks. */
module dev.autodiff.nn {
  requires java.net.http;
  requires transitive dev.autodiff;
  requires static transitive org.jspecify;
  requires me.tongfei.progressbar;

  exports dev.autodiff.nn.data;
}
