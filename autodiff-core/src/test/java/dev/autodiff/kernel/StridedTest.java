package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Plans over strided arrays against loops over indices: copies, reductions, pairs, softmax. */
final class StridedTest {
  /** Lengths of axes, and one array's strides and length. */
  private static final class View {
    final int[] dims;
    final int[] strides;
    final int length;

    View(int[] dims, int[] strides, int length) {
      this.dims = dims;
      this.strides = strides;
      this.length = length;
    }

    @Override
    public String toString() {
      return Arrays.toString(dims) + " by " + Arrays.toString(strides);
    }
  }

  /** Shapes of all ranks up to 4, in order, permuted, with gaps, repeated, empty. */
  private static List<View> views() {
    SplittableRandom rng = new SplittableRandom(1);
    List<View> r = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int rank = i % 5;
      int[] dims = new int[rank];
      int[] strides = new int[rank];
      boolean[] done = new boolean[rank];
      int step = 1;
      for (int k = 0; k < rank; k++) {
        int axis = rank - 1 - k;
        if (rng.nextInt(3) == 0) {
          do {
            axis = rng.nextInt(rank);
          } while (done[axis]);
        }
        while (done[axis]) {
          axis = (axis + 1) % rank;
        }
        done[axis] = true;
        dims[axis] = i % 17 == 0 ? rng.nextInt(3) : 1 + rng.nextInt(k == 0 ? 20 : 5);
        boolean repeated = rng.nextInt(6) == 0;
        strides[axis] = repeated ? 0 : step * (1 + (rng.nextInt(4) == 0 ? 1 : 0));
        step = repeated ? step : Math.max(1, dims[axis]) * strides[axis];
      }
      r.add(new View(dims, strides, step + 8));
    }
    return r;
  }

  private static int size(int[] dims) {
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    return n;
  }

  private static int place(int flat, int[] dims, int[] strides) {
    int at = 0;
    for (int i = dims.length - 1; i >= 0; i--) {
      at += flat % dims[i] * strides[i];
      flat /= dims[i];
    }
    return at;
  }

  private static double[] values(int n, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      r[i] = rng.nextInt(-1000, 1000) / 8.0; // sums of these are exact in float32 too
    }
    return r;
  }

  private static float[] floats(double[] x) {
    float[] r = new float[x.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = (float) x[i];
    }
    return r;
  }

  private static double[] doubles(float[] x) {
    double[] r = new double[x.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = x[i];
    }
    return r;
  }

  @Test
  void copiesToDenseConvertAndComeBack() {
    for (View v : views()) {
      int n = size(v.dims);
      double[] x = values(v.length + 3, n);
      double[] expected = new double[n];
      for (int i = 0; i < n; i++) {
        expected[i] = x[3 + place(i, v.dims, v.strides)];
      }
      Copy plan = Copy.toDense(v.dims, v.strides);
      double[] y = new double[n];
      float[] f = new float[n];
      int[] whole = new int[n];
      plan.run(x, 3, y, 0);
      plan.run(x, 3, f, 0);
      plan.run(x, 3, whole, 0);
      assertThat(y).isEqualTo(expected);
      assertThat(doubles(f)).isEqualTo(expected);
      for (int i = 0; i < n; i++) {
        assertThat(whole[i]).isEqualTo((int) expected[i]);
      }
      double[] again = new double[n];
      plan.run(floats(x), 3, again, 0);
      assertThat(again).isEqualTo(expected);
      double[] back = x.clone();
      int[] dense = new int[v.dims.length];
      int step = 1;
      for (int i = dense.length - 1; i >= 0; i--) {
        dense[i] = step;
        step *= Math.max(1, v.dims[i]);
      }
      new Copy(v.dims, dense, v.strides).run(expected, 0, back, 3);
      assertThat(back).isEqualTo(x);
    }
  }

  @Test
  void walksVisitEveryPlaceInOrder() {
    for (View v : views()) {
      int n = size(v.dims);
      Walk w = new Walk(v.dims, v.strides);
      for (int pass = 0; pass < 2; pass++) {
        w.reset();
        int flat = 0;
        for (int r = 0; r < w.runs(); r++, w.next()) {
          for (int i = 0; i < w.run(); i++) {
            assertThat(w.at(0) + i * w.step(0)).isEqualTo(place(flat++, v.dims, v.strides));
          }
        }
        assertThat(flat).isEqualTo(n);
      }
    }
  }

  @Test
  void reductionsOverTrailingAxes() {
    for (View v : views()) {
      for (int kept = 0; kept <= v.dims.length; kept++) {
        int outputs = size(Arrays.copyOf(v.dims, kept));
        int count = size(Arrays.copyOfRange(v.dims, kept, v.dims.length));
        double[] x = values(v.length + 2, count);
        for (ReduceKernel k : ReduceKernel.values()) {
          if (count == 0 && k != ReduceKernel.SUM) {
            continue;
          }
          double[] expected = new double[outputs + 1];
          for (int i = 0; i < outputs; i++) {
            double r = k == ReduceKernel.SUM ? 0 : x[2 + place(i * count, v.dims, v.strides)];
            for (int j = 0; j < count; j++) {
              double e = x[2 + place(i * count + j, v.dims, v.strides)];
              r =
                  switch (k) {
                    case SUM -> r + e;
                    case MAX -> Math.max(r, e);
                    case MIN -> Math.min(r, e);
                  };
            }
            expected[1 + i] = r;
          }
          Reduce plan = new Reduce(k, v.dims, v.strides, kept);
          double[] y = new double[outputs + 1];
          plan.run(x, 2, y, 1);
          plan.run(x, 2, y, 1);
          assertThat(y).as("%s keeping %d axes of %s", k, kept, v).isEqualTo(expected);
          float[] f = new float[outputs + 1];
          new Reduce(k, v.dims, v.strides, kept).run(floats(x), 2, f, 1);
          assertThat(doubles(f)).as("%s float32 keeping %d", k, kept).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void pairsAndChoices() {
    List<View> all = views();
    for (int i = 0; i < all.size(); i++) {
      View v = all.get(i);
      int n = size(v.dims);
      int[] other = v.strides.clone(); // the same axes, one of them repeated
      if (other.length > 0) {
        other[i % other.length] = 0;
      }
      double[] a = values(v.length, i);
      double[] b = values(v.length, i + 1);
      double[] sum = new double[n];
      double[] chosen = new double[n];
      for (int j = 0; j < n; j++) {
        double p = a[place(j, v.dims, v.strides)];
        double q = b[place(j, v.dims, other)];
        sum[j] = p + q;
        chosen[j] = q != 0 ? p : q;
      }
      double[] y = new double[n];
      Elementwise.binary(BinaryKernel.ADD, v.dims, a, 0, v.strides, b, 0, other, y);
      assertThat(y).isEqualTo(sum);
      Elementwise.where(v.dims, b, 0, other, a, 0, v.strides, b, 0, other, y);
      assertThat(y).isEqualTo(chosen);
      float[] f = new float[n];
      Elementwise.binary(BinaryKernel.ADD, v.dims, floats(a), 0, v.strides, floats(b), 0, other, f);
      assertThat(doubles(f)).isEqualTo(sum);
    }
  }
}
