package dev.autodiff.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The loops that everything else is made of, in one of two providers with the same semantics:
 * <i>plain</i> loops that the JIT compiler vectorises, on any JVM, and <i>vector</i> loops on
 * {@code jdk.incubator.vector}. Chosen once, when first used; the system property {@code
 * autodiff.kernels} ({@code plain} or {@code vector}) overrides the choice.
 *
 * <p>Arrays are dense from their offset on; {@code y} may be the same place as an input, but must
 * not overlap one otherwise.
 */
public abstract class Kernels {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_PROVIDER = "dev.autodiff.kernel.vector.VectorKernels";

  private static final class Holder {
    static final Kernels ACTIVE = choose();
  }

  /** Returns the provider in use. */
  public static Kernels active() {
    return Holder.ACTIVE;
  }

  /** Returns the provider's name. */
  public abstract String name();

  /** y = k(x). */
  public abstract void unary(UnaryKernel k, double[] x, int xo, double[] y, int yo, int n);

  /** y = k(x). */
  public abstract void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n);

  /** y = k(a, b). */
  public abstract void binary(
      BinaryKernel k, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n);

  /** y = k(a, b). */
  public abstract void binary(
      BinaryKernel k, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /** y = k(a, b, c). */
  public abstract void ternary(
      TernaryKernel k,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] y,
      int yo,
      int n);

  /** Reduces n elements to one. */
  public abstract double reduce(ReduceKernel k, double[] x, int xo, int n);

  /** y = k(a, b, c). */
  public abstract void ternary(
      TernaryKernel k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] y,
      int yo,
      int n);

  /** Reduces n elements to one. */
  public abstract float reduce(ReduceKernel k, float[] x, int xo, int n);

  /**
   * y = exp(x − shift), where no x is greater than shift, and none is NaN unless shift is; returns
   * Σy. What is below the smallest normal number may be given as 0.
   */
  public abstract double expSum(double[] x, int xo, double shift, double[] y, int yo, int n);

  /**
   * y = exp(x − shift), where no x is greater than shift, and none is NaN unless shift is; returns
   * Σy. What is below the smallest normal number may be given as 0.
   */
  public abstract float expSum(float[] x, int xo, float shift, float[] y, int yo, int n);

  /** x = c·x. */
  public abstract void scale(double[] x, int xo, int n, double c);

  /** x = c·x. */
  public abstract void scale(float[] x, int xo, int n, float c);

  /**
   * C = α·A·B, or C += α·A·B. A is m×k and B is k×n, read through row and column strides; C is m×n
   * with rows of stride {@code ldc} and must not overlap them. Each element of C is given to {@code
   * epilogue} once, when it is final.
   */
  public abstract void gemm(
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      double[] c,
      int co,
      int ldc,
      Epilogue epilogue);

  /** The same for float32. */
  public abstract void gemm(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      boolean accumulate,
      float[] c,
      int co,
      int ldc,
      Epilogue epilogue);

  /** y += x, both float64 or both float32. */
  final void accumulate(Object x, int xo, Object y, int yo, int n) {
    if (x instanceof double[] p) {
      double[] q = (double[]) y;
      binary(BinaryKernel.ADD, q, yo, p, xo, q, yo, n);
    } else {
      float[] q = (float[]) y;
      binary(BinaryKernel.ADD, q, yo, (float[]) x, xo, q, yo, n);
    }
  }

  private static Kernels choose() {
    System.Logger log = System.getLogger("dev.autodiff");
    String wanted = System.getProperty("autodiff.kernels", "");
    Optional<Kernels> vector = wanted.equals("plain") ? Optional.empty() : vector();
    Kernels chosen = vector.orElseGet(PlainKernels::new);
    if (vector.isEmpty() && !wanted.equals("plain")) {
      log.log(
          Level.INFO,
          "Using plain kernels. For the faster vector kernels add to the java command: --add-modules "
              + VECTOR_MODULE);
    }
    log.log(Level.DEBUG, "Kernels: {0}", chosen.name());
    return chosen;
  }

  /** Returns the vector provider if this JVM was started with its module. */
  public static Optional<Kernels> vector() {
    Optional<Module> module = ModuleLayer.boot().findModule(VECTOR_MODULE);
    if (module.isEmpty()) {
      return Optional.empty();
    }
    // module-info does not name the incubating module, so that compiling it gives no warning.
    Kernels.class.getModule().addReads(module.get());
    try {
      return Optional.of(
          Class.forName(VECTOR_PROVIDER)
              .asSubclass(Kernels.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      System.getLogger("dev.autodiff").log(Level.WARNING, "Vector kernels did not start", e);
      return Optional.empty();
    }
  }
}
