package dev.autodiff.examples.bench;

import java.lang.module.ModuleFinder;
import org.jspecify.annotations.Nullable;

/** The choice of kernels, as the engine makes it from system properties. */
final class Provider {
  static final String VECTOR = "vector";
  static final String PLAIN = "plain";

  /** The module that vector kernels need. */
  static final String MODULE = "jdk.incubator.vector";

  /** The system property that chooses the kernels. It is read once, when they are first used. */
  static final String KERNELS = "autodiff.kernels";

  /** The system property of the number of threads, read once likewise. */
  static final String THREADS = "autodiff.threads";

  private Provider() {}

  /**
   * Returns the kernels to use: those wanted, or else the best there are.
   *
   * @param inProcess whether this very JVM is to run them, which then must have been started for it
   * @throws IllegalArgumentException if what is wanted is unknown or not there
   */
  static String choose(@Nullable String wanted, boolean inProcess) {
    boolean available =
        inProcess
            ? ModuleLayer.boot().findModule(MODULE).isPresent()
            : ModuleFinder.ofSystem().find(MODULE).isPresent();
    String choice = wanted != null ? wanted : System.getProperty(KERNELS, "");
    if (wanted != null && !wanted.equals(VECTOR) && !wanted.equals(PLAIN)) {
      throw new IllegalArgumentException(
          "--provider: there is no " + wanted + ". Use vector or plain.");
    }
    if (wanted != null && wanted.equals(VECTOR) && !available) {
      throw new IllegalArgumentException(
          "--provider: the vector kernels need "
              + (inProcess ? "java --add-modules " + MODULE : "a JVM with the module " + MODULE)
              + ".");
    }
    return choice.equals(PLAIN) || !available ? PLAIN : VECTOR;
  }

  /** Sets what the engine will read. */
  static void use(Request request) {
    System.setProperty(KERNELS, request.provider());
    System.setProperty(THREADS, Integer.toString(request.threads()));
  }
}
