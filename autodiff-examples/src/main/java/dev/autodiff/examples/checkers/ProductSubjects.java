package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;

/** Matrix products and convolutions. */
final class ProductSubjects {
  private ProductSubjects() {}

  static List<Subject> list() {
    return List.of(
        Subject.of("matmul(T)", ProductSubjects::matmul),
        Subject.of(
            "matmul of square matrices",
            d -> {
              int n = 2 + d.below(2);
              NdArray a = d.reals(n, n);
              return Case.ofTwo(Tensor::matmul, a, d.reals(n, n));
            }),
        Subject.of(
            "outer(T)",
            d -> {
              NdArray u = d.reals(1 + d.below(3));
              return Case.ofTwo(Tensor::outer, u, d.reals(1 + d.below(3)));
            }),
        conv2d("conv2d(T)", Tensor::conv2d),
        conv2d("conv2d(T,int,int)", (x, w) -> x.conv2d(w, 1, 1)),
        conv2d("conv2d(T,int,int,int)", (x, w) -> x.conv2d(w, 2, 1, 1)),
        conv1d("conv1d(T)", Tensor::conv1d),
        conv1d("conv1d(T,int,int)", (x, w) -> x.conv1d(w, 1, 1)),
        conv1d("conv1d(T,int,int,int)", (x, w) -> x.conv1d(w, 1, 1, 2)));
  }

  /** Vectors, matrices and stacks of them. */
  private static Case matmul(Draw d) {
    int m = 1 + d.below(3);
    int k = 1 + d.below(3);
    int n = 1 + d.below(3);
    int[] left =
        switch (d.below(4)) {
          case 0 -> new int[] {k};
          case 1 -> new int[] {2, m, k};
          default -> new int[] {m, k};
        };
    int[] right = d.below(4) == 0 ? new int[] {k} : new int[] {k, n};
    NdArray a = d.reals(left);
    return Case.ofTwo(Tensor::matmul, a, d.reals(right));
  }

  private static Subject conv2d(String name, Case.Binary f) {
    return Subject.of(
        name,
        d -> {
          int filters = 1 + d.below(2);
          NdArray x = d.reals(1, 1 + d.below(2), 3, 2);
          return Case.ofTwo(f, x, d.reals(filters, x.shape().dim(1), 2, 2));
        });
  }

  private static Subject conv1d(String name, Case.Binary f) {
    return Subject.of(
        name,
        d -> {
          int filters = 1 + d.below(2);
          NdArray x = d.reals(1 + d.below(2), 1 + d.below(2), 4);
          return Case.ofTwo(f, x, d.reals(filters, x.shape().dim(1), 2));
        });
  }
}
