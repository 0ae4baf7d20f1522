package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;

/** The ways in which an array of given elements can lie in memory. */
enum Layout {
  /** Row-major, from place 0. */
  DENSE {
    @Override
    NdArray of(Ref x, DType dtype) {
      return x.toArray(dtype);
    }
  },
  /** Column-major: the view that transposing leaves. */
  TRANSPOSED {
    @Override
    NdArray of(Ref x, DType dtype) {
      int[] reversed = new int[x.rank()];
      Arrays.setAll(reversed, i -> x.shape[x.rank() - 1 - i]);
      double[] r = new double[x.size()];
      for (int i = 0; i < r.length; i++) {
        int[] index = Ref.index(i, reversed);
        int[] from = new int[index.length];
        Arrays.setAll(from, k -> index[index.length - 1 - k]);
        r[i] = x.at(from);
      }
      return new Ref(reversed, r).toArray(dtype).transpose();
    }
  },
  /** Every second element of a larger array with an offset; NaN in between. */
  SLICED {
    @Override
    NdArray of(Ref x, DType dtype) {
      int[] larger = Arrays.stream(x.shape).map(d -> 2 * d + 1).toArray();
      double[] r = new double[Ref.size(larger)];
      Arrays.fill(r, Double.NaN);
      for (int i = 0; i < x.size(); i++) {
        int[] to = Arrays.stream(Ref.index(i, x.shape)).map(k -> 2 * k + 1).toArray();
        r[Ref.flat(to, larger)] = x.data[i];
      }
      NdArray view = new Ref(larger, r).toArray(dtype);
      for (int axis = 0; axis < x.rank(); axis++) {
        view = view.slice(axis, 1, larger[axis], 2);
      }
      return x.rank() == 0 ? behindOthers(x, dtype) : view;
    }

    private NdArray behindOthers(Ref x, DType dtype) {
      double[] r = {Double.NaN, x.data[0], Double.NaN};
      return new Ref(new int[] {3}, r).toArray(dtype).slice(0, 1, 2).reshape(Shape.SCALAR);
    }
  };

  abstract NdArray of(Ref x, DType dtype);

  /** Takes the first place along some axes and repeats it: a view with strides of 0. */
  static NdArray repeated(Ref x, boolean[] along, DType dtype) {
    NdArray r = x.toArray(dtype);
    for (int axis = 0; axis < x.rank(); axis++) {
      r = along[axis] && x.shape[axis] > 0 ? r.slice(axis, 0, 1) : r;
    }
    return r.broadcastTo(Shape.of(x.shape));
  }
}
