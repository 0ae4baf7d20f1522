package dev.autodiff.compile;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Elementwise;
import dev.autodiff.kernel.Kernels;
import dev.autodiff.kernel.ReduceKernel;
import dev.autodiff.kernel.UnaryKernel;
import dev.autodiff.kernel.Walk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations of one shape, run together tile by tile, so that what one computes is
 * still in the first-level cache when the next reads it. Operands and results in memory are used in
 * place; values that no one else needs live in tiles, which are shared as registers are.
 */
final class FusedLoop implements Step {
  /** One operation on slots. */
  static final class Instruction {
    @Nullable UnaryKernel unary;
    @Nullable BinaryKernel binary;
    boolean sum;
    final int a;
    final int b;
    final int c;
    final int to;

    Instruction(int a, int b, int c, int to) {
      this.a = a;
      this.b = b;
      this.c = c;
      this.to = to;
    }
  }

  /** Where an operand is found: in memory, moving with the tile; or in a tile. */
  static final class Slot {
    final @Nullable Buffer memory;
    final int base;
    final int walk; // which array of the walk, −1 for a tile
    Object array;
    int start;
    int at;
    boolean filled; // a tile repeating one element of memory
    int filledFrom = -1;

    Slot(@Nullable Buffer memory, int base, int walk, Object array) {
      this.memory = memory;
      this.base = base;
      this.walk = walk;
      this.array = array;
    }
  }

  private final boolean single;
  private final int tile;
  private final Walk walk;
  private final Slot[] slots;
  private final Instruction[] code;
  private final double[] sums;
  private final Buffer[] sumPlaces;

  FusedLoop(
      boolean single,
      int tile,
      Walk walk,
      List<Slot> slots,
      List<Instruction> code,
      List<Buffer> sums) {
    this.single = single;
    this.tile = tile;
    this.walk = walk;
    this.slots = slots.toArray(new Slot[0]);
    this.code = code.toArray(new Instruction[0]);
    this.sums = new double[sums.size()];
    this.sumPlaces = sums.toArray(new Buffer[0]);
  }

  /**
   * Returns the steps that compute the members of a stage: copies of awkward operands, then the
   * loop.
   */
  static List<Step> of(Stage stage) {
    return new LoopBuilder(stage).build();
  }

  @Override
  public void run() {
    for (Slot s : slots) {
      if (s.memory != null && !s.filled) {
        s.array = s.memory.array;
      }
      s.filledFrom = -1;
    }
    Arrays.fill(sums, 0);
    walk.reset();
    for (int r = 0; r < walk.runs(); r++, walk.next()) {
      for (Slot s : slots) {
        if (s.memory != null) {
          s.start = s.base + walk.at(s.walk);
          if (s.filled) {
            fill(s, s.memory);
          }
        }
      }
      for (int i = 0; i < walk.run(); i += tile) {
        int n = Math.min(tile, walk.run() - i);
        for (Slot s : slots) {
          if (s.memory != null && !s.filled) {
            s.at = s.start + i;
          }
        }
        if (single) {
          runSingle(n);
        } else {
          runDouble(n);
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      Object place = sumPlaces[i].array;
      if (place instanceof float[] f) {
        f[0] = (float) sums[i];
      } else {
        ((double[]) place)[0] = sums[i];
      }
    }
  }

  private static void fill(Slot s, Buffer memory) {
    if (s.filledFrom == s.start) {
      return;
    }
    s.filledFrom = s.start;
    if (s.array instanceof float[] f) {
      Arrays.fill(f, ((float[]) memory.array)[s.start]);
    } else {
      Arrays.fill((double[]) s.array, ((double[]) memory.array)[s.start]);
    }
  }

  private void runSingle(int n) {
    Kernels kernels = Kernels.active();
    for (Instruction i : code) {
      Slot a = slots[i.a];
      float[] x = (float[]) a.array;
      if (i.sum) {
        sums[i.to] += kernels.reduce(ReduceKernel.SUM, x, a.at, n);
        continue;
      }
      Slot to = slots[i.to];
      float[] y = (float[]) to.array;
      if (i.unary != null) {
        kernels.unary(i.unary, x, a.at, y, to.at, n);
        continue;
      }
      Slot b = slots[i.b];
      if (i.binary != null) {
        kernels.binary(i.binary, x, a.at, (float[]) b.array, b.at, y, to.at, n);
      } else {
        Slot c = slots[i.c];
        Elementwise.select(x, a.at, (float[]) b.array, b.at, (float[]) c.array, c.at, y, to.at, n);
      }
    }
  }

  private void runDouble(int n) {
    Kernels kernels = Kernels.active();
    for (Instruction i : code) {
      Slot a = slots[i.a];
      double[] x = (double[]) a.array;
      if (i.sum) {
        sums[i.to] += kernels.reduce(ReduceKernel.SUM, x, a.at, n);
        continue;
      }
      Slot to = slots[i.to];
      double[] y = (double[]) to.array;
      if (i.unary != null) {
        kernels.unary(i.unary, x, a.at, y, to.at, n);
        continue;
      }
      Slot b = slots[i.b];
      if (i.binary != null) {
        kernels.binary(i.binary, x, a.at, (double[]) b.array, b.at, y, to.at, n);
      } else {
        Slot c = slots[i.c];
        Elementwise.select(
            x, a.at, (double[]) b.array, b.at, (double[]) c.array, c.at, y, to.at, n);
      }
    }
  }
}
