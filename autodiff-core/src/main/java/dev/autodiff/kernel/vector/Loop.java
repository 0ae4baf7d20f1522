package dev.autodiff.kernel.vector;

/**
 * A loop over whole vectors, called through an interface so that the compiler keeps loops apart: it
 * inlines two of them into a caller at most. Callers of many loops otherwise exceed a limit of the
 * compiler, of nodes or of guesses that failed ({@link Rehearsal}), at which it boxes the vectors
 * of the rest.
 *
 * <p>Before there was a rehearsal, loops of 56 operations were boxed in some runs, those of 45 were
 * not. A loop of more than fifteen is longer than 325 bytecodes, beyond which nothing is inlined
 * (FreqInlineSize).
 */
final class Loop {
  private Loop() {}

  /** y = f(x); returns how many elements are done. */
  interface Unary<A> {
    int run(A x, int xo, A y, int yo, int n);
  }

  /** y = f(a, b); returns how many elements are done. */
  interface Binary<A> {
    int run(A a, int ao, A b, int bo, A y, int yo, int n);
  }

  /** y = f(a, b, c); returns how many elements are done. */
  interface Ternary<A> {
    int run(A a, int ao, A b, int bo, A c, int co, A y, int yo, int n);
  }

  /** The loop of a kernel that has none: does no element. */
  static <A> int none(A x, int xo, A y, int yo, int n) {
    return 0;
  }

  /** The same for two operands. */
  static <A> int none(A a, int ao, A b, int bo, A y, int yo, int n) {
    return 0;
  }
}
