package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gather and scatter, with every provider that this JVM has, against loops over elements. */
final class IndexingTest {
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0
  };

  static Stream<Kernels> providers() {
    return Stream.concat(Stream.of(new PlainKernels()), Kernels.vector().stream());
  }

  /** Numbers of one type, every seventh of them a special one; integers have none. */
  private static Object values(Class<?> type, int n, SplittableRandom rng) {
    Object r = Array.newInstance(type, n);
    for (int i = 0; i < n; i++) {
      double x =
          i % 7 == 3 ? SPECIAL[rng.nextInt(SPECIAL.length)] : rng.nextInt(-1000, 1000) / 16.0;
      set(r, i, x);
    }
    return r;
  }

  private static void set(Object array, int i, double x) {
    if (array instanceof double[] d) {
      d[i] = x;
    } else if (array instanceof float[] f) {
      f[i] = (float) x;
    } else {
      ((int[]) array)[i] = (int) x;
    }
  }

  private static double get(Object array, int i) {
    return Array.getDouble(array, i);
  }

  private static Object copy(Object x) {
    int n = Array.getLength(x);
    Object r = Array.newInstance(x.getClass().getComponentType(), n);
    System.arraycopy(x, 0, r, 0, n);
    return r;
  }

  /** Indices with repeats, behind some that must not be read. */
  private static int[] indices(int skipped, int n, int limit, SplittableRandom rng) {
    int[] r = new int[skipped + n];
    Arrays.fill(r, 0, skipped, -1);
    for (int i = 0; i < n; i++) {
      r[skipped + i] = rng.nextInt(limit);
    }
    return r;
  }

  @Test
  void gatheredRowsArePlacedByIndex() {
    SplittableRandom rng = new SplittableRandom(1);
    for (Class<?> type : List.of(double.class, float.class, int.class)) {
      for (int row = 0; row <= 67; row++) {
        int n = rng.nextInt(12);
        Object x = values(type, 3 + 5 * row, rng);
        int[] idx = indices(2, n, 5, rng);
        Object expected = values(type, n * row + 1, rng);
        Object y = copy(expected);
        for (int i = 0; i < n * row; i++) {
          set(expected, i, get(x, 3 + idx[2 + i / row] * row + i % row));
        }
        Indexing.gatherRows(x, 3, idx, 2, n, row, y);
        assertThat(y).as("%s, rows of %d", type, row).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void scatteredRowsAddUpInOrder(Kernels kernels) {
    SplittableRandom rng = new SplittableRandom(2);
    for (Class<?> type : List.of(double.class, float.class)) {
      for (int row = 0; row <= 67; row++) {
        int n = rng.nextInt(12);
        Object g = values(type, 3 + n * row, rng);
        int[] idx = indices(2, n, 5, rng);
        Object expected = values(type, 5 * row + 1, rng);
        Object y = copy(expected);
        for (int i = 0; i < n * row; i++) {
          int at = idx[2 + i / row] * row + i % row;
          double sum = get(expected, at) + get(g, 3 + i); // exact: small multiples of 1/16
          set(expected, at, sum);
        }
        Indexing.scatterAddRows(kernels, g, 3, idx, 2, n, row, y);
        assertThat(y).as("%s %s, rows of %d", kernels.name(), type, row).isEqualTo(expected);
      }
    }
  }

  @Test
  void oneElementOfEachRow() {
    SplittableRandom rng = new SplittableRandom(3);
    for (Class<?> type : List.of(double.class, float.class, int.class)) {
      for (int n = 0; n <= 67; n++) {
        int width = 1 + rng.nextInt(9);
        int[] idx = indices(1, n, width, rng);
        Object wide = values(type, 2 + n * width, rng);
        Object narrow = values(type, 4 + n, rng);
        Object picked = values(type, n + 1, rng);
        Object put = values(type, n * width + 1, rng);
        Object added = copy(put);
        Object expectedPick = copy(picked);
        Object expectedPut = copy(put);
        Object expectedSum = copy(added);
        for (int i = 0; i < n; i++) {
          int at = i * width + idx[1 + i];
          set(expectedPick, i, get(wide, 2 + at));
          set(expectedPut, at, get(narrow, 4 + i));
          set(expectedSum, at, get(added, at) + get(narrow, 4 + i));
        }
        Indexing.pick(wide, 2, idx, 1, n, width, picked);
        assertThat(picked).as("%s, %d rows", type, n).isEqualTo(expectedPick);
        Indexing.unpick(narrow, 4, idx, 1, n, width, put);
        assertThat(put).as("%s, %d rows", type, n).isEqualTo(expectedPut);
        if (type != int.class) {
          Indexing.addPicked(narrow, 4, idx, 1, n, width, added, 0);
          assertThat(added).as("%s, %d rows", type, n).isEqualTo(expectedSum);
        }
      }
    }
  }
}
