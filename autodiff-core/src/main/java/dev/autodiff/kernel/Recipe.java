package dev.autodiff.kernel;

import java.util.List;

/**
 * What an operation computes, in terms of kernels: what a compiler needs to know to run it without
 * the operation.
 */
public sealed interface Recipe {
  /** Only the operation itself knows. */
  Recipe OPAQUE = new Opaque();

  /**
   * The input's elements in another order or shape: a view of them, or a copy where that cannot be.
   */
  Recipe VIEW = new View();

  /** y = c ≠ 0 ? a : b, elementwise. */
  Recipe WHERE = new Where();

  /** Products of matrices, the last two axes. */
  Recipe MATMUL = new MatMul();

  /** See {@link #OPAQUE}. */
  record Opaque() implements Recipe {}

  /** See {@link #VIEW}. */
  record View() implements Recipe {}

  /** See {@link #WHERE}. */
  record Where() implements Recipe {}

  /** See {@link #MATMUL}. */
  record MatMul() implements Recipe {}

  /**
   * p − c·A·B for inputs p, A, B and a single number c: a step down a gradient that is a product of
   * matrices.
   */
  Recipe MATMUL_UPDATE = new MatMulUpdate();

  /** See {@link #MATMUL_UPDATE}. */
  record MatMulUpdate() implements Recipe {}

  /** ln softmax of each row of the first input at the label that the second gives. */
  Recipe PICK_LOG_SOFTMAX = new PickLogSoftmax();

  /** See {@link #PICK_LOG_SOFTMAX}. */
  record PickLogSoftmax() implements Recipe {}

  /** Conversion between element types. */
  record Cast() implements Recipe {}

  /** An elementwise function of one input. */
  record Unary(UnaryKernel kernel) implements Recipe {}

  /** An elementwise function of two inputs. */
  record Binary(BinaryKernel kernel) implements Recipe {}

  /** max(low, min(x, high)), elementwise. */
  record Clip(double low, double high) implements Recipe {}

  /** A reduction over some axes. */
  record Reduction(ReduceKernel kernel, List<Integer> axes) implements Recipe {}

  /** ln Σ exp over some axes. */
  record LogSumExp(List<Integer> axes) implements Recipe {}

  /** {@code factor} times softmax along an axis, or the logarithm of softmax. */
  record Softmax(int axis, boolean log, double factor) implements Recipe {
    /** The same without a factor. */
    public Softmax(int axis, boolean log) {
      this(axis, log, 1);
    }

    /** Returns this softmax, no logarithm, multiplied by {@code c}. */
    public Softmax times(double c) {
      return new Softmax(axis, log, factor * c);
    }
  }

  /** Inputs behind each other along an axis. */
  record Concat(int axis) implements Recipe {}

  /** The input in a slice of zeros. */
  record Put(int axis, int start, int stop, int step) implements Recipe {}

  /** A convolution of images, or one of its two adjoints. */
  record Convolution(Role role, Window height, Window width) implements Recipe {
    /**
     * Which of Σ y[n, f, o]·x[n, c, o·stride − padding + k·dilation]·w[f, c, k] is the result: it
     * is the derivative of this sum by the result, and the other two are the inputs.
     */
    public enum Role {
      /** y of x and w, the convolution itself. */
      RESULTS,
      /** x of y and w. */
      IMAGES,
      /** w of y and x. */
      FILTERS
    }
  }

  /** An indexed copy, linear in the first input; the second holds the indices. */
  record Indexed(Kind kind) implements Recipe {
    /** Which. */
    public enum Kind {
      /** y[i] = x[idx[i]], rows. */
      GATHER_ROWS,
      /** y[idx[i]] += x[i], rows. */
      SCATTER_ADD_ROWS,
      /** y[i] = x[i, idx[i]]. */
      PICK,
      /** y[i, idx[i]] = x[i]. */
      UNPICK,
      /** y = z, a third input, and y[i, idx[i]] += x[i]; made by programs. */
      ADD_PICKED
    }
  }

  /**
   * Returns the operand that the result begins as, or −1: such a computation adds to what is there,
   * in the place of that operand if nothing else needs it.
   */
  static int accumulatesOnto(Recipe r) {
    if (r instanceof MatMulUpdate) {
      return 0;
    }
    return r instanceof Indexed i && i.kind() == Indexed.Kind.ADD_PICKED ? 2 : -1;
  }
}
