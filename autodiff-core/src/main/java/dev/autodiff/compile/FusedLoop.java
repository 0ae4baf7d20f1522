package dev.autodiff.compile;

import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Epilogue;
import dev.autodiff.kernel.Kernels;
import dev.autodiff.kernel.ReduceKernel;
import dev.autodiff.kernel.Team;
import dev.autodiff.kernel.TernaryKernel;
import dev.autodiff.kernel.UnaryKernel;
import dev.autodiff.kernel.Walk;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations of one shape, run together tile by tile, so that what one computes is
 * still in the first-level cache when the next reads it. Operands and results in memory are used in
 * place; values that no one else needs live in tiles, which are shared as registers are.
 *
 * <p>It runs as a step, or as the epilogue of a matrix product of its shape, on the elements that
 * are given.
 */
final class FusedLoop implements Step, IntConsumer, IntFunction<Epilogue> {
  /** One operation on slots. */
  static final class Instruction {
    @Nullable UnaryKernel unary;
    @Nullable BinaryKernel binary;
    @Nullable TernaryKernel ternary;
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
    boolean filled; // a tile repeating one element of memory

    Slot(@Nullable Buffer memory, int base, int walk) {
      this.memory = memory;
      this.base = base;
      this.walk = walk;
    }

    boolean isTile() {
      return memory == null || filled;
    }
  }

  /**
   * Tiles between two partial sums: fixed, so that sums do not depend on who computes which part.
   */
  private static final int TILES_A_BLOCK = 16;

  /** Elements times operations below which a loop stays in the caller's thread. */
  private static final long SHARED = 1 << 18;

  private final boolean single;
  private final int tile;
  private final Walk walk;
  private final Slot[] slots;
  private final Instruction[] code;
  private final int origin;
  private final Buffer[] sumPlaces;
  private final double[][] sums; // for each sum, each block's
  private final int tilesARun;
  private final int tiles;
  private final int blocks;
  private @Nullable Frame[] frames = {}; // what each thread needs of its own
  private int parts;

  /**
   * @param origin where the results of the matrix product begin whose epilogue this is
   */
  FusedLoop(
      boolean single,
      int tile,
      Walk walk,
      List<Slot> slots,
      List<Instruction> code,
      List<Buffer> sums,
      int origin) {
    this.single = single;
    this.tile = tile;
    this.walk = walk;
    this.slots = slots.toArray(new Slot[0]);
    this.code = code.toArray(new Instruction[0]);
    this.sumPlaces = sums.toArray(new Buffer[0]);
    this.origin = origin;
    this.tilesARun = (walk.run() + tile - 1) / tile;
    this.tiles = walk.runs() * tilesARun;
    this.blocks = (tiles + TILES_A_BLOCK - 1) / TILES_A_BLOCK;
    this.sums = new double[sumPlaces.length][blocks];
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
    Team team = Team.common();
    long work = (long) walk.runs() * walk.run() * code.length;
    parts = work < SHARED ? 1 : Math.min(team.threads(), blocks);
    team.run(parts, this);
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (double block : sums[i]) {
        sum += block;
      }
      Object place = sumPlaces[i].array;
      if (place instanceof float[] f) {
        f[0] = (float) sum;
      } else {
        ((double[]) place)[0] = sum;
      }
    }
  }

  /** Computes one part: some blocks behind each other. */
  @Override
  public void accept(int part) {
    begin(part).runBlocks(Team.start(part, parts, blocks), Team.start(part + 1, parts, blocks));
  }

  /** Returns what treats the results of one part of a matrix product. */
  @Override
  public Epilogue apply(int part) {
    return begin(part);
  }

  private Frame begin(int part) {
    Frame frame = frame(part);
    frame.begin();
    return frame;
  }

  private synchronized Frame frame(int part) {
    if (frames.length <= part) {
      frames = Arrays.copyOf(frames, part + 1);
    }
    Frame frame = frames[part];
    if (frame == null) {
      frame = new Frame();
      frames[part] = frame;
    }
    return frame;
  }

  /** The places of one thread: where it is in each operand, and tiles of its own. */
  private final class Frame implements Epilogue {
    private final Walk walk = FusedLoop.this.walk.copy();
    private final Object[] array = new Object[slots.length];
    private final int[] start = new int[slots.length];
    private final int[] at = new int[slots.length];
    private final int[] filledFrom = new int[slots.length];
    private int run; // where it is

    Frame() {
      for (int i = 0; i < slots.length; i++) {
        if (slots[i].isTile()) {
          array[i] = single ? new float[tile] : new double[tile];
        }
      }
    }

    /** Takes the arrays that are operands and results now. */
    void begin() {
      for (int i = 0; i < slots.length; i++) {
        Buffer memory = slots[i].memory;
        if (memory != null && !slots[i].filled) {
          array[i] = memory.array;
        }
        filledFrom[i] = -1;
      }
      run = -1;
    }

    void runBlocks(int from, int to) {
      for (int block = from; block < to; block++) {
        for (double[] s : sums) {
          s[block] = 0;
        }
        int end = Math.min(tiles, (block + 1) * TILES_A_BLOCK);
        for (int t = block * TILES_A_BLOCK; t < end; t++) {
          int i = t % tilesARun * tile;
          runTile(t / tilesARun, i, Math.min(tile, walk.run() - i), block);
        }
      }
    }

    @Override
    public void run(int first, int rows, int columns, int ldc) {
      boolean whole = columns == ldc && walk.runs() == 1; // rows behind each other in one run
      int length = whole ? rows * columns : columns;
      for (int r = 0; r < (whole ? 1 : rows); r++) {
        int from = first - origin + r * ldc;
        for (int i = 0; i < length; i += tile) {
          int e = from + i;
          runTile(e / walk.run(), e % walk.run(), Math.min(tile, length - i), 0);
        }
      }
    }

    /** Computes {@code n} elements of a run, from its element {@code i} on. */
    private void runTile(int inRun, int i, int n, int block) {
      if (inRun != run) {
        run = inRun;
        enter();
      }
      for (int k = 0; k < slots.length; k++) {
        at[k] = slots[k].isTile() ? 0 : start[k] + i;
      }
      if (single) {
        runSingle(n, block);
      } else {
        runDouble(n, block);
      }
    }

    private void enter() {
      walk.seek(run);
      for (int i = 0; i < slots.length; i++) {
        Slot s = slots[i];
        if (s.memory != null) {
          start[i] = s.base + walk.at(s.walk);
          if (s.filled && filledFrom[i] != start[i]) {
            filledFrom[i] = start[i];
            fill(array[i], s.memory.array, start[i]);
          }
        }
      }
    }

    private void runSingle(int n, int block) {
      Kernels kernels = Kernels.active();
      for (Instruction i : code) {
        float[] x = (float[]) array[i.a];
        if (i.sum) {
          sums[i.to][block] += kernels.reduce(ReduceKernel.SUM, x, at[i.a], n);
          continue;
        }
        float[] y = (float[]) array[i.to];
        if (i.unary != null) {
          kernels.unary(i.unary, x, at[i.a], y, at[i.to], n);
          continue;
        }
        if (i.binary != null) {
          kernels.binary(i.binary, x, at[i.a], (float[]) array[i.b], at[i.b], y, at[i.to], n);
        } else if (i.ternary != null) {
          kernels.ternary(
              i.ternary,
              x,
              at[i.a],
              (float[]) array[i.b],
              at[i.b],
              (float[]) array[i.c],
              at[i.c],
              y,
              at[i.to],
              n);
        }
      }
    }

    private void runDouble(int n, int block) {
      Kernels kernels = Kernels.active();
      for (Instruction i : code) {
        double[] x = (double[]) array[i.a];
        if (i.sum) {
          sums[i.to][block] += kernels.reduce(ReduceKernel.SUM, x, at[i.a], n);
          continue;
        }
        double[] y = (double[]) array[i.to];
        if (i.unary != null) {
          kernels.unary(i.unary, x, at[i.a], y, at[i.to], n);
          continue;
        }
        if (i.binary != null) {
          kernels.binary(i.binary, x, at[i.a], (double[]) array[i.b], at[i.b], y, at[i.to], n);
        } else if (i.ternary != null) {
          kernels.ternary(
              i.ternary,
              x,
              at[i.a],
              (double[]) array[i.b],
              at[i.b],
              (double[]) array[i.c],
              at[i.c],
              y,
              at[i.to],
              n);
        }
      }
    }
  }

  private static void fill(Object tile, Object memory, int from) {
    if (tile instanceof float[] f) {
      Arrays.fill(f, ((float[]) memory)[from]);
    } else {
      Arrays.fill((double[]) tile, ((double[]) memory)[from]);
    }
  }
}
