package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Permuting, slicing, broadcasting and reshaping, by example and against index arithmetic. */
final class NdArrayViewTest {
  private static final NdArray M = NdArray.range(6).reshape(Shape.of(2, 3));

  @Test
  void viewsShareStorage() {
    assertThat(M.transpose().storage()).isSameAs(M.storage());
    assertThat(M.slice(1, 0, 2).storage()).isSameAs(M.storage());
    assertThat(M.broadcastTo(Shape.of(4, 2, 3)).storage()).isSameAs(M.storage());
    assertThat(M.reshape(Shape.of(3, 2)).storage()).isSameAs(M.storage());
    assertThat(M.transpose().reshape(Shape.of(6)).storage()).isNotSameAs(M.storage());
  }

  @Test
  void permutes() {
    assertThat(M.transpose()).isEqualTo(NdArray.of(new double[][] {{0, 3}, {1, 4}, {2, 5}}));
    assertThat(M.permute(-1, 0)).isEqualTo(M.transpose());
    assertThat(M.transpose().transpose().isDense()).isTrue();
    assertThat(NdArray.scalar(3).transpose().item()).isEqualTo(3);
    assertThatThrownBy(() -> M.permute(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permute: order [0] has 1 axes, but shape [2, 3] has 2. Name every axis once.");
    assertThatThrownBy(() -> M.permute(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permute: axis 1 is named twice in [1, -1].");
    assertThatThrownBy(() -> M.permute(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void slices() {
    NdArray x = NdArray.range(7);
    assertThat(x.slice(0, 1, 6, 2).toDoubles()).containsExactly(1, 3, 5);
    assertThat(x.slice(0, 1, 7, 2).toDoubles()).containsExactly(1, 3, 5);
    assertThat(x.slice(0, 0, 7, 3).slice(0, 1, 3).toDoubles()).containsExactly(3, 6);
    assertThat(x.slice(0, 7, 7).size()).isZero();
    assertThat(x.slice(0, 7, 7).toDoubles()).isEmpty();
    assertThat(M.slice(-1, 1, 2).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(M.slice(0, 1, 2).isDense()).as("rows lie next to each other").isTrue();
    assertThat(M.slice(1, 0, 2).isDense()).isFalse();
    for (int[] bad : new int[][] {{-1, 2, 1}, {0, 8, 1}, {3, 2, 1}, {0, 3, 0}}) {
      assertThatThrownBy(() -> x.slice(0, bad[0], bad[1], bad[2]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void broadcasts() {
    assertThat(NdArray.of(1, 2).broadcastTo(Shape.of(2, 2)))
        .isEqualTo(NdArray.of(new double[][] {{1, 2}, {1, 2}}));
    assertThat(NdArray.of(new double[][] {{1}, {2}}).broadcastTo(Shape.of(2, 2)))
        .isEqualTo(NdArray.of(new double[][] {{1, 1}, {2, 2}}));
    assertThat(NdArray.scalar(3).broadcastTo(Shape.of(0, 2)).toDoubles()).isEmpty();
    assertThat(NdArray.of(1).broadcastTo(Shape.of(0)).size()).isZero();
    assertThatThrownBy(() -> M.broadcastTo(Shape.of(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "broadcastTo: shape [2, 3] does not broadcast to [2, 4]. Counted from the last, each axis must be equal or 1.");
    assertThatThrownBy(() -> M.broadcastTo(Shape.of(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reshapes() {
    assertThat(M.transpose().reshape(Shape.of(6)).toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(M.reshape(M.shape())).isSameAs(M);
    assertThat(NdArray.scalar(2).reshape(Shape.of(1, 1)).shape()).isEqualTo(Shape.of(1, 1));
    assertThat(NdArray.zeros(0, 3).reshape(Shape.of(5, 0)).shape()).isEqualTo(Shape.of(5, 0));
    assertThatThrownBy(() -> M.reshape(Shape.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("reshape: shape [2, 3] has 6 elements, but shape [4] has 4.");
  }

  @Test
  void denseCopiesOnlyWhatIsNotDense() {
    assertThat(M.dense()).isSameAs(M);
    NdArray full = NdArray.full(DType.FLOAT64, 2, Shape.of(3));
    assertThat(full.isDense()).isFalse();
    assertThat(full.dense().isDense()).isTrue();
    assertThat(full.dense()).isEqualTo(full);
    assertThat(M.strides()).containsExactly(3, 1);
    assertThat(M.transpose().strides()).containsExactly(1, 3);
    assertThat(M.slice(0, 1, 2).offset()).isEqualTo(3);
  }

  /** Where an element of a view comes from. */
  private interface Source {
    double at(int... index);
  }

  /** Chains of random views hold the elements that index arithmetic says, in every type. */
  @Property(seed = "42", tries = 400)
  void chainsOfViews(@ForAll long seed, @ForAll DType dtype) {
    SplittableRandom rng = new SplittableRandom(seed);
    int[] dims = new int[rng.nextInt(5)];
    Arrays.setAll(dims, i -> rng.nextInt(100) < 5 ? 0 : 1 + rng.nextInt(3));
    Shape start = Shape.of(dims);
    NdArray a = NdArray.range(start.size()).cast(dtype).reshape(start);
    Source source = i -> flat(i, start);
    for (int step = 0; step < 4; step++) {
      Source from = source;
      Shape before = a.shape();
      int rank = a.rank();
      switch (rng.nextInt(4)) {
        case 0 -> {
          int[] order = NdArray.randomPermutation(rng, rank).toInts();
          a = a.permute(order);
          source = i -> from.at(scattered(i, order));
        }
        case 1 -> {
          if (rank > 0) {
            int axis = rng.nextInt(rank);
            int first = rng.nextInt(before.dim(axis) + 1);
            int stop = first + rng.nextInt(before.dim(axis) - first + 1);
            int stride = 1 + rng.nextInt(2);
            a = a.slice(axis, first, stop, stride);
            source = i -> from.at(moved(i, axis, first + stride * i[axis]));
          }
        }
        case 2 -> {
          int more = rng.nextInt(2);
          int[] target = new int[rank + more];
          for (int i = 0; i < target.length; i++) {
            boolean fixed = i >= more && before.dim(i - more) != 1;
            target[i] = fixed ? before.dim(i - more) : 1 + rng.nextInt(2);
          }
          a = a.broadcastTo(Shape.of(target));
          source = i -> from.at(narrowed(Arrays.copyOfRange(i, more, i.length), before));
        }
        default -> {
          Shape target = rank == 0 ? Shape.of(1, 1) : before.insert(rng.nextInt(rank + 1), 1);
          target = rng.nextBoolean() ? Shape.of(before.size()) : target;
          a = a.reshape(target);
          Shape after = target;
          source = i -> from.at(unflat(flat(i, after), before));
        }
      }
    }
    double[] all = a.toDoubles();
    assertThat(all).hasSize(a.size());
    for (int k = 0; k < all.length; k++) {
      int[] index = unflat(k, a.shape());
      assertThat(all[k]).isEqualTo(source.at(index));
      assertThat(a.get(index)).isEqualTo(all[k]);
    }
    assertThat(a.dense()).isEqualTo(a);
  }

  private static int[] scattered(int[] index, int[] order) {
    int[] r = new int[index.length];
    for (int i = 0; i < r.length; i++) {
      r[order[i]] = index[i];
    }
    return r;
  }

  private static int[] moved(int[] index, int axis, int to) {
    int[] r = index.clone();
    r[axis] = to;
    return r;
  }

  private static int[] narrowed(int[] index, Shape shape) {
    int[] r = index.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] = shape.dim(i) == 1 ? 0 : r[i];
    }
    return r;
  }

  private static int flat(int[] index, Shape shape) {
    int at = 0;
    for (int i = 0; i < index.length; i++) {
      at = at * shape.dim(i) + index[i];
    }
    return at;
  }

  private static int[] unflat(int flat, Shape shape) {
    int[] r = new int[shape.rank()];
    for (int i = r.length - 1; i >= 0; i--) {
      r[i] = flat % shape.dim(i);
      flat /= shape.dim(i);
    }
    return r;
  }
}
