package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link GemmF32}: a tile of up to twelve rows by two vectors of columns is
 * accumulated in registers, one rank-1 update a step.
 *
 * <p>What the loops look like is what the compiler needs. Every accumulator starts from a zero of
 * its own and the methods are one straight loop: sharing a start value or branching around the
 * stores makes it box vectors, which costs a factor of eight. Elements of A are read at constant
 * distances ({@code columns}), where bounds checks merge into two, or at a fixed distance from the
 * loop's counter ({@code rows}), where they move out of the loop. In {@code rows12} every third
 * check stays: without them JDK 17 moves all uses of the first vector to the front and runs out of
 * registers.
 */
final class TilesF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /** As many rows as there are registers for: 32 with vectors of 512 bits, otherwise 16. */
  static final int MAX_ROWS = S.vectorBitSize() >= 512 ? 12 : 6;

  private TilesF32() {}

  /** Returns how many of the remaining rows the next tile takes. */
  static int rows(int left) {
    return left >= MAX_ROWS
        ? MAX_ROWS
        : left == 10 ? 6 : left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /**
   * t[rows][2 vectors] = A·B for an A whose columns are contiguous, each {@code acs} after the one
   * before. B's rows are at {@code bo} and {@code bo2} (first and second vector), each {@code brs}
   * after the one before.
   */
  static void columns(
      int rows, int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    switch (rows) {
      case 12 -> columns12(k, a, ao, acs, b, bo, bo2, brs, t);
      case 8 -> columns8(k, a, ao, acs, b, bo, bo2, brs, t);
      case 6 -> columns6(k, a, ao, acs, b, bo, bo2, brs, t);
      case 4 -> columns4(k, a, ao, acs, b, bo, bo2, brs, t);
      case 2 -> columns2(k, a, ao, acs, b, bo, bo2, brs, t);
      case 1 -> columns1(k, a, ao, acs, b, bo, bo2, brs, t);
      default -> throw new AssertionError(rows);
    }
  }

  /** The same for an A whose rows are contiguous, each {@code ars} after the one before. */
  static void rows(
      int rows, int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    switch (rows) {
      case 12 -> rows12(k, a, ao, ars, 1, b, bo, bo2, brs, t);
      case 8 -> rows8(k, a, ao, ars, b, bo, bo2, brs, t);
      case 6 -> rows6(k, a, ao, ars, b, bo, bo2, brs, t);
      case 4 -> rows4(k, a, ao, ars, b, bo, bo2, brs, t);
      case 2 -> rows2(k, a, ao, ars, b, bo, bo2, brs, t);
      case 1 -> rows1(k, a, ao, ars, b, bo, bo2, brs, t);
      default -> throw new AssertionError(rows);
    }
  }

  /** 12 rows of A, contiguous down its columns. */
  private static void columns12(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    FloatVector x6 = FloatVector.zero(S);
    FloatVector y6 = FloatVector.zero(S);
    FloatVector x7 = FloatVector.zero(S);
    FloatVector y7 = FloatVector.zero(S);
    FloatVector x8 = FloatVector.zero(S);
    FloatVector y8 = FloatVector.zero(S);
    FloatVector x9 = FloatVector.zero(S);
    FloatVector y9 = FloatVector.zero(S);
    FloatVector x10 = FloatVector.zero(S);
    FloatVector y10 = FloatVector.zero(S);
    FloatVector x11 = FloatVector.zero(S);
    FloatVector y11 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8]);
      x8 = s8.fma(u, x8);
      y8 = s8.fma(v, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9]);
      x9 = s9.fma(u, x9);
      y9 = s9.fma(v, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10]);
      x10 = s10.fma(u, x10);
      y10 = s10.fma(v, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11]);
      x11 = s11.fma(u, x11);
      y11 = s11.fma(v, y11);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
    x6.intoArray(t, 12 * LANES);
    y6.intoArray(t, 13 * LANES);
    x7.intoArray(t, 14 * LANES);
    y7.intoArray(t, 15 * LANES);
    x8.intoArray(t, 16 * LANES);
    y8.intoArray(t, 17 * LANES);
    x9.intoArray(t, 18 * LANES);
    y9.intoArray(t, 19 * LANES);
    x10.intoArray(t, 20 * LANES);
    y10.intoArray(t, 21 * LANES);
    x11.intoArray(t, 22 * LANES);
    y11.intoArray(t, 23 * LANES);
  }

  /** 8 rows of A, contiguous down its columns. */
  private static void columns8(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    FloatVector x6 = FloatVector.zero(S);
    FloatVector y6 = FloatVector.zero(S);
    FloatVector x7 = FloatVector.zero(S);
    FloatVector y7 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
    x6.intoArray(t, 12 * LANES);
    y6.intoArray(t, 13 * LANES);
    x7.intoArray(t, 14 * LANES);
    y7.intoArray(t, 15 * LANES);
  }

  /** 6 rows of A, contiguous down its columns. */
  private static void columns6(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
  }

  /** 4 rows of A, contiguous down its columns. */
  private static void columns4(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
  }

  /** 2 rows of A, contiguous down its columns. */
  private static void columns2(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
  }

  /** 1 row of A, contiguous down its columns. */
  private static void columns1(
      int k, float[] a, int ao, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
  }

  /** 12 rows of A, each contiguous. */
  private static void rows12(
      int k, float[] a, int ao, int ars, int acs, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    FloatVector x6 = FloatVector.zero(S);
    FloatVector y6 = FloatVector.zero(S);
    FloatVector x7 = FloatVector.zero(S);
    FloatVector y7 = FloatVector.zero(S);
    FloatVector x8 = FloatVector.zero(S);
    FloatVector y8 = FloatVector.zero(S);
    FloatVector x9 = FloatVector.zero(S);
    FloatVector y9 = FloatVector.zero(S);
    FloatVector x10 = FloatVector.zero(S);
    FloatVector y10 = FloatVector.zero(S);
    FloatVector x11 = FloatVector.zero(S);
    FloatVector y11 = FloatVector.zero(S);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int a6 = 6 * ars;
    int a7 = ao + 7 * ars;
    int a8 = ao + 8 * ars;
    int a9 = 9 * ars;
    int a10 = ao + 10 * ars;
    int a11 = ao + 11 * ars;
    int at = ao;
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[at]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[at + a3]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[at + a6]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[a7 + p]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[a8 + p]);
      x8 = s8.fma(u, x8);
      y8 = s8.fma(v, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[at + a9]);
      x9 = s9.fma(u, x9);
      y9 = s9.fma(v, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[a10 + p]);
      x10 = s10.fma(u, x10);
      y10 = s10.fma(v, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[a11 + p]);
      x11 = s11.fma(u, x11);
      y11 = s11.fma(v, y11);
      at += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
    x6.intoArray(t, 12 * LANES);
    y6.intoArray(t, 13 * LANES);
    x7.intoArray(t, 14 * LANES);
    y7.intoArray(t, 15 * LANES);
    x8.intoArray(t, 16 * LANES);
    y8.intoArray(t, 17 * LANES);
    x9.intoArray(t, 18 * LANES);
    y9.intoArray(t, 19 * LANES);
    x10.intoArray(t, 20 * LANES);
    y10.intoArray(t, 21 * LANES);
    x11.intoArray(t, 22 * LANES);
    y11.intoArray(t, 23 * LANES);
  }

  /** 8 rows of A, each contiguous. */
  private static void rows8(
      int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    FloatVector x6 = FloatVector.zero(S);
    FloatVector y6 = FloatVector.zero(S);
    FloatVector x7 = FloatVector.zero(S);
    FloatVector y7 = FloatVector.zero(S);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int a6 = ao + 6 * ars;
    int a7 = ao + 7 * ars;
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[a6 + p]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[a7 + p]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
    x6.intoArray(t, 12 * LANES);
    y6.intoArray(t, 13 * LANES);
    x7.intoArray(t, 14 * LANES);
    y7.intoArray(t, 15 * LANES);
  }

  /** 6 rows of A, each contiguous. */
  private static void rows6(
      int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    FloatVector x4 = FloatVector.zero(S);
    FloatVector y4 = FloatVector.zero(S);
    FloatVector x5 = FloatVector.zero(S);
    FloatVector y5 = FloatVector.zero(S);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
    x4.intoArray(t, 8 * LANES);
    y4.intoArray(t, 9 * LANES);
    x5.intoArray(t, 10 * LANES);
    y5.intoArray(t, 11 * LANES);
  }

  /** 4 rows of A, each contiguous. */
  private static void rows4(
      int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    FloatVector x2 = FloatVector.zero(S);
    FloatVector y2 = FloatVector.zero(S);
    FloatVector x3 = FloatVector.zero(S);
    FloatVector y3 = FloatVector.zero(S);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
    x2.intoArray(t, 4 * LANES);
    y2.intoArray(t, 5 * LANES);
    x3.intoArray(t, 6 * LANES);
    y3.intoArray(t, 7 * LANES);
  }

  /** 2 rows of A, each contiguous. */
  private static void rows2(
      int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    FloatVector x1 = FloatVector.zero(S);
    FloatVector y1 = FloatVector.zero(S);
    int a1 = ao + ars;
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
    x1.intoArray(t, 2 * LANES);
    y1.intoArray(t, 3 * LANES);
  }

  /** 1 row of A, each contiguous. */
  private static void rows1(
      int k, float[] a, int ao, int ars, float[] b, int bo, int bo2, int brs, float[] t) {
    FloatVector x0 = FloatVector.zero(S);
    FloatVector y0 = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, 0);
    y0.intoArray(t, LANES);
  }
}
