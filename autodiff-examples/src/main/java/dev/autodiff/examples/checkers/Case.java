package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.function.Function;

/** A function and a point to check its gradient at. */
record Case(Function<List<Tensor>, Tensor> function, List<NdArray> point) {

  static Case of(Function<Tensor, Tensor> f, NdArray x) {
    return new Case(in -> f.apply(in.get(0)), List.of(x));
  }

  static Case ofTwo(Binary f, NdArray a, NdArray b) {
    return new Case(in -> f.apply(in.get(0), in.get(1)), List.of(a, b));
  }

  static Case ofAll(Function<List<Tensor>, Tensor> f, NdArray... point) {
    return new Case(f, List.of(point));
  }

  /** A function of two tensors. */
  interface Binary {
    Tensor apply(Tensor a, Tensor b);
  }

  /** The same function at a copy of the point, for checks of gradients that write to inputs. */
  Case copy() {
    return new Case(function, point.stream().map(Case::copy).toList());
  }

  private static NdArray copy(NdArray x) {
    return NdArray.wrap(x.toDoubles(), x.shape());
  }
}
