package dev.autodiff.kernel;

import dev.autodiff.kernel.Recipe.Convolution.Role;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of images, and its two adjoints, by products with blocks of the unfolded image (see
 * {@link Unfold}), so that no more of it exists than fits the cache. Of the images x [n, c, h, w],
 * the filters w [f, c, kh, kw] and the results y [n, f, oh, ow] two are given and the third is
 * computed, as {@link Role} says.
 *
 * <p>Work is cut into units whatever the number of threads, and each unit is computed by one
 * thread: results do not depend on their number.
 */
public final class Convolution implements IntConsumer {
  /** Rows of a block, about: as many as a product sums up at once. */
  private static final int ROWS = 256;

  /** Elements of a block: it stays in the second-level cache. */
  private static final int BLOCK = 1 << 17;

  /** Columns of a block are a multiple of this. */
  private static final int COLUMNS = 32;

  /** Units that the gradient of the filters is cut into at least, if there are enough images. */
  private static final int UNITS = 8;

  /** Fewer multiplications stay in the caller's thread. */
  private static final long SHARED = 1 << 20;

  private final Kernels kernels;
  private final Role role;
  private final boolean single;
  private final Unfold unfold;
  private final int images;
  private final int filters;
  private final int pixels; // of a channel
  private final int taps; // elements of the window
  private final int rows; // of the whole unfolded image
  private final int places;
  private final int group; // channels of a block
  private final int groups;
  private final int block; // places of a block
  private final int blocks;
  private final int chunks; // of images, for the gradient of the filters
  private final int channels;
  private final int units;
  private @Nullable Object[] scratch = {}; // a block for each thread
  private final Object sums; // the filters, transposed, that each chunk gives
  private final Copy turn;

  private Object x = this;
  private int xo;
  private Object w = this;
  private int wo;
  private Object y = this;
  private int yo;
  private int parts;

  /** Plans a convolution of two arrays of the given shapes; {@code single} means float32. */
  public Convolution(Recipe.Convolution recipe, int[] a, int[] b, boolean single) {
    this(Kernels.active(), recipe, a, b, single);
  }

  Convolution(Kernels kernels, Recipe.Convolution recipe, int[] a, int[] b, boolean single) {
    Window height = recipe.height();
    Window width = recipe.width();
    this.kernels = kernels;
    this.role = recipe.role();
    this.single = single;
    this.unfold = new Unfold(height, width, role == Role.IMAGES);
    this.images = a[0];
    this.channels = b[1];
    this.filters = role == Role.FILTERS ? a[1] : b[0];
    this.pixels = height.length() * width.length();
    this.taps = height.size() * width.size();
    this.rows = channels * taps;
    this.places = height.places() * width.places();
    this.group = Math.max(1, Math.min(channels, ROWS / Math.max(1, taps)));
    this.groups = (channels + group - 1) / group;
    int fit = BLOCK / Math.max(1, group * taps) / COLUMNS * COLUMNS;
    this.block = Math.max(1, Math.min(places, Math.max(COLUMNS, fit)));
    this.blocks = (places + block - 1) / block;
    this.chunks =
        role == Role.FILTERS ? Math.max(1, Math.min(images, UNITS / Math.max(1, groups))) : 1;
    this.units =
        switch (role) {
          case RESULTS -> images * blocks;
          case IMAGES -> images * groups;
          case FILTERS -> chunks * groups;
        };
    this.sums = array(single, role == Role.FILTERS ? chunks * filters * rows : 0);
    this.turn = Copy.toDense(new int[] {filters, rows}, new int[] {1, filters});
  }

  private static Object array(boolean single, int n) {
    return single ? new float[n] : new double[n];
  }

  /** Computes the third of x, w and y, from place 0 of {@code out} on, of the other two in turn. */
  public void run(Object a, int ao, Object b, int bo, Object out) {
    boolean filtersOut = role == Role.FILTERS;
    x = role == Role.RESULTS ? a : filtersOut ? b : out;
    xo = role == Role.RESULTS ? ao : filtersOut ? bo : 0;
    w = filtersOut ? out : b;
    wo = filtersOut ? 0 : bo;
    y = role == Role.RESULTS ? out : a;
    yo = role == Role.RESULTS ? 0 : ao;
    long work = (long) images * filters * places * rows;
    if (work == 0) {
      int size =
          switch (role) {
            case RESULTS -> images * filters * places;
            case IMAGES -> images * channels * pixels;
            case FILTERS -> filters * rows;
          };
      Unfold.zero(out, 0, size);
      return;
    }
    Team team = Team.common();
    parts = work < SHARED ? 1 : Math.min(team.threads(), units);
    if (scratch.length < parts) {
      scratch = Arrays.copyOf(scratch, parts);
    }
    team.run(parts, this);
    if (role == Role.FILTERS) {
      for (int i = 1; i < chunks; i++) {
        kernels.accumulate(sums, i * filters * rows, sums, 0, filters * rows);
      }
      turn.run(sums, 0, w, 0);
    }
  }

  /** Computes one part: some units behind each other. */
  @Override
  public void accept(int part) {
    Object u = scratch[part];
    if (u == null) {
      u = array(single, group * taps * block);
      scratch[part] = u;
    }
    for (int i = Team.start(part, parts, units); i < Team.start(part + 1, parts, units); i++) {
      switch (role) {
        case RESULTS -> results(i / blocks, i % blocks, u);
        case IMAGES -> images(i / groups, i % groups, u);
        case FILTERS -> filters(i / groups, i % groups, u);
      }
    }
  }

  private int channels(int g) {
    return Math.min(group, channels - g * group);
  }

  /** y = W·U for one block of places of an image, summed over the groups of channels. */
  private void results(int image, int b, Object u) {
    int from = b * block;
    int n = Math.min(block, places - from);
    for (int g = 0; g < groups; g++) {
      int c = channels(g);
      int r = c * taps;
      int at = xo + (image * channels + g * group) * pixels;
      unfold.run(kernels, x, at, c, from, from + n, u);
      int to = yo + image * filters * places + from;
      int wAt = wo + g * group * taps;
      gemm(filters, n, r, w, wAt, rows, 1, u, 0, n, 1, g > 0, y, to, places);
    }
  }

  /** x = fold(Wᵀ·y) for one group of channels of an image, block by block of places. */
  private void images(int image, int g, Object u) {
    int c = channels(g);
    int at = (image * channels + g * group) * pixels;
    Unfold.zero(x, at, at + c * pixels);
    for (int from = 0; from < places; from += block) {
      int n = Math.min(block, places - from);
      int yAt = yo + image * filters * places + from;
      int wAt = wo + g * group * taps;
      gemm(c * taps, n, filters, w, wAt, 1, rows, y, yAt, places, 1, false, u, 0, n);
      unfold.run(kernels, x, at, c, from, from + n, u);
    }
  }

  /** Wᵀ = Σ U·yᵀ over the images of a chunk, for one group of channels. */
  private void filters(int chunk, int g, Object u) {
    int c = channels(g);
    int r = c * taps;
    int to = (chunk * rows + g * group * taps) * filters;
    boolean add = false;
    for (int i = Team.start(chunk, chunks, images);
        i < Team.start(chunk + 1, chunks, images);
        i++) {
      for (int from = 0; from < places; from += block) {
        int n = Math.min(block, places - from);
        int at = xo + (i * channels + g * group) * pixels;
        unfold.run(kernels, x, at, c, from, from + n, u);
        int yAt = yo + i * filters * places + from;
        gemm(r, filters, n, u, 0, n, 1, y, yAt, 1, places, add, sums, to, filters);
        add = true;
      }
    }
  }

  private void gemm(
      int m,
      int n,
      int k,
      Object a,
      int ao,
      int ars,
      int acs,
      Object b,
      int bo,
      int brs,
      int bcs,
      boolean add,
      Object c,
      int co,
      int ldc) {
    if (a instanceof double[] p) {
      double[] q = (double[]) b;
      double[] r = (double[]) c;
      kernels.gemm(m, n, k, 1, p, ao, ars, acs, q, bo, brs, bcs, add, r, co, ldc, Epilogue.NONE);
    } else {
      float[] p = (float[]) a;
      float[] q = (float[]) b;
      float[] r = (float[]) c;
      kernels.gemm(m, n, k, 1, p, ao, ars, acs, q, bo, brs, bcs, add, r, co, ldc, Epilogue.NONE);
    }
  }
}
