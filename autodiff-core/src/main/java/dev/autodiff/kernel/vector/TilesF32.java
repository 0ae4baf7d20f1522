package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link GemmF32}: a tile of up to fourteen rows by two vectors of columns
 * or one, or of six rows by four, is accumulated in registers, one rank-1 update a step. Written by
 * {@code TilesSource}, where a change belongs.
 *
 * <p>What the loops look like is what the compiler needs; without that, the same product ran at one
 * of two speeds for the life of a JVM. Each accumulator starts from a place of its own in {@link
 * #ZEROS}: with one zero for all, registers were copied around in every turn, up to thirty times,
 * or not at all, as it happened. Indices are computed from the counter, the only number that lasts
 * from turn to turn: of others one was sometimes kept in a vector register and fetched from there.
 * The methods are one straight loop: branching around the stores makes the compiler box vectors,
 * which costs a factor of eight.
 *
 * <p>Copied rows begin at index 0 and lie at constant distances: bounds checks move out of the
 * loop, and no number is left that would have to be fetched from the stack. For the same reason a
 * tile that fills the registers has one index into B, whose second vector follows the first.
 * Packed, B's checks move out of the loop as well: 51 instructions for 28 multiply-adds instead of
 * 56, 52 with columns of a transposed A, 45 for 24 if they are added to C. That counts where a core
 * begins four a cycle and two multiply-adds, and more while another thread runs on it: they have
 * two each then. Where A's rows are read in place, there are eight of them. Beside a copied A, B is
 * given in an object, a {@link Panel}, and looked up there when the accumulators have their start:
 * what is held in a register while they get it is moved to a vector register, and was fetched from
 * there in every turn, on a port that multiply-adds need, which cost 5 to 9 %. Six copied rows by
 * four vectors ({@code spaced6Wide}) need the fewest instructions, and 32 registers.
 */
final class TilesF32 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();
  static final int WIDTH = 2 * LANES;
  static final boolean MANY_REGISTERS = S.vectorBitSize() >= 512; // 32, otherwise 16

  /** As many rows as there are registers for. */
  static final int MAX_ROWS = MANY_REGISTERS ? 14 : 6;

  /**
   * As many rows of packed columns of A as a tile has that is added to C. With fourteen it is
   * beyond what HotSpot's first compiler takes in ("out of virtual registers in linear scan"), and
   * may be interpreted for good, for nobody counts its calls then.
   */
  static final int ONTO_ROWS = 12;

  /**
   * As many rows as a tile has of few rows, of packed columns of A that are added to C, or of
   * columns in place.
   */
  static final int FEWER_ROWS = Math.min(ONTO_ROWS, MAX_ROWS);

  /** As many copied rows as a tile of four vectors has. Four that are left are read in place. */
  static final int WIDE_ROWS = 6;

  static final int MAX_ROWS_IN_PLACE = MANY_REGISTERS ? 8 : 6;

  /** As many copied rows as a tile may have whose second vector is not where the first ends. */
  static final int MAX_ROWS_OVERLAPPING = MANY_REGISTERS ? 10 : 0;

  /** How far apart rows lie that are copied for a tile: as deep as blocks are, or deeper. */
  static final int SPACE = 400;

  /** How far apart columns lie that are copied for a tile: as high as tiles are, or higher. */
  static final int STEP = MANY_REGISTERS ? 16 : 8;

  /** Fewer rows are read where they are; six fill the registers if there are 16. */
  static final int LEAST_SPACED = MANY_REGISTERS ? 8 : 6;

  /** What accumulators start from that do not start from C. */
  private static final float[] ZEROS =
      new float[Math.max(WIDTH, Math.max(4 * WIDE_ROWS, 2 * ONTO_ROWS))];

  private TilesF32() {}

  /** Where the columns of B are that a tile is for. */
  static final class Panel {
    float[] array = ZEROS;

    /** The first element. */
    int at;

    /** From the first vector to the second, which may overlap it; 0 if there is none. */
    int second;

    /** From one row to the next. */
    int step;

    /**
     * 0, where loops beside a packed panel begin, which are for vectors of 512 bits. A constant the
     * compiler would know, and compute indices into B a turn ahead, by five instructions instead of
     * three.
     */
    int zero;

    /** Sets the array; a reference is written only if it changes, for that takes time. */
    @SuppressWarnings("ReferenceEquality")
    void read(float[] from) {
      if (array != from) {
        array = from;
      }
    }
  }

  /** Returns how many rows a tile may have of m that are copied: 32 are 12 + 12 + 8. */
  static int most(int m) {
    return m < 56 ? FEWER_ROWS : MAX_ROWS;
  }

  /**
   * Returns how many of the remaining rows the next tile takes, if it may take so many at most, and
   * ten if there are tiles of ten. Of sixteen it takes half: two rows alone leave most registers
   * idle.
   */
  static int rows(int left, int most, boolean tens) {
    if (left >= most) {
      return left == 16 && most > 10 ? 8 : most;
    } else if (left >= 10) {
      return tens ? 10 : left == 10 ? 6 : 8;
    }
    return left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /**
   * T = A·B, or T += A·B, for so many rows of A, each contiguous, {@code ars} after the one before.
   */
  static void rows(
      int rows,
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int second,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    if (second != 0) {
      switch (rows) {
        case 8 -> rows8(k, a, ao, ars, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 6 -> rows6(k, a, ao, ars, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 4 -> rows4(k, a, ao, ars, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 2 -> rows2(k, a, ao, ars, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 1 -> rows1(k, a, ao, b, bo, bo + second, brs, add, t, to, gap);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 8 -> rows8Narrow(k, a, ao, ars, b, bo, brs, add, t, to, trs);
        case 6 -> rows6Narrow(k, a, ao, ars, b, bo, brs, add, t, to, trs);
        case 4 -> rows4Narrow(k, a, ao, ars, b, bo, brs, add, t, to, trs);
        case 2 -> rows2Narrow(k, a, ao, ars, b, bo, brs, add, t, to, trs);
        case 1 -> rows1Narrow(k, a, ao, b, bo, brs, add, t, to);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /** T = A·B, or T += A·B, for so many rows of A, next to each other, columns {@code acs} apart. */
  static void columns(
      int rows,
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int second,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    if (second != 0) {
      switch (rows) {
        case 12 -> columns12(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 8 -> columns8(k, a, ao, acs, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 6 -> columns6(k, a, ao, acs, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 4 -> columns4(k, a, ao, acs, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 2 -> columns2(k, a, ao, acs, b, bo, bo + second, brs, add, t, to, gap, trs);
        case 1 -> columns1(k, a, ao, acs, b, bo, bo + second, brs, add, t, to, gap);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 12 -> columns12Narrow(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 8 -> columns8Narrow(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 6 -> columns6Narrow(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 4 -> columns4Narrow(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 2 -> columns2Narrow(k, a, ao, acs, b, bo, brs, add, t, to, trs);
        case 1 -> columns1Narrow(k, a, ao, acs, b, bo, brs, add, t, to);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /**
   * T = A·B, or T += A·B, for so many rows of A, each contiguous, from 0 on, {@link #SPACE} apart.
   */
  static void spaced(
      int rows, int k, float[] a, Panel b, boolean add, float[] t, int to, int gap, int trs) {
    if (b.second != 0) {
      switch (rows) {
        case 14 -> {
          if (b.step == WIDTH) {
            spaced14Panel(k, a, b, add, t, to, trs);
          } else {
            spaced14(k, a, b, add, t, to, trs);
          }
        }
        case 12 -> spaced12(k, a, b, add, t, to, trs);
        case 10 -> spaced10(k, a, b, add, t, to, gap, trs);
        case 8 -> spaced8(k, a, b, add, t, to, gap, trs);
        case 6 -> spaced6(k, a, b, add, t, to, trs);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 14 -> spaced14Narrow(k, a, b, add, t, to, trs);
        case 12 -> spaced12Narrow(k, a, b, add, t, to, trs);
        case 10 -> spaced10Narrow(k, a, b, add, t, to, trs);
        case 8 -> spaced8Narrow(k, a, b, add, t, to, trs);
        case 6 -> spaced6Narrow(k, a, b, add, t, to, trs);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /**
   * T = A·B, or T += A·B, for so many rows of A, next to each other from 0 on, columns {@link
   * #STEP} apart.
   */
  static void packed(
      int rows, int k, float[] a, Panel b, boolean add, float[] t, int to, int gap, int trs) {
    if (b.second != 0) {
      switch (rows) {
        case 14 -> {
          if (b.step == WIDTH) {
            packed14Panel(k, a, b, add, t, to, trs);
          } else {
            packed14(k, a, b, add, t, to, trs);
          }
        }
        case 12 -> packed12(k, a, b, add, t, to, trs);
        case 8 -> packed8(k, a, b, add, t, to, gap, trs);
        case 6 -> packed6(k, a, b, add, t, to, gap, trs);
        case 4 -> packed4(k, a, b, add, t, to, gap, trs);
        case 2 -> packed2(k, a, b, add, t, to, gap, trs);
        case 1 -> packed1(k, a, b, add, t, to, gap);
        default -> throw new AssertionError(rows);
      }
    } else {
      switch (rows) {
        case 14 -> packed14Narrow(k, a, b, add, t, to, trs);
        case 12 -> packed12Narrow(k, a, b, add, t, to, trs);
        case 8 -> packed8Narrow(k, a, b, add, t, to, trs);
        case 6 -> packed6Narrow(k, a, b, add, t, to, trs);
        case 4 -> packed4Narrow(k, a, b, add, t, to, trs);
        case 2 -> packed2Narrow(k, a, b, add, t, to, trs);
        case 1 -> packed1Narrow(k, a, b, add, t, to);
        default -> throw new AssertionError(rows);
      }
    }
  }

  /** T += α·A·B for {@link #ONTO_ROWS} rows of A, packed. */
  static void onto(int k, float[] a, Panel b, float alpha, float[] t, int to, int trs) {
    if (b.step == WIDTH) {
      onto12Panel(k, a, b, alpha, t, to, trs);
    } else {
      onto12(k, a, b, alpha, t, to, trs);
    }
  }

  /** 8 rows by two vectors, A's each contiguous, {@code ars} after the one before. */
  private static void rows8(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + zgap);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + zgap);
    int a0 = ao;
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
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[a6 + p]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[a7 + p]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
  }

  /** 8 rows by one vector, A's each contiguous, {@code ars} after the one before. */
  private static void rows8Narrow(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int a6 = ao + 6 * ars;
    int a7 = ao + 7 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[a6 + p]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[a7 + p]);
      x7 = s7.fma(b0, x7);
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

  /** 6 rows by two vectors, A's each contiguous, {@code ars} after the one before. */
  private static void rows6(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
  }

  /** 6 rows by one vector, A's each contiguous, {@code ars} after the one before. */
  private static void rows6Narrow(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int a4 = ao + 4 * ars;
    int a5 = ao + 5 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[a4 + p]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[a5 + p]);
      x5 = s5.fma(b0, x5);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 4 rows by two vectors, A's each contiguous, {@code ars} after the one before. */
  private static void rows4(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
  }

  /** 4 rows by one vector, A's each contiguous, {@code ars} after the one before. */
  private static void rows4Narrow(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[a2 + p]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[a3 + p]);
      x3 = s3.fma(b0, x3);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
  }

  /** 2 rows by two vectors, A's each contiguous, {@code ars} after the one before. */
  private static void rows2(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    int a0 = ao;
    int a1 = ao + ars;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
  }

  /** 2 rows by one vector, A's each contiguous, {@code ars} after the one before. */
  private static void rows2Narrow(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    int a0 = ao;
    int a1 = ao + ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[a1 + p]);
      x1 = s1.fma(b0, x1);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
  }

  /** 1 row by two vectors, A's each contiguous, {@code ars} after the one before. */
  private static void rows1(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    int a0 = ao;
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
  }

  /** 1 row by one vector, A's each contiguous, {@code ars} after the one before. */
  private static void rows1Narrow(
      int k, float[] a, int ao, float[] b, int bo, int brs, boolean add, float[] t, int to) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    int a0 = ao;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
      x0 = s0.fma(b0, x0);
    }
    x0.intoArray(t, to);
  }

  /** 12 rows by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns12(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
  }

  /** 12 rows by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns12Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[ao + 8]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[ao + 9]);
      x9 = s9.fma(b0, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[ao + 10]);
      x10 = s10.fma(b0, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[ao + 11]);
      x11 = s11.fma(b0, x11);
      ao += acs;
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

  /** 8 rows by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns8(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + zgap);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + zgap);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
  }

  /** 8 rows by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns8Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(b0, x7);
      ao += acs;
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

  /** 6 rows by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns6(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
  }

  /** 6 rows by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns6Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      ao += acs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 4 rows by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns4(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
  }

  /** 4 rows by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns4Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      ao += acs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
  }

  /** 2 rows by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns2(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
  }

  /** 2 rows by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns2Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to,
      int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      ao += acs;
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
  }

  /** 1 row by two vectors, A's next to each other, columns {@code acs} apart. */
  private static void columns1(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bo2,
      int brs,
      boolean add,
      float[] t,
      int to,
      int gap) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      ao += acs;
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
  }

  /** 1 row by one vector, A's next to each other, columns {@code acs} apart. */
  private static void columns1Narrow(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      boolean add,
      float[] t,
      int to) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      ao += acs;
    }
    x0.intoArray(t, to);
  }

  /** 14 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced14(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector y12 = FloatVector.fromArray(S, z, zo + 12 * zrs + LANES);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    FloatVector y13 = FloatVector.fromArray(S, z, zo + 13 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10 * SPACE]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11 * SPACE]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
      FloatVector s12 = FloatVector.broadcast(S, a[p + 12 * SPACE]);
      x12 = s12.fma(b0, x12);
      y12 = s12.fma(b1, y12);
      FloatVector s13 = FloatVector.broadcast(S, a[p + 13 * SPACE]);
      x13 = s13.fma(b0, x13);
      y13 = s13.fma(b1, y13);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
    x12.intoArray(t, to + 12 * trs);
    y12.intoArray(t, to + 12 * trs + LANES);
    x13.intoArray(t, to + 13 * trs);
    y13.intoArray(t, to + 13 * trs + LANES);
  }

  /** 14 rows by one vector, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced14Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10 * SPACE]);
      x10 = s10.fma(b0, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11 * SPACE]);
      x11 = s11.fma(b0, x11);
      FloatVector s12 = FloatVector.broadcast(S, a[p + 12 * SPACE]);
      x12 = s12.fma(b0, x12);
      FloatVector s13 = FloatVector.broadcast(S, a[p + 13 * SPACE]);
      x13 = s13.fma(b0, x13);
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
    x12.intoArray(t, to + 12 * trs);
    x13.intoArray(t, to + 13 * trs);
  }

  /** 12 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced12(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10 * SPACE]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11 * SPACE]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
  }

  /** 12 rows by one vector, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced12Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10 * SPACE]);
      x10 = s10.fma(b0, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11 * SPACE]);
      x11 = s11.fma(b0, x11);
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

  /** 10 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced10(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + zgap);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + zgap);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + zgap);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + gap);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + gap);
  }

  /** 10 rows by one vector, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced10Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
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

  /** 8 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced8(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + zgap);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
  }

  /** 8 rows by one vector, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced8Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
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

  /** 6 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced6(int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
  }

  /** 6 rows by one vector, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  private static void spaced6Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 14 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed14(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector y12 = FloatVector.fromArray(S, z, zo + 12 * zrs + LANES);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    FloatVector y13 = FloatVector.fromArray(S, z, zo + 13 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p * STEP + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p * STEP + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p * STEP + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p * STEP + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
      FloatVector s12 = FloatVector.broadcast(S, a[p * STEP + 12]);
      x12 = s12.fma(b0, x12);
      y12 = s12.fma(b1, y12);
      FloatVector s13 = FloatVector.broadcast(S, a[p * STEP + 13]);
      x13 = s13.fma(b0, x13);
      y13 = s13.fma(b1, y13);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
    x12.intoArray(t, to + 12 * trs);
    y12.intoArray(t, to + 12 * trs + LANES);
    x13.intoArray(t, to + 13 * trs);
    y13.intoArray(t, to + 13 * trs + LANES);
  }

  /** 14 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed14Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[p * STEP + 8]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[p * STEP + 9]);
      x9 = s9.fma(b0, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[p * STEP + 10]);
      x10 = s10.fma(b0, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[p * STEP + 11]);
      x11 = s11.fma(b0, x11);
      FloatVector s12 = FloatVector.broadcast(S, a[p * STEP + 12]);
      x12 = s12.fma(b0, x12);
      FloatVector s13 = FloatVector.broadcast(S, a[p * STEP + 13]);
      x13 = s13.fma(b0, x13);
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
    x12.intoArray(t, to + 12 * trs);
    x13.intoArray(t, to + 13 * trs);
  }

  /** 12 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed12(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p * STEP + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p * STEP + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p * STEP + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p * STEP + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
  }

  /** 12 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed12Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      FloatVector s8 = FloatVector.broadcast(S, a[p * STEP + 8]);
      x8 = s8.fma(b0, x8);
      FloatVector s9 = FloatVector.broadcast(S, a[p * STEP + 9]);
      x9 = s9.fma(b0, x9);
      FloatVector s10 = FloatVector.broadcast(S, a[p * STEP + 10]);
      x10 = s10.fma(b0, x10);
      FloatVector s11 = FloatVector.broadcast(S, a[p * STEP + 11]);
      x11 = s11.fma(b0, x11);
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

  /** 8 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed8(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + zgap);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
  }

  /** 8 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed8Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
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

  /** 6 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed6(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + zgap);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
  }

  /** 6 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed6Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
    x4.intoArray(t, to + 4 * trs);
    x5.intoArray(t, to + 5 * trs);
  }

  /** 4 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed4(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + zgap);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
  }

  /** 4 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed4Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
    x2.intoArray(t, to + 2 * trs);
    x3.intoArray(t, to + 3 * trs);
  }

  /** 2 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed2(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int gap, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
  }

  /** 2 rows by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed2Narrow(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
    }
    x0.intoArray(t, to);
    x1.intoArray(t, to + trs);
  }

  /** 1 row by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed1(int k, float[] a, Panel in, boolean add, float[] t, int to, int gap) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zgap = add ? gap : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + zgap);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    int next = in.second;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
  }

  /** 1 row by one vector, A's next to each other from 0 on, columns {@link #STEP} apart. */
  private static void packed1Narrow(int k, float[] a, Panel in, boolean add, float[] t, int to) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
    }
    x0.intoArray(t, to);
  }

  /**
   * 14 rows by two vectors, A's each contiguous, from 0 on, {@link #SPACE} apart, B's as packed.
   */
  private static void spaced14Panel(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector y12 = FloatVector.fromArray(S, z, zo + 12 * zrs + LANES);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    FloatVector y13 = FloatVector.fromArray(S, z, zo + 13 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    for (int p = in.zero; p < k; p++) {
      int r = bo + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6 * SPACE]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7 * SPACE]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8 * SPACE]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9 * SPACE]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10 * SPACE]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11 * SPACE]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
      FloatVector s12 = FloatVector.broadcast(S, a[p + 12 * SPACE]);
      x12 = s12.fma(b0, x12);
      y12 = s12.fma(b1, y12);
      FloatVector s13 = FloatVector.broadcast(S, a[p + 13 * SPACE]);
      x13 = s13.fma(b0, x13);
      y13 = s13.fma(b1, y13);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
    x12.intoArray(t, to + 12 * trs);
    y12.intoArray(t, to + 12 * trs + LANES);
    x13.intoArray(t, to + 13 * trs);
    y13.intoArray(t, to + 13 * trs + LANES);
  }

  /**
   * 14 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP} apart, B's as
   * packed.
   */
  private static void packed14Panel(
      int k, float[] a, Panel in, boolean add, float[] t, int to, int trs) {
    float[] z = add ? t : ZEROS;
    int zo = add ? to : 0;
    int zrs = add ? trs : 0;
    FloatVector x0 = FloatVector.fromArray(S, z, zo);
    FloatVector y0 = FloatVector.fromArray(S, z, zo + LANES);
    FloatVector x1 = FloatVector.fromArray(S, z, zo + zrs);
    FloatVector y1 = FloatVector.fromArray(S, z, zo + zrs + LANES);
    FloatVector x2 = FloatVector.fromArray(S, z, zo + 2 * zrs);
    FloatVector y2 = FloatVector.fromArray(S, z, zo + 2 * zrs + LANES);
    FloatVector x3 = FloatVector.fromArray(S, z, zo + 3 * zrs);
    FloatVector y3 = FloatVector.fromArray(S, z, zo + 3 * zrs + LANES);
    FloatVector x4 = FloatVector.fromArray(S, z, zo + 4 * zrs);
    FloatVector y4 = FloatVector.fromArray(S, z, zo + 4 * zrs + LANES);
    FloatVector x5 = FloatVector.fromArray(S, z, zo + 5 * zrs);
    FloatVector y5 = FloatVector.fromArray(S, z, zo + 5 * zrs + LANES);
    FloatVector x6 = FloatVector.fromArray(S, z, zo + 6 * zrs);
    FloatVector y6 = FloatVector.fromArray(S, z, zo + 6 * zrs + LANES);
    FloatVector x7 = FloatVector.fromArray(S, z, zo + 7 * zrs);
    FloatVector y7 = FloatVector.fromArray(S, z, zo + 7 * zrs + LANES);
    FloatVector x8 = FloatVector.fromArray(S, z, zo + 8 * zrs);
    FloatVector y8 = FloatVector.fromArray(S, z, zo + 8 * zrs + LANES);
    FloatVector x9 = FloatVector.fromArray(S, z, zo + 9 * zrs);
    FloatVector y9 = FloatVector.fromArray(S, z, zo + 9 * zrs + LANES);
    FloatVector x10 = FloatVector.fromArray(S, z, zo + 10 * zrs);
    FloatVector y10 = FloatVector.fromArray(S, z, zo + 10 * zrs + LANES);
    FloatVector x11 = FloatVector.fromArray(S, z, zo + 11 * zrs);
    FloatVector y11 = FloatVector.fromArray(S, z, zo + 11 * zrs + LANES);
    FloatVector x12 = FloatVector.fromArray(S, z, zo + 12 * zrs);
    FloatVector y12 = FloatVector.fromArray(S, z, zo + 12 * zrs + LANES);
    FloatVector x13 = FloatVector.fromArray(S, z, zo + 13 * zrs);
    FloatVector y13 = FloatVector.fromArray(S, z, zo + 13 * zrs + LANES);
    float[] b = in.array;
    int bo = in.at;
    for (int p = in.zero; p < k * STEP; p += STEP) {
      int r = bo + p * (WIDTH / STEP);
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
      FloatVector s12 = FloatVector.broadcast(S, a[p + 12]);
      x12 = s12.fma(b0, x12);
      y12 = s12.fma(b1, y12);
      FloatVector s13 = FloatVector.broadcast(S, a[p + 13]);
      x13 = s13.fma(b0, x13);
      y13 = s13.fma(b1, y13);
    }
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
    x12.intoArray(t, to + 12 * trs);
    y12.intoArray(t, to + 12 * trs + LANES);
    x13.intoArray(t, to + 13 * trs);
    y13.intoArray(t, to + 13 * trs + LANES);
  }

  /** T += α·A·B: 8 rows by two vectors, A's next to each other, columns {@code acs} apart. */
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
      int gap,
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
    int next = bo2 - bo;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + next);
      FloatVector s0 = FloatVector.broadcast(S, a[ao + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[ao + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[ao + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[ao + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[ao + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[ao + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[ao + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[ao + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      ao += acs;
    }
    FloatVector f = FloatVector.broadcast(S, alpha);
    x0 = x0.fma(f, FloatVector.fromArray(S, t, to));
    y0 = y0.fma(f, FloatVector.fromArray(S, t, to + gap));
    x1 = x1.fma(f, FloatVector.fromArray(S, t, to + trs));
    y1 = y1.fma(f, FloatVector.fromArray(S, t, to + trs + gap));
    x2 = x2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs));
    y2 = y2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs + gap));
    x3 = x3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs));
    y3 = y3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs + gap));
    x4 = x4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs));
    y4 = y4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs + gap));
    x5 = x5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs));
    y5 = y5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs + gap));
    x6 = x6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs));
    y6 = y6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs + gap));
    x7 = x7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs));
    y7 = y7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs + gap));
    x0.intoArray(t, to);
    y0.intoArray(t, to + gap);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + gap);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + gap);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + gap);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + gap);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + gap);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + gap);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + gap);
  }

  /**
   * T += α·A·B: 12 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP}
   * apart.
   */
  private static void onto12(int k, float[] a, Panel in, float alpha, float[] t, int to, int trs) {
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
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p * STEP + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p * STEP + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p * STEP + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p * STEP + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p * STEP + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p * STEP + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p * STEP + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p * STEP + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p * STEP + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p * STEP + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p * STEP + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p * STEP + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
    }
    FloatVector f = FloatVector.broadcast(S, alpha);
    x0 = x0.fma(f, FloatVector.fromArray(S, t, to));
    y0 = y0.fma(f, FloatVector.fromArray(S, t, to + LANES));
    x1 = x1.fma(f, FloatVector.fromArray(S, t, to + trs));
    y1 = y1.fma(f, FloatVector.fromArray(S, t, to + trs + LANES));
    x2 = x2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs));
    y2 = y2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs + LANES));
    x3 = x3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs));
    y3 = y3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs + LANES));
    x4 = x4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs));
    y4 = y4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs + LANES));
    x5 = x5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs));
    y5 = y5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs + LANES));
    x6 = x6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs));
    y6 = y6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs + LANES));
    x7 = x7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs));
    y7 = y7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs + LANES));
    x8 = x8.fma(f, FloatVector.fromArray(S, t, to + 8 * trs));
    y8 = y8.fma(f, FloatVector.fromArray(S, t, to + 8 * trs + LANES));
    x9 = x9.fma(f, FloatVector.fromArray(S, t, to + 9 * trs));
    y9 = y9.fma(f, FloatVector.fromArray(S, t, to + 9 * trs + LANES));
    x10 = x10.fma(f, FloatVector.fromArray(S, t, to + 10 * trs));
    y10 = y10.fma(f, FloatVector.fromArray(S, t, to + 10 * trs + LANES));
    x11 = x11.fma(f, FloatVector.fromArray(S, t, to + 11 * trs));
    y11 = y11.fma(f, FloatVector.fromArray(S, t, to + 11 * trs + LANES));
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
  }

  /**
   * T += α·A·B: 12 rows by two vectors, A's next to each other from 0 on, columns {@link #STEP}
   * apart, B's as packed.
   */
  private static void onto12Panel(
      int k, float[] a, Panel in, float alpha, float[] t, int to, int trs) {
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
    float[] b = in.array;
    int bo = in.at;
    for (int p = in.zero; p < k * STEP; p += STEP) {
      int r = bo + p * (WIDTH / STEP);
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p + 0]);
      x0 = s0.fma(b0, x0);
      y0 = s0.fma(b1, y0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + 1]);
      x1 = s1.fma(b0, x1);
      y1 = s1.fma(b1, y1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2]);
      x2 = s2.fma(b0, x2);
      y2 = s2.fma(b1, y2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3]);
      x3 = s3.fma(b0, x3);
      y3 = s3.fma(b1, y3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4]);
      x4 = s4.fma(b0, x4);
      y4 = s4.fma(b1, y4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5]);
      x5 = s5.fma(b0, x5);
      y5 = s5.fma(b1, y5);
      FloatVector s6 = FloatVector.broadcast(S, a[p + 6]);
      x6 = s6.fma(b0, x6);
      y6 = s6.fma(b1, y6);
      FloatVector s7 = FloatVector.broadcast(S, a[p + 7]);
      x7 = s7.fma(b0, x7);
      y7 = s7.fma(b1, y7);
      FloatVector s8 = FloatVector.broadcast(S, a[p + 8]);
      x8 = s8.fma(b0, x8);
      y8 = s8.fma(b1, y8);
      FloatVector s9 = FloatVector.broadcast(S, a[p + 9]);
      x9 = s9.fma(b0, x9);
      y9 = s9.fma(b1, y9);
      FloatVector s10 = FloatVector.broadcast(S, a[p + 10]);
      x10 = s10.fma(b0, x10);
      y10 = s10.fma(b1, y10);
      FloatVector s11 = FloatVector.broadcast(S, a[p + 11]);
      x11 = s11.fma(b0, x11);
      y11 = s11.fma(b1, y11);
    }
    FloatVector f = FloatVector.broadcast(S, alpha);
    x0 = x0.fma(f, FloatVector.fromArray(S, t, to));
    y0 = y0.fma(f, FloatVector.fromArray(S, t, to + LANES));
    x1 = x1.fma(f, FloatVector.fromArray(S, t, to + trs));
    y1 = y1.fma(f, FloatVector.fromArray(S, t, to + trs + LANES));
    x2 = x2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs));
    y2 = y2.fma(f, FloatVector.fromArray(S, t, to + 2 * trs + LANES));
    x3 = x3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs));
    y3 = y3.fma(f, FloatVector.fromArray(S, t, to + 3 * trs + LANES));
    x4 = x4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs));
    y4 = y4.fma(f, FloatVector.fromArray(S, t, to + 4 * trs + LANES));
    x5 = x5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs));
    y5 = y5.fma(f, FloatVector.fromArray(S, t, to + 5 * trs + LANES));
    x6 = x6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs));
    y6 = y6.fma(f, FloatVector.fromArray(S, t, to + 6 * trs + LANES));
    x7 = x7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs));
    y7 = y7.fma(f, FloatVector.fromArray(S, t, to + 7 * trs + LANES));
    x8 = x8.fma(f, FloatVector.fromArray(S, t, to + 8 * trs));
    y8 = y8.fma(f, FloatVector.fromArray(S, t, to + 8 * trs + LANES));
    x9 = x9.fma(f, FloatVector.fromArray(S, t, to + 9 * trs));
    y9 = y9.fma(f, FloatVector.fromArray(S, t, to + 9 * trs + LANES));
    x10 = x10.fma(f, FloatVector.fromArray(S, t, to + 10 * trs));
    y10 = y10.fma(f, FloatVector.fromArray(S, t, to + 10 * trs + LANES));
    x11 = x11.fma(f, FloatVector.fromArray(S, t, to + 11 * trs));
    y11 = y11.fma(f, FloatVector.fromArray(S, t, to + 11 * trs + LANES));
    x0.intoArray(t, to);
    y0.intoArray(t, to + LANES);
    x1.intoArray(t, to + trs);
    y1.intoArray(t, to + trs + LANES);
    x2.intoArray(t, to + 2 * trs);
    y2.intoArray(t, to + 2 * trs + LANES);
    x3.intoArray(t, to + 3 * trs);
    y3.intoArray(t, to + 3 * trs + LANES);
    x4.intoArray(t, to + 4 * trs);
    y4.intoArray(t, to + 4 * trs + LANES);
    x5.intoArray(t, to + 5 * trs);
    y5.intoArray(t, to + 5 * trs + LANES);
    x6.intoArray(t, to + 6 * trs);
    y6.intoArray(t, to + 6 * trs + LANES);
    x7.intoArray(t, to + 7 * trs);
    y7.intoArray(t, to + 7 * trs + LANES);
    x8.intoArray(t, to + 8 * trs);
    y8.intoArray(t, to + 8 * trs + LANES);
    x9.intoArray(t, to + 9 * trs);
    y9.intoArray(t, to + 9 * trs + LANES);
    x10.intoArray(t, to + 10 * trs);
    y10.intoArray(t, to + 10 * trs + LANES);
    x11.intoArray(t, to + 11 * trs);
    y11.intoArray(t, to + 11 * trs + LANES);
  }

  /** 6 rows by four vectors, A's each contiguous, from 0 on, {@link #SPACE} apart. */
  static void spaced6Wide(int k, float[] a, Panel in, float[] t, int to, int trs) {
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
    FloatVector w4 = FloatVector.broadcast(S, ZEROS[16]);
    FloatVector x4 = FloatVector.broadcast(S, ZEROS[17]);
    FloatVector y4 = FloatVector.broadcast(S, ZEROS[18]);
    FloatVector z4 = FloatVector.broadcast(S, ZEROS[19]);
    FloatVector w5 = FloatVector.broadcast(S, ZEROS[20]);
    FloatVector x5 = FloatVector.broadcast(S, ZEROS[21]);
    FloatVector y5 = FloatVector.broadcast(S, ZEROS[22]);
    FloatVector z5 = FloatVector.broadcast(S, ZEROS[23]);
    float[] b = in.array;
    int bo = in.at;
    int brs = in.step;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, r + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, r + 3 * LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[p]);
      w0 = s0.fma(b0, w0);
      x0 = s0.fma(b1, x0);
      y0 = s0.fma(b2, y0);
      z0 = s0.fma(b3, z0);
      FloatVector s1 = FloatVector.broadcast(S, a[p + SPACE]);
      w1 = s1.fma(b0, w1);
      x1 = s1.fma(b1, x1);
      y1 = s1.fma(b2, y1);
      z1 = s1.fma(b3, z1);
      FloatVector s2 = FloatVector.broadcast(S, a[p + 2 * SPACE]);
      w2 = s2.fma(b0, w2);
      x2 = s2.fma(b1, x2);
      y2 = s2.fma(b2, y2);
      z2 = s2.fma(b3, z2);
      FloatVector s3 = FloatVector.broadcast(S, a[p + 3 * SPACE]);
      w3 = s3.fma(b0, w3);
      x3 = s3.fma(b1, x3);
      y3 = s3.fma(b2, y3);
      z3 = s3.fma(b3, z3);
      FloatVector s4 = FloatVector.broadcast(S, a[p + 4 * SPACE]);
      w4 = s4.fma(b0, w4);
      x4 = s4.fma(b1, x4);
      y4 = s4.fma(b2, y4);
      z4 = s4.fma(b3, z4);
      FloatVector s5 = FloatVector.broadcast(S, a[p + 5 * SPACE]);
      w5 = s5.fma(b0, w5);
      x5 = s5.fma(b1, x5);
      y5 = s5.fma(b2, y5);
      z5 = s5.fma(b3, z5);
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
    w4.intoArray(t, to + 4 * trs);
    x4.intoArray(t, to + 4 * trs + LANES);
    y4.intoArray(t, to + 4 * trs + 2 * LANES);
    z4.intoArray(t, to + 4 * trs + 3 * LANES);
    w5.intoArray(t, to + 5 * trs);
    x5.intoArray(t, to + 5 * trs + LANES);
    y5.intoArray(t, to + 5 * trs + 2 * LANES);
    z5.intoArray(t, to + 5 * trs + 3 * LANES);
  }

  /** 4 rows by four vectors, A's each contiguous, {@code ars} after the one before. */
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
    int a0 = ao;
    int a1 = ao + ars;
    int a2 = ao + 2 * ars;
    int a3 = ao + 3 * ars;
    for (int p = 0; p < k; p++) {
      int r = bo + p * brs;
      FloatVector b0 = FloatVector.fromArray(S, b, r);
      FloatVector b1 = FloatVector.fromArray(S, b, r + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, r + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, r + 3 * LANES);
      FloatVector s0 = FloatVector.broadcast(S, a[a0 + p]);
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
