package dev.autodiff.kernel.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes {@code TilesF32.java} and {@code TilesF64.java}: the innermost loops of matrix products,
 * unrolled, a method for each height of a tile and each way its operands lie. To change a loop,
 * change it here and write both:
 *
 * <pre>{@code
 * java autodiff-core/src/test/java/dev/autodiff/kernel/vector/TilesSource.java \
 *   autodiff-core/src/main/java/dev/autodiff/kernel/vector
 * mvn spotless:apply
 * }</pre>
 */
final class TilesSource {
  /** How rows of A lie: which heights of tiles there are, and where element p of row i is. */
  private enum A {
    ROWS(
        "rows",
        "8 6 4 2 1",
        "int ao, int ars, ",
        "each contiguous, {@code ars} after the one before"),
    COLUMNS(
        "columns",
        "12 8 6 4 2 1",
        "int ao, int acs, ",
        "next to each other, columns {@code acs} apart"),
    SPACED("spaced", "14 12 10 8 6", "", "each contiguous, from 0 on, {@link #SPACE} apart"),
    PACKED(
        "packed",
        "14 12 8 6 4 2 1",
        "",
        "next to each other from 0 on, columns {@link #STEP} apart");

    final String method;
    final String heights;
    final String where;
    final String text;

    A(String method, String heights, String where, String text) {
      this.method = method;
      this.heights = heights;
      this.where = where;
      this.text = text;
    }

    /** Whether A is copied; B is given in a Panel then. */
    boolean besidePanel() {
      return this == SPACED || this == PACKED;
    }

    int[] rows() {
      return Arrays.stream(heights.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /**
     * Row i begins at ai where rows lie at distances that only the caller knows. Beside a panel
     * packed columns are counted in elements.
     */
    String index(int i, boolean panel) {
      return switch (this) {
        case ROWS -> "a" + i + " + p";
        case COLUMNS -> "ao + " + i;
        case SPACED -> "p" + plus(i, "SPACE");
        case PACKED -> (panel ? "p + " : "p * STEP + ") + i;
      };
    }
  }

  private final StringBuilder out = new StringBuilder();

  private TilesSource() {}

  public static void main(String[] arguments) throws IOException {
    for (String type : new String[] {"F32", "F64"}) {
      Files.writeString(Path.of(arguments[0], "Tiles" + type + ".java"), of(type));
    }
  }

  /** Returns the source of the tiles of "F32" or "F64". */
  static String of(String type) {
    TilesSource s = new TilesSource();
    s.out.append(HEAD);
    for (A a : A.values()) {
      s.choice(a);
    }
    s.onto();
    for (A a : A.values()) {
      for (int rows : a.rows()) {
        s.tile(a, rows, 2, false, false);
        s.tile(a, rows, 1, false, false);
      }
    }
    s.tile(A.SPACED, 14, 2, true, false);
    s.tile(A.PACKED, 14, 2, true, false);
    s.tile(A.COLUMNS, 8, 2, false, true);
    s.tile(A.PACKED, 12, 2, false, true);
    s.tile(A.PACKED, 12, 2, true, true);
    s.tile(A.SPACED, 6, 4, false, false);
    s.tile(A.ROWS, 4, 4, false, false);
    s.out.append("}\n");
    String text = s.out.toString();
    if (type.equals("F64")) {
      text =
          text.replace("FloatVector", "DoubleVector")
              .replace("F32", "F64")
              .replace("float", "double")
              .replace("Float", "Double");
    }
    return text;
  }

  /** The method that chooses a tile by its height and width. */
  private void choice(A a) {
    String name = a.method;
    line("");
    line("  /**");
    line("   * T = A·B, or T += A·B, for so many rows of A, %s.".formatted(a.text));
    line("   */");
    line(
        "  static void %s(int rows, int k, float[] a, %s%s, boolean add, float[] t, int to, int gap, int trs) {"
            .formatted(
                name,
                a.where,
                a.besidePanel() ? "Panel b" : "float[] b, int bo, int second, int brs"));
    line("    if (%ssecond != 0) {".formatted(a.besidePanel() ? "b." : ""));
    cases(a, name, "", "      ");
    line("    } else {");
    cases(a, name, "Narrow", "      ");
    line("    }");
    line("  }");
  }

  private void onto() {
    line("");
    line("  /** T += α·A·B for {@link #ONTO_ROWS} rows of A, packed. */");
    line(
        "  static void onto(int k, float[] a, Panel b, float alpha, float[] t, int to, int trs) {");
    line("    if (b.step == WIDTH) {");
    line("      onto12Panel(k, a, b, alpha, t, to, trs);");
    line("    } else {");
    line("      onto12(k, a, b, alpha, t, to, trs);");
    line("    }");
    line("  }");
  }

  private void cases(A a, String name, String kind, String indent) {
    line(indent + "switch (rows) {");
    for (int rows : a.rows()) {
      if (rows == 14 && kind.isEmpty()) {
        String call = indent + "      " + name + "14%s(k, a, b, add, t, to, trs);";
        line(indent + "  case 14 -> {");
        line(indent + "    if (b.step == WIDTH) {");
        line(call.formatted("Panel"));
        line(indent + "    } else {");
        line(call.formatted(""));
        line(indent + "    }");
        line(indent + "  }");
      } else {
        String where = where(a, rows).replace("int ", "");
        boolean free = kind.isEmpty() && !full(a, rows);
        line(
            (indent + "  case %d -> %s%d%s(k, a, %sb%s, add, t, to%s%s);")
                .formatted(
                    rows,
                    name,
                    rows,
                    kind,
                    where,
                    a.besidePanel() ? "" : free ? ", bo, bo + second, brs" : ", bo, brs",
                    free ? ", gap" : "",
                    rows == 1 ? "" : ", trs"));
      }
    }
    line(indent + "  default -> throw new AssertionError(rows);");
    line(indent + "}");
  }

  /**
   * Whether such a tile leaves no register for the place of a second vector, among 32 or 16: it
   * follows the first.
   */
  private static boolean full(A a, int rows) {
    return rows >= 12 || (a == A.SPACED && rows == 6);
  }

  /** Parameters that say where A is; one row has no distance. */
  private static String where(A a, int rows) {
    return a == A.ROWS && rows == 1 ? "int ao, " : a.where;
  }

  /** One tile, so many vectors wide. In a panel rows of B follow each other. */
  private void tile(A a, int rows, int vectors, boolean panel, boolean adds) {
    String kind = panel ? "Panel" : vectors == 1 ? "Narrow" : vectors == 4 ? "Wide" : "";
    String name = (adds ? "onto" : a.method) + rows + kind;
    String[] sums = vectors == 4 ? new String[] {"w", "x", "y", "z"} : new String[] {"x", "y"};
    boolean free = vectors == 2 && !panel && !full(a, rows); // the second vector
    line("");
    line(
        "  /** %s%d row%s by %s, A's %s%s. */"
            .formatted(
                adds ? "T += α·A·B: " : "",
                rows,
                rows == 1 ? "" : "s",
                vectors == 1 ? "one vector" : vectors == 2 ? "two vectors" : "four vectors",
                a.text,
                panel ? ", B's as packed" : ""));
    line(
        "  %sstatic void %s(int k, float[] a, %s%s, %sfloat[] t, int to%s%s) {"
            .formatted(
                (adds && a == A.COLUMNS) || vectors == 4 ? "" : "private ",
                name,
                where(a, rows),
                a.besidePanel()
                    ? "Panel in"
                    : "float[] b, int bo" + (free ? ", int bo2" : "") + ", int brs",
                adds ? "float alpha, " : vectors == 4 ? "" : "boolean add, ",
                free ? ", int gap" : "",
                rows == 1 ? "" : ", int trs"));
    boolean zeros = adds || vectors == 4;
    if (!zeros) {
      line("    float[] z = add ? t : ZEROS;");
      line("    int zo = add ? to : 0;");
      if (free) {
        line("    int zgap = add ? gap : 0;");
      }
      if (rows > 1) {
        line("    int zrs = add ? trs : 0;");
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        String from =
            zeros
                ? "broadcast(S, ZEROS[" + (i * vectors + j) + "])"
                : "fromArray(S, z, zo" + plus(i, "zrs") + plus(j, free ? "zgap" : "LANES") + ")";
        line("    FloatVector %s%d = FloatVector.%s;".formatted(sums[j], i, from));
      }
    }
    if (a == A.ROWS) {
      for (int i = 0; i < rows; i++) {
        line("    int a%d = ao%s;".formatted(i, plus(i, "ars")));
      }
    }
    if (a.besidePanel()) { // read now, not kept from the beginning on
      line("    float[] b = in.array;");
      line("    int bo = in.at;");
      if (!panel) {
        line("    int brs = in.step;");
      }
    }
    if (free) {
      line("    int next = %s;".formatted(a.besidePanel() ? "in.second" : "bo2 - bo"));
    }
    if (panel && a == A.PACKED) {
      line("    for (int p = in.zero; p < k * STEP; p += STEP) {");
      line("      int r = bo + p * (WIDTH / STEP);");
    } else if (panel) {
      line("    for (int p = in.zero; p < k; p++) {");
      line("      int r = bo + p * WIDTH;");
    } else {
      line("    for (int p = 0; p < k; p++) {");
      line("      int r = bo + p * brs;");
    }
    for (int j = 0; j < vectors; j++) {
      String at = "r" + plus(j, free ? "next" : "LANES");
      line("      FloatVector b%d = FloatVector.fromArray(S, b, %s);".formatted(j, at));
    }
    for (int i = 0; i < rows; i++) {
      line(
          "      FloatVector s%d = FloatVector.broadcast(S, a[%s]);"
              .formatted(i, a.index(i, panel)));
      for (int j = 0; j < vectors; j++) {
        line("      %s%d = s%d.fma(b%d, %s%d);".formatted(sums[j], i, i, j, sums[j], i));
      }
    }
    if (a == A.COLUMNS) {
      line("      ao += acs;");
    }
    line("    }");
    if (adds) {
      line("    FloatVector f = FloatVector.broadcast(S, alpha);");
    }
    for (int pass = adds ? 0 : 1; pass < 2; pass++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < vectors; j++) {
          String at = "to" + plus(i, "trs") + plus(j, free ? "gap" : "LANES");
          String sum = sums[j] + i;
          if (pass == 0) {
            line("    %s = %s.fma(f, FloatVector.fromArray(S, t, %s));".formatted(sum, sum, at));
          } else {
            line("    %s.intoArray(t, %s);".formatted(sum, at));
          }
        }
      }
    }
    line("  }");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** n times x to be added. */
  private static String plus(int n, String x) {
    return n == 0 ? "" : n == 1 ? " + " + x : " + " + n + " * " + x;
  }

  private static final String HEAD =
      """
      package dev.autodiff.kernel.vector;

      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The innermost loops of {@link GemmF32}: a tile of up to fourteen rows by two vectors of columns
       * or one, or of six rows by four, is accumulated in registers, one rank-1 update a step. Written by {@code
       * TilesSource}, where a change belongs.
       *
       * <p>What the loops look like is what the compiler needs; without that, the same product ran at
       * one of two speeds for the life of a JVM. Each accumulator starts from a place of its own in
       * {@link #ZEROS}: with one zero for all, registers were copied around in every turn, up to thirty
       * times, or not at all, as it happened. Indices are computed from the counter, the only number
       * that lasts from turn to turn: of others one was sometimes kept in a vector register and fetched
       * from there. The methods are one straight loop: branching around the stores makes the compiler
       * box vectors, which costs a factor of eight.
       *
       * <p>Copied rows begin at index 0 and lie at constant distances: bounds checks move out of the
       * loop, and no number is left that would have to be fetched from the stack. For the same reason
       * a tile that fills the registers has one index into B, whose second vector follows the first. Packed, B's
       * checks move out of the loop as well: 51 instructions for 28 multiply-adds instead of 56, 52
       * with columns of a transposed A, 45 for 24 if they are added to C. That counts where a core begins
       * four a cycle and two multiply-adds, and more while another thread runs on it: they have two each then.
       * Where A's rows are read in place, there are eight of them. Beside a copied A, B is given in an object, a
       * {@link Panel}, and looked up there when the accumulators have their start: what is held in a
       * register while they get it is moved to a vector register, and was fetched from there in every
       * turn, on a port that multiply-adds need, which cost 5 to 9 %. Six copied rows by four vectors
       * ({@code spaced6Wide}) need the fewest instructions, and 32 registers.
       */
      final class TilesF32 {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
        static final int LANES = S.length();
        static final int WIDTH = 2 * LANES;
        static final boolean MANY_REGISTERS = S.vectorBitSize() >= 512; // 32, otherwise 16

        /** As many rows as there are registers for. */
        static final int MAX_ROWS = MANY_REGISTERS ? 14 : 6;

        /**
         * As many rows of packed columns of A as a tile has that is added to C. With fourteen it is beyond what
         * HotSpot's first compiler takes in ("out of virtual registers in linear scan"), and may be interpreted for
         * good, for nobody counts its calls then.
         */
        static final int ONTO_ROWS = 12;

        /** As many rows as a tile has of few rows, of packed columns of A that are added to C, or of columns in place. */
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
        private static final float[] ZEROS = new float[Math.max(WIDTH, Math.max(4 * WIDE_ROWS, 2 * ONTO_ROWS))];

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
           * 0, where loops beside a packed panel begin, which are for vectors of 512 bits. A constant the compiler would know, and compute
           * indices into B a turn ahead, by five instructions instead of three.
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
         * Returns how many of the remaining rows the next tile takes, if it may take so many at most,
         * and ten if there are tiles of ten. Of sixteen it takes half: two rows alone leave most registers idle.
         */
        static int rows(int left, int most, boolean tens) {
          if (left >= most) {
            return left == 16 && most > 10 ? 8 : most;
          } else if (left >= 10) {
            return tens ? 10 : left == 10 ? 6 : 8;
          }
          return left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        }
      """;
}
