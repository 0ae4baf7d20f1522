package dev.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import org.junit.jupiter.api.Test;

/** Convolutions computed by hand or printed in books and manuals. */
final class ConvolutionsTest {
  private static Tensor image(int side, double... elements) {
    int rows = elements.length / side;
    return Tensor.variable(NdArray.wrap(elements, Shape.of(1, 1, rows, side)));
  }

  private static Tensor sequence(double... elements) {
    return Tensor.of(NdArray.wrap(elements, Shape.of(1, 1, elements.length)));
  }

  private static void has(Tensor y, int side, double... elements) {
    assertThat(y.shape()).isEqualTo(Shape.of(1, 1, elements.length / side, side));
    assertThat(y.value().toDoubles()).containsExactly(elements);
  }

  /**
   * Dumoulin and Visin, A guide to convolution arithmetic for deep learning, figures 1.1 and 1.2.
   */
  @Test
  void theGuideToConvolutionArithmetic() {
    Tensor x = image(5, 3, 3, 2, 1, 0, 0, 0, 1, 3, 1, 3, 1, 2, 2, 3, 2, 0, 0, 2, 2, 2, 0, 0, 0, 1);
    Tensor w = image(3, 0, 1, 2, 2, 2, 0, 0, 1, 2);
    has(x.conv2d(w), 3, 12, 12, 17, 10, 17, 19, 9, 6, 14);
    has(x.conv2d(w, 2, 1), 3, 6, 17, 3, 8, 17, 13, 6, 4, 4);
  }

  /** The examples of numpy.correlate, in the modes valid, same and full. */
  @Test
  void correlationsOfNumPysManual() {
    Tensor x = sequence(1, 2, 3);
    Tensor w = sequence(0, 1, 0.5);
    assertThat(x.conv1d(w).value().toDoubles()).containsExactly(3.5);
    assertThat(x.conv1d(w, 1, 1).value().toDoubles()).containsExactly(2, 3.5, 3);
    assertThat(x.conv1d(w, 1, 2).value().toDoubles()).containsExactly(0.5, 2, 3.5, 3, 0);
  }

  @Test
  void gradientsByHand() {
    Tensor x = image(3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Tensor w = image(2, 1, 0, 0, -1);
    Tensor y = x.conv2d(w);
    has(y, 2, -4, -4, -4, -4);
    Gradients g = Autodiff.gradients(y.sum(), x, w);
    assertThat(g.of(w).toDoubles()).containsExactly(12, 16, 24, 28);
    assertThat(g.of(x).toDoubles()).containsExactly(1, 1, 0, 1, 0, -1, 0, -1, -1);
  }

  @Test
  void sumsOfNeighbours() {
    Tensor x = image(3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Tensor ones = image(3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    has(x.conv2d(ones, 1, 1), 3, 12, 21, 16, 27, 45, 33, 24, 39, 28);
    has(x.conv2d(ones, 2, 1), 2, 12, 16, 24, 28);
    has(x.conv2d(ones, 1, 2, 2), 3, 20, 10, 20, 10, 5, 10, 20, 10, 20); // corners, edges, centre
  }

  @Test
  void filtersAddUpChannelsAndComeWithABias() {
    NdArray two = NdArray.wrap(new double[] {1, 2, 10, 20}, Shape.of(1, 2, 1, 2));
    NdArray filters = NdArray.wrap(new double[] {1, 1, 1, -1, 0.5, 0}, Shape.of(3, 2, 1, 1));
    Tensor bias = Tensor.of(100, 200, 300);
    Tensor y = Tensor.of(two).conv2d(Tensor.of(filters)).add(bias.reshape(-1, 1, 1));
    assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
    assertThat(y.value().toDoubles()).containsExactly(111, 122, 191, 182, 300.5, 301);
  }

  /** The derivative of ½‖y‖² by the filters, twice: ‖conv(x, v)‖² along v. */
  @Test
  void curvatureIsTheSquareOfTheTangent() {
    Tensor x = image(3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    NdArray v = NdArray.wrap(new double[] {1, -2, 0, 1}, Shape.of(1, 1, 2, 2));
    NdArray hv =
        Autodiff.hvp(w -> x.conv2d(w, 1, 1).square().sum().mul(0.5), NdArray.zeros(1, 1, 2, 2), v);
    Tensor along = x.conv2d(Tensor.of(v), 1, 1);
    assertThat(Tensor.of(hv).mul(Tensor.of(v)).sum().item()).isEqualTo(along.square().sum().item());
  }
}
