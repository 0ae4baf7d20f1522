package dev.autodiff.kernel.vector;

import dev.autodiff.kernel.Epilogue;

/**
 * Chooses how a matrix product is computed: by a vector, by tiles, or by tiles of its transpose.
 */
final class ProductF32 {
  private static final int LANES = TilesF32.LANES;

  /** Columns so long are worth adding up in memory rather than in registers. */
  private static final int LONG = 256;

  private ProductF32() {}

  static void gemm(
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
      Epilogue epilogue) {
    boolean column = n == 1 && ldc == 1; // parts of a wider product have its ldc
    if (column && acs == 1 && k >= LANES) {
      MatVecF32.rows(m, k, alpha, a, ao, ars, b, bo, brs, accumulate, c, co);
      epilogue.run(co, m, n, ldc);
    } else if (column && ars == 1 && isLong(m, k)) {
      MatVecF32.columns(m, k, alpha, a, ao, acs, b, bo, brs, accumulate, c, co);
      epilogue.run(co, m, n, ldc);
    } else if (m == 1 && bcs == 1 && isLong(n, k)) {
      MatVecF32.columns(n, k, alpha, b, bo, brs, a, ao, acs, accumulate, c, co);
      epilogue.run(co, m, n, ldc);
    } else if (4 * n <= 3 * LANES && m >= TilesF32.WIDTH && ars == 1 && acs != 1) {
      // Cᵀ = Bᵀ·Aᵀ, whose tiles fill their vectors
      GemmF32.gemm(
          n, m, k, alpha, b, bo, bcs, brs, a, ao, acs, ars, accumulate, true, c, co, ldc, epilogue);
    } else {
      GemmF32.gemm(
          m,
          n,
          k,
          alpha,
          a,
          ao,
          ars,
          acs,
          b,
          bo,
          brs,
          bcs,
          accumulate,
          false,
          c,
          co,
          ldc,
          epilogue);
    }
  }

  /**
   * Whether k columns are worth adding up in memory; shorter ones are if tiles had to pack them.
   */
  private static boolean isLong(int length, int k) {
    return length >= LONG || (length >= LANES && (long) length * k > GemmF32.UNPACKED_B);
  }
}
