package dev.autodiff.kernel;

import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * One matrix product C = α·A·B or C += α·A·B, planned: its dims and strides are fixed, operands are
 * given at each run. Large products are shared by the {@link Team}, cut into columns or rows of C;
 * each element of C is computed by one thread in the same order however many there are.
 */
public final class MatMul implements IntConsumer {
  /**
   * Products of fewer multiplications stay in the caller's thread: waking another costs some
   * microseconds.
   */
  private static final long SHARED = 1 << 20;

  /** How much longer an element takes to pack if its neighbours go elsewhere. */
  private static final int DEAR = 4;

  private static final int ROWS = 14;
  private static final int COLUMNS = 32;

  /** Whether it is Bᵀ·Aᵀ: a row by a transposed matrix is that matrix by a column. */
  private final boolean swapped;

  private final int m;
  private final int n;
  private final int k;
  private final int ars;
  private final int acs;
  private final int brs;
  private final int bcs;
  private final boolean accumulate;
  private final IntFunction<? extends Epilogue> epilogues;

  /** Whether it is too small to be shared. */
  private final boolean alone;

  /**
   * Whether parts are columns of C, so that each thread packs all of A, or rows, and each packs all
   * of B.
   */
  private final boolean byColumns;

  private double alpha;
  private Object a = this;
  private int ao;
  private Object b = this;
  private int bo;
  private Object c = this;
  private int co;
  private int parts;

  /**
   * Plans the product of an m×k matrix with strides {@code ars, acs} and a k×n one with strides
   * {@code brs, bcs}.
   */
  public MatMul(int m, int n, int k, int ars, int acs, int brs, int bcs, boolean accumulate) {
    this(m, n, k, ars, acs, brs, bcs, accumulate, part -> Epilogue.NONE);
  }

  /**
   * Plans such a product with an epilogue: {@code epilogues} is asked for each part of a run, by
   * the thread that computes it.
   */
  public MatMul(
      int m,
      int n,
      int k,
      int ars,
      int acs,
      int brs,
      int bcs,
      boolean accumulate,
      IntFunction<? extends Epilogue> epilogues) {
    this.swapped = m == 1 && brs == 1 && (bcs != 1 || (n == 1 && acs != 1));
    this.m = swapped ? n : m;
    this.n = swapped ? 1 : n;
    this.k = k;
    this.ars = swapped ? bcs : ars;
    this.acs = swapped ? 1 : acs;
    this.brs = swapped ? acs : brs;
    this.bcs = swapped ? 1 : bcs;
    this.accumulate = accumulate;
    this.epilogues = epilogues;
    this.alone = (long) m * n * k < SHARED;
    // an operand that does not lie as it is packed is dear
    long packA = (long) this.m * (this.ars == 1 ? 1 : DEAR);
    long packB = (long) this.n * (this.bcs == 1 ? 1 : DEAR);
    this.byColumns = packA <= packB;
  }

  /** Runs the product; C is dense from {@code co} on. */
  public void run(double alpha, Object a, int ao, Object b, int bo, Object c, int co) {
    this.alpha = alpha;
    this.a = swapped ? b : a;
    this.ao = swapped ? bo : ao;
    this.b = swapped ? a : b;
    this.bo = swapped ? ao : bo;
    this.c = c;
    this.co = co;
    if (alone) {
      compute(m, n, this.ao, this.bo, co, epilogues.apply(0));
    } else {
      Team team = Team.common();
      this.parts = Math.min(team.threads(), byColumns ? pieces(n, COLUMNS) : pieces(m, ROWS));
      team.run(parts, this);
    }
  }

  /** Computes one part. */
  @Override
  public void accept(int part) {
    int from = byColumns ? cut(part, n, COLUMNS) : cut(part, m, ROWS);
    int to = byColumns ? cut(part + 1, n, COLUMNS) : cut(part + 1, m, ROWS);
    Epilogue epilogue = epilogues.apply(part);
    if (byColumns) {
      compute(m, to - from, ao, bo + from * bcs, co + from, epilogue);
    } else {
      compute(to - from, n, ao + from * ars, bo, co + from * n, epilogue);
    }
  }

  private int cut(int part, int length, int unit) {
    return Math.min(length, Team.start(part, parts, pieces(length, unit)) * unit);
  }

  private static int pieces(int length, int unit) {
    return (length + unit - 1) / unit;
  }

  /** Computes so many rows and columns of C, given where they and their operands begin. */
  private void compute(int rows, int cols, int aAt, int bAt, int cAt, Epilogue epilogue) {
    Kernels kernels = Kernels.active();
    if (a instanceof double[] x) {
      kernels.gemm(
          rows,
          cols,
          k,
          alpha,
          x,
          aAt,
          ars,
          acs,
          (double[]) b,
          bAt,
          brs,
          bcs,
          accumulate,
          (double[]) c,
          cAt,
          n,
          epilogue);
    } else {
      kernels.gemm(
          rows,
          cols,
          k,
          (float) alpha,
          (float[]) a,
          aAt,
          ars,
          acs,
          (float[]) b,
          bAt,
          brs,
          bcs,
          accumulate,
          (float[]) c,
          cAt,
          n,
          epilogue);
    }
  }
}
