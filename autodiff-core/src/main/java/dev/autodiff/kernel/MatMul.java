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

  private static final int ROWS = 12;
  private static final int COLUMNS = 32;

  private final int m;
  private final int n;
  private final int k;
  private final int ars;
  private final int acs;
  private final int brs;
  private final int bcs;
  private final boolean accumulate;
  private final IntFunction<? extends Epilogue> epilogues;

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
    this.m = m;
    this.n = n;
    this.k = k;
    this.ars = ars;
    this.acs = acs;
    this.brs = brs;
    this.bcs = bcs;
    this.accumulate = accumulate;
    this.epilogues = epilogues;
  }

  /** Runs the product; C is dense from {@code co} on. */
  public void run(double alpha, Object a, int ao, Object b, int bo, Object c, int co) {
    this.alpha = alpha;
    this.a = a;
    this.ao = ao;
    this.b = b;
    this.bo = bo;
    this.c = c;
    this.co = co;
    Team team = Team.common();
    int pieces = byColumns() ? (n + COLUMNS - 1) / COLUMNS : (m + ROWS - 1) / ROWS;
    this.parts = (long) m * n * k < SHARED ? 1 : Math.min(team.threads(), pieces);
    team.run(parts, this);
  }

  /**
   * Whether parts are columns of C, so that each thread packs all of A, or rows, and each packs all
   * of B. An operand that does not lie as it is packed is dear.
   */
  private boolean byColumns() {
    long packA = (long) m * (ars == 1 ? 1 : DEAR);
    long packB = (long) n * (bcs == 1 ? 1 : DEAR);
    return packA <= packB;
  }

  /** Computes one part. */
  @Override
  public void accept(int part) {
    boolean columns = byColumns();
    int from = cut(part, columns ? n : m, columns ? COLUMNS : ROWS);
    int to = cut(part + 1, columns ? n : m, columns ? COLUMNS : ROWS);
    int rows = columns ? m : to - from;
    int cols = columns ? to - from : n;
    int aAt = columns ? ao : ao + from * ars;
    int bAt = columns ? bo + from * bcs : bo;
    int cAt = columns ? co + from : co + from * n;
    Epilogue epilogue = epilogues.apply(part);
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

  private int cut(int part, int length, int unit) {
    int pieces = (length + unit - 1) / unit;
    return Math.min(length, Team.start(part, parts, pieces) * unit);
  }
}
