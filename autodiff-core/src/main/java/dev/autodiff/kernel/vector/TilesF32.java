package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link GemmF32}: a tile of up to twelve rows by two vectors of columns, or
 * by one, is accumulated in registers, one rank-1 update a step.
 *
 * <p>What the loops look like is what the compiler needs; without that, the same product ran at one
 * of two speeds for the life of a JVM. Each accumulator starts from a place of its own in {@link
 * #ZEROS}: with one zero for all, registers were copied around in every turn, up to thirty times,
 * or not at all, as it happened. Where rows lie at variable distances ({@code rows}), indices are
 * computed from the counter, the only number that lasts from turn to turn: of others one was
 * sometimes kept in a vector register and fetched from there. The methods are one straight loop:
 * branching around the stores makes the compiler box vectors, which costs a factor of eight, and so
 * does adding twelve rows to C at the end, for there is only so much it inlines.
 *
 * <p>Elements of A are read at constant distances ({@code columns}, {@code spaced}), where bounds
 * checks merge into two, or at a fixed distance from the counter, where they move out of the loop.
 * There the tile has eight rows: of twelve, JDK 17 moves all uses of the first vector to the front
 * and runs out of registers, and so it would in {@code spaced} if the step were no variable. Four
 * rows by four vectors ({@code rows4Wide}) need the fewest addresses, and 32 registers: the same
 * multiply-adds in 45 instructions instead of 63.
 */
final class TilesF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();
  static final boolean MANY_REGISTERS = S.vectorBitSize() >= 512; // 32, otherwise 16

  /** As many rows as there are registers for. */
  static final int MAX_ROWS = MANY_REGISTERS ? 12 : 6;

  static final int WIDE_ROWS = 4;
  static final int MAX_ROWS_IN_PLACE = MANY_REGISTERS ? 8 : 6;

  /** How far apart rows lie that are copied for a tile: as deep as blocks are, or deeper. */
  static final int SPACE = 400;

  /** Fewer rows are read where they are. */
  static final int LEAST_SPACED = 6;

  /** What accumulators start from, each from an element of its own: no tile has more than 24. */
  private static final float[] ZEROS = new float[24];

  private TilesF32() {}

  /**
   * Returns how many of the remaining rows the next tile takes, if it may take so many at most, and
   * ten if there are tiles of ten.
   */
  static int rows(int left, int most, boolean tens) {
    if (left >= most) {
      return most;
    } else if (left >= 10) {
      return tens ? 10 : left == 10 ? 6 : 8;
    }
    return left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /**
   * T = A·B for an A whose columns are contiguous, each {@code acs} after the one before. B's rows
   * are at {@code bo} and {@code bo2} (first and second vector), each {@code brs} after the one
   * before; T's at {@code to} and {@code to + second}, each {@code trs} after the one before. Where
   * {@code second} is 0 there is one vector only.
   */
  static void columns(
      int rows,
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    if (second == 0) {
      switch (rows) {
        case 12 -> columns12Narrow(k, a, ao, acs, b, bo, brs, t, to, trs);
        case 8 -> columns8Narrow(k, a, ao, acs, b, bo, brs, t, to, trs);
        case 6 -> columns6Narrow(k, a, ao, acs, b, bo, brs, t, to, trs);
        case 4 -> columns4Narrow(k, a, ao, acs, b, bo, brs, t, to, trs);
        case 2 -> columns2Narrow(k, a, ao, acs, b, bo, brs, t, to, trs);
        case 1 -> columns1Narrow(k, a, ao, acs, b, bo, brs, t, to);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 12 -> columns12(k, a, ao, acs, b, bo, bo2, brs, t, to, second, trs);
        case 8 -> columns8(k, a, ao, acs, b, bo, bo2, brs, t, to, second, trs);
        case 6 -> columns6(k, a, ao, acs, b, bo, bo2, brs, t, to, second, trs);
        case 4 -> columns4(k, a, ao, acs, b, bo, bo2, brs, t, to, second, trs);
        case 2 -> columns2(k, a, ao, acs, b, bo, bo2, brs, t, to, second, trs);
        case 1 -> columns1(k, a, ao, acs, b, bo, bo2, brs, t, to, second);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /** The same for rows that are contiguous, from 0 on, each {@link #SPACE} after the one before. */
  static void spaced(
      int rows,
      int k,
      float[] a,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    if (second == 0) {
      switch (rows) {
        case 12 -> spaced12Narrow(k, a, 0, acs, b, bo, brs, t, to, trs);
        case 10 -> spaced10Narrow(k, a, 0, acs, b, bo, brs, t, to, trs);
        case 8 -> spaced8Narrow(k, a, 0, acs, b, bo, brs, t, to, trs);
        case 6 -> spaced6Narrow(k, a, 0, acs, b, bo, brs, t, to, trs);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 12 -> spaced12(k, a, 0, acs, b, bo, bo2, brs, t, to, second, trs);
        case 10 -> spaced10(k, a, 0, acs, b, bo, bo2, brs, t, to, second, trs);
        case 8 -> spaced8(k, a, 0, acs, b, bo, bo2, brs, t, to, second, trs);
        case 6 -> spaced6(k, a, 0, acs, b, bo, bo2, brs, t, to, second, trs);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /** The same for an A whose rows are contiguous, each {@code ars} after the one before. */
  static void rows(
      int rows,
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    if (second == 0) {
      switch (rows) {
        case 8 -> rows8Narrow(k, a, ao, ars, b, bo, brs, t, to, trs);
        case 6 -> rows6Narrow(k, a, ao, ars, b, bo, brs, t, to, trs);
        case 4 -> rows4Narrow(k, a, ao, ars, b, bo, brs, t, to, trs);
        case 2 -> rows2Narrow(k, a, ao, ars, b, bo, brs, t, to, trs);
        case 1 -> rows1Narrow(k, a, ao, b, bo, brs, t, to);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 8 -> rows8(k, a, ao, ars, b, bo, bo2, brs, t, to, second, trs);
        case 6 -> rows6(k, a, ao, ars, b, bo, bo2, brs, t, to, second, trs);
        case 4 -> rows4(k, a, ao, ars, b, bo, bo2, brs, t, to, second, trs);
        case 2 -> rows2(k, a, ao, ars, b, bo, bo2, brs, t, to, second, trs);
        case 1 -> rows1(k, a, ao, b, bo, bo2, brs, t, to, second);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /** 12 rows of A, contiguous down its columns. */
  private static void columns12(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[16]);
    FloatVector y8 = FloatVector.broadcast(S, ZEROS[17]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[18]);
    FloatVector y9 = FloatVector.broadcast(S, ZEROS[19]);
    FloatVector x10 = FloatVector.broadcast(S, ZEROS[20]);
    FloatVector y10 = FloatVector.broadcast(S, ZEROS[21]);
    FloatVector x11 = FloatVector.broadcast(S, ZEROS[22]);
    FloatVector y11 = FloatVector.broadcast(S, ZEROS[23]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + second);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + second);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + second);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + second);
  }

  /** 8 rows of A, contiguous down its columns. */
  private static void columns8(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
  }

  /** 6 rows of A, contiguous down its columns. */
  private static void columns6(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
  }

  /** 4 rows of A, contiguous down its columns. */
  private static void columns4(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
  }

  /** 2 rows of A, contiguous down its columns. */
  private static void columns2(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
  }

  /** 1 row of A, contiguous down its columns. */
  private static void columns1(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
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
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
  }

  /** 12 rows of A, each contiguous, {@link #SPACE} apart. */
  private static void spaced12(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[16]);
    FloatVector y8 = FloatVector.broadcast(S, ZEROS[17]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[18]);
    FloatVector y9 = FloatVector.broadcast(S, ZEROS[19]);
    FloatVector x10 = FloatVector.broadcast(S, ZEROS[20]);
    FloatVector y10 = FloatVector.broadcast(S, ZEROS[21]);
    FloatVector x11 = FloatVector.broadcast(S, ZEROS[22]);
    FloatVector y11 = FloatVector.broadcast(S, ZEROS[23]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8 * SPACE]);
      x8 = s8.fma(u, x8);
      y8 = s8.fma(v, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9 * SPACE]);
      x9 = s9.fma(u, x9);
      y9 = s9.fma(v, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10 * SPACE]);
      x10 = s10.fma(u, x10);
      y10 = s10.fma(v, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11 * SPACE]);
      x11 = s11.fma(u, x11);
      y11 = s11.fma(v, y11);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + second);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + second);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + second);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + second);
  }

  /** 10 rows of A, each contiguous, {@link #SPACE} apart. */
  private static void spaced10(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[16]);
    FloatVector y8 = FloatVector.broadcast(S, ZEROS[17]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[18]);
    FloatVector y9 = FloatVector.broadcast(S, ZEROS[19]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8 * SPACE]);
      x8 = s8.fma(u, x8);
      y8 = s8.fma(v, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9 * SPACE]);
      x9 = s9.fma(u, x9);
      y9 = s9.fma(v, y9);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + second);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + second);
  }

  /** 10 rows of A, each contiguous, {@link #SPACE} apart, by one vector. */
  private static void spaced10Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[9]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8 * SPACE]);
      x8 = s8.fma(u, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9 * SPACE]);
      x9 = s9.fma(u, x9);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
    x8.intoArray(t, to + 8 * trs);
    x9.intoArray(t, to + 9 * trs);
  }

  /** T += α·A·B for 8 rows of A, contiguous down its columns. */
  static void onto8(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float alpha,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
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
    FloatVector f = FloatVector.broadcast(S, alpha);
    x0 = x0.fma(f, FloatVector.fromArray(S, t, to));
    y0 = y0.fma(f, FloatVector.fromArray(S, t, to + second));
    x1 = x1.fma(f, FloatVector.fromArray(S, t, to + trs));
    y1 = y1.fma(f, FloatVector.fromArray(S, t, to + trs + second));
    x2 = x2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs));
    y2 = y2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs + second));
    x3 = x3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs));
    y3 = y3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs + second));
    x4 = x4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs));
    y4 = y4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs + second));
    x5 = x5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs));
    y5 = y5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs + second));
    x6 = x6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs));
    y6 = y6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs + second));
    x7 = x7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs));
    y7 = y7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs + second));
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
  }

  /** 8 rows of A, each contiguous, {@link #SPACE} apart. */
  private static void spaced8(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      y6 = s6.fma(v, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      y7 = s7.fma(v, y7);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
  }

  /** 8 rows of A, each contiguous, {@link #SPACE} apart, by one vector. */
  private static void spaced8Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
  }

  /** 6 rows of A, each contiguous, {@link #SPACE} apart. */
  private static void spaced6(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector v = FloatVector.fromArray(S, b, bo2);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      y2 = s2.fma(v, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      y3 = s3.fma(v, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      y4 = s4.fma(v, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      y5 = s5.fma(v, y5);
      ao += acs;
      bo += brs;
      bo2 += brs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
  }

  /** 12 rows of A, each contiguous, {@link #SPACE} apart, by one vector. */
  private static void spaced12Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x10 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector x11 = FloatVector.broadcast(S, ZEROS[11]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6 * SPACE]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7 * SPACE]);
      x7 = s7.fma(u, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8 * SPACE]);
      x8 = s8.fma(u, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9 * SPACE]);
      x9 = s9.fma(u, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10 * SPACE]);
      x10 = s10.fma(u, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11 * SPACE]);
      x11 = s11.fma(u, x11);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
    x8.intoArray(t, to + 8 * trs);
    x9.intoArray(t, to + 9 * trs);
    x10.intoArray(t, to + 10 * trs);
    x11.intoArray(t, to + 11 * trs);
  }

  /** 6 rows of A, each contiguous, {@link #SPACE} apart, by one vector. */
  private static void spaced6Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + SPACE]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2 * SPACE]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3 * SPACE]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4 * SPACE]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5 * SPACE]);
      x5 = s5.fma(u, x5);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 8 rows of A, each contiguous. */
  private static void rows8(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector y6 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector y7 = FloatVector.broadcast(S, ZEROS[15]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int a6 = ao + 6 * ars;
    int a7 = ao + 7 * ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector v = FloatVector.fromArray(S, b, r + next);
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
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + second);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + second);
  }

  /** 6 rows of A, each contiguous. */
  private static void rows6(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[11]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector v = FloatVector.fromArray(S, b, r + next);
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
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + second);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + second);
  }

  /** 4 rows of A, each contiguous. */
  private static void rows4(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[7]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector v = FloatVector.fromArray(S, b, r + next);
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
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + second);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + second);
  }

  /** 2 rows of A, each contiguous. */
  private static void rows2(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second,
      int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[3]);
    int a1 = ao + ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector v = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      y1 = s1.fma(v, y1);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + second);
  }

  /** 1 row of A, each contiguous. */
  private static void rows1(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int bo2,
      int brs,
      float[] t,
      int to,
      int second) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[1]);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector v = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      y0 = s0.fma(v, y0);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + second);
  }

  /** 12 rows of A, contiguous down its columns, by one vector. */
  private static void columns12Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector x8 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector x9 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector x10 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector x11 = FloatVector.broadcast(S, ZEROS[11]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(u, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8]);
      x8 = s8.fma(u, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9]);
      x9 = s9.fma(u, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10]);
      x10 = s10.fma(u, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11]);
      x11 = s11.fma(u, x11);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
    x8.intoArray(t, to + 8 * trs);
    x9.intoArray(t, to + 9 * trs);
    x10.intoArray(t, to + 10 * trs);
    x11.intoArray(t, to + 11 * trs);
  }

  /** 8 rows of A, contiguous down its columns, by one vector. */
  private static void columns8Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(u, x7);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
  }

  /** 6 rows of A, contiguous down its columns, by one vector. */
  private static void columns6Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(u, x5);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 4 rows of A, contiguous down its columns, by one vector. */
  private static void columns4Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(u, x3);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
  }

  /** 2 rows of A, contiguous down its columns, by one vector. */
  private static void columns2Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(u, x1);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
  }

  /** 1 row of A, contiguous down its columns, by one vector. */
  private static void columns1Narrow(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] t, int to) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo);
      FloatVector s0 = FloatVector.broadcast(S, a[ao]);
      x0 = s0.fma(u, x0);
      ao += acs;
      bo += brs;
    }
    x0.intoArray(t, to);
  }

  /** 8 rows of A, each contiguous, by one vector. */
  private static void rows8Narrow(
      int k, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector x6 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector x7 = FloatVector.broadcast(S, ZEROS[7]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int a6 = ao + 6 * ars;
    int a7 = ao + 7 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(u, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[a6 + p]);
      x6 = s6.fma(u, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[a7 + p]);
      x7 = s7.fma(u, x7);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
    x6.intoArray(t, to + 6 * trs);
    x7.intoArray(t, to + 7 * trs);
  }

  /** 6 rows of A, each contiguous, by one vector. */
  private static void rows6Narrow(
      int k, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[5]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(u, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(u, x5);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 4 rows of A, each contiguous, by one vector. */
  private static void rows4Narrow(
      int k, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[3]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(u, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(u, x3);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
  }

  /** 2 rows of A, each contiguous, by one vector. */
  private static void rows2Narrow(
      int k, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[1]);
    int a1 = ao + ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(u, x1);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
  }

  /** 1 row of A, each contiguous, by one vector. */
  private static void rows1Narrow(
      int k, float[] a, int ao, float[] b, int bo, int brs, float[] t, int to) {
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[0]);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector u = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      x0 = s0.fma(u, x0);
    }
    x0.intoArray(t, to);
  }

  /** 4 rows of A, each contiguous, by four vectors next to each other. */
  static void rows4Wide(
      int k, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] t, int to, int trs) {
    FloatVector w0 = FloatVector.broadcast(S, ZEROS[0]);
    FloatVector x0 = FloatVector.broadcast(S, ZEROS[1]);
    FloatVector y0 = FloatVector.broadcast(S, ZEROS[2]);
    FloatVector z0 = FloatVector.broadcast(S, ZEROS[3]);
    FloatVector w1 = FloatVector.broadcast(S, ZEROS[4]);
    FloatVector x1 = FloatVector.broadcast(S, ZEROS[5]);
    FloatVector y1 = FloatVector.broadcast(S, ZEROS[6]);
    FloatVector z1 = FloatVector.broadcast(S, ZEROS[7]);
    FloatVector w2 = FloatVector.broadcast(S, ZEROS[8]);
    FloatVector x2 = FloatVector.broadcast(S, ZEROS[9]);
    FloatVector y2 = FloatVector.broadcast(S, ZEROS[10]);
    FloatVector z2 = FloatVector.broadcast(S, ZEROS[11]);
    FloatVector w3 = FloatVector.broadcast(S, ZEROS[12]);
    FloatVector x3 = FloatVector.broadcast(S, ZEROS[13]);
    FloatVector y3 = FloatVector.broadcast(S, ZEROS[14]);
    FloatVector z3 = FloatVector.broadcast(S, ZEROS[15]);
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, r + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, r + 3 * LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + p]);
      w0 = s0.fma(b0, w0);
      x0 = s0.fma(b1, x0);
      y0 = s0.fma(b2, y0);
      z0 = s0.fma(b3, z0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      w1 = s1.fma(b0, w1);
      x1 = s1.fma(b1, x1);
      y1 = s1.fma(b2, y1);
      z1 = s1.fma(b3, z1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      w2 = s2.fma(b0, w2);
      x2 = s2.fma(b1, x2);
      y2 = s2.fma(b2, y2);
      z2 = s2.fma(b3, z2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      w3 = s3.fma(b0, w3);
      x3 = s3.fma(b1, x3);
      y3 = s3.fma(b2, y3);
      z3 = s3.fma(b3, z3);
    }
    w0.intoArray(t, to);
    x0.intoArray(t, to + LANES);
    y0.intoArray(t, to + 2 * LANES);
    z0.intoArray(t, to + 3 * LANES);
    w1.intoArray(t, to + trs);
    x1.intoArray(t, to + trs + LANES);
    y1.intoArray(t, to + trs + 2 * LANES);
    z1.intoArray(t, to + trs + 3 * LANES);
    w2.intoArray(t, to + 2 * trs);
    x2.intoArray(t, to + 2 * trs + LANES);
    y2.intoArray(t, to + 2 * trs + 2 * LANES);
    z2.intoArray(t, to + 2 * trs + 3 * LANES);
    w3.intoArray(t, to + 3 * trs);
    x3.intoArray(t, to + 3 * trs + LANES);
    y3.intoArray(t, to + 3 * trs + 2 * LANES);
    z3.intoArray(t, to + 3 * trs + 3 * LANES);
  }
}
