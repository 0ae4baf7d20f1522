package dev.autodiff.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.check.GradientCheck;
import org.junit.jupiter.api.Test;

final class LossesTest {
  private static final NdArray A = NdArray.of(new double[][] {{0.2, 0.7}, {0.9, 0.4}, {0.5, 0.1}});
  private static final NdArray Y = NdArray.of(new double[][] {{0, 1}, {1, 0.25}, {0, 0}});
  private static final NdArray Z = NdArray.of(new double[][] {{1, -2, 0.5}, {3, 3, -1}});
  private static final NdArray LABELS = NdArray.ofInts(2, 0);

  private static NdArray gradient(Loss loss, NdArray a, NdArray y) {
    Tensor x = Tensor.variable("a", a);
    return Autodiff.gradients(loss.apply(x, Tensor.of(y)), x).of(x);
  }

  private static double value(Loss loss, NdArray a, NdArray y) {
    Tensor c = loss.apply(Tensor.of(a), Tensor.of(y));
    assertThat(c.shape().rank()).isZero();
    return c.item();
  }

  private static NdArray matrix(double[]... rows) {
    return NdArray.of(rows);
  }

  private static void assertClose(NdArray actual, NdArray expected, double tolerance) {
    assertThat(actual.difference(expected, tolerance, tolerance)).isEmpty();
  }

  @Test
  void mseHasTheFactorOneHalfAndIsAMeanOverRows() {
    double sum = 0.04 + 0.09 + 0.01 + 0.0225 + 0.25 + 0.01; // Σ (a − y)²
    assertThat(value(Losses::mse, A, Y)).isCloseTo(sum / (2 * 3), within(1e-15));
    assertClose(
        gradient(Losses::mse, A, Y),
        Tensor.of(A).sub(Tensor.of(Y)).mul(1 / 3.0).value(), // (a − y)/n
        1e-15);
    assertThat(value(Losses::mse, NdArray.of(1, 2), NdArray.of(0, 0))).isEqualTo(2.5); // one row
    assertThat(value(Losses::mse, NdArray.scalar(3), NdArray.scalar(1))).isEqualTo(2);
  }

  @Test
  void binaryCrossEntropyIsTheSumOverOutputsAndTheMeanOverRows() {
    double c = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        c -= Y.get(i, j) * Math.log(A.get(i, j)) + (1 - Y.get(i, j)) * Math.log(1 - A.get(i, j));
      }
    }
    assertThat(value(Losses::binaryCrossEntropy, A, Y)).isCloseTo(c / 3, within(1e-15));
    Tensor a = Tensor.of(A);
    NdArray expected =
        a.sub(Tensor.of(Y)).div(a.mul(a.neg().add(1))).mul(1 / 3.0).value(); // (a−y)/(n·a(1−a))
    assertClose(gradient(Losses::binaryCrossEntropy, A, Y), expected, 1e-14);
  }

  @Test
  void lossesOfLogitsAreThoseOfTheirProbabilities() {
    NdArray y = matrix(new double[] {0.5, 0, 0.5}, new double[] {1, 0, 0});
    Tensor z = Tensor.of(Z);
    assertThat(value(Losses::binaryCrossEntropyWithLogits, Z, y))
        .isCloseTo(value(Losses::binaryCrossEntropy, z.sigmoid().value(), y), within(1e-14));
    assertThat(value(Losses::softmaxCrossEntropy, Z, y))
        .isCloseTo(value(Losses::negativeLogLikelihood, z.softmax(-1).value(), y), within(1e-14));
    assertThat(value(Losses::softmaxCrossEntropy, Z, LABELS))
        .isCloseTo(
            value(Losses::negativeLogLikelihood, z.softmax(-1).value(), LABELS), within(1e-14));
  }

  @Test
  void gradientsByLogitsAreProbabilityMinusTarget() {
    NdArray y = matrix(new double[] {0.5, 0, 0.5}, new double[] {1, 0, 0});
    Tensor z = Tensor.of(Z);
    Tensor target = Tensor.of(y);
    assertClose(
        gradient(Losses::binaryCrossEntropyWithLogits, Z, y),
        z.sigmoid().sub(target).mul(0.5).value(),
        1e-15);
    assertClose(
        gradient(Losses::softmaxCrossEntropy, Z, y),
        z.softmax(-1).sub(target).mul(0.5).value(),
        1e-15);
  }

  @Test
  void indicesAndOneHotTargetsAreTheSame() {
    NdArray oneHot = Tensor.of(LABELS).oneHot(3).value();
    for (Loss loss : new Loss[] {Losses::softmaxCrossEntropy, Losses::negativeLogLikelihood}) {
      NdArray a = Tensor.of(Z).softmax(-1).value();
      assertThat(value(loss, a, LABELS)).isCloseTo(value(loss, a, oneHot), within(1e-15));
      assertClose(gradient(loss, a, LABELS), gradient(loss, a, oneHot), 1e-15);
    }
    NdArray p = matrix(new double[] {0.25, 0.5, 0.25}, new double[] {0.1, 0.1, 0.8});
    assertThat(value(Losses::negativeLogLikelihood, p, NdArray.ofInts(1, 2)))
        .isCloseTo(-(Math.log(0.5) + Math.log(0.8)) / 2, within(1e-15));
  }

  @Test
  void aSingleVectorIsOneExample() {
    NdArray z = NdArray.of(0, Math.log(3));
    NdArray label = NdArray.wrap(new int[] {1}, Shape.SCALAR);
    assertThat(value(Losses::softmaxCrossEntropy, z, label))
        .isCloseTo(-Math.log(0.75), within(1e-15));
    assertThat(value(Losses::softmaxCrossEntropy, z, NdArray.of(0, 1)))
        .isCloseTo(-Math.log(0.75), within(1e-15));
  }

  @Test
  void lossesOfLogitsAreExactAtTenThousand() {
    NdArray z = matrix(new double[] {1e4, -1e4}, new double[] {-1e4, 1e4});
    NdArray right = matrix(new double[] {1, 0}, new double[] {0, 1});
    NdArray wrong = matrix(new double[] {0, 1}, new double[] {1, 0});
    for (DType type : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      NdArray x = z.cast(type);
      assertThat(value(Losses::softmaxCrossEntropy, x, right.cast(type))).isZero();
      assertThat(value(Losses::softmaxCrossEntropy, x, wrong.cast(type))).isEqualTo(2e4);
      assertThat(value(Losses::softmaxCrossEntropy, x, NdArray.ofInts(1, 0))).isEqualTo(2e4);
      assertThat(value(Losses::binaryCrossEntropyWithLogits, x, right.cast(type))).isZero();
      assertThat(value(Losses::binaryCrossEntropyWithLogits, x, wrong.cast(type))).isEqualTo(2e4);
      assertThat(gradient(Losses::softmaxCrossEntropy, x, wrong.cast(type)).toDoubles())
          .containsExactly(0.5, -0.5, -0.5, 0.5);
      assertThat(gradient(Losses::binaryCrossEntropyWithLogits, x, wrong.cast(type)).toDoubles())
          .containsExactly(0.5, -0.5, -0.5, 0.5);
    }
  }

  @Test
  void logitsKeepSmallErrorsThatSaturationWouldRoundAway() {
    NdArray z = matrix(new double[] {40});
    NdArray one = matrix(new double[] {1});
    double tail = Math.exp(-40); // ln(1 + e⁻⁴⁰) to rounding
    assertThat(value(Losses::binaryCrossEntropyWithLogits, z, one) / tail)
        .isCloseTo(1, within(1e-15));
    assertThat(gradient(Losses::binaryCrossEntropyWithLogits, z, one).item() / -tail)
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void saturatedProbabilitiesCostMuchButNotInfinity() {
    NdArray sure = matrix(new double[] {1, 0});
    NdArray opposite = matrix(new double[] {0, 1});
    assertThat(value(Losses::binaryCrossEntropy, sure, sure)).isZero();
    assertThat(gradient(Losses::binaryCrossEntropy, sure, sure).toDoubles())
        .containsExactly(-1, 1); // −y/a and (1 − y)/(1 − a)
    double most = -Math.log(Double.MIN_NORMAL);
    assertThat(value(Losses::binaryCrossEntropy, sure, opposite)).isEqualTo(2 * most);
    assertThat(value(Losses::negativeLogLikelihood, sure, NdArray.ofInts(1))).isEqualTo(most);
    assertThat(value(Losses::negativeLogLikelihood, sure.cast(DType.FLOAT32), NdArray.ofInts(1)))
        .isCloseTo(-Math.log(Float.MIN_NORMAL), within(1e-5));

    // Through the saturated sigmoid the gradient is a number: 0, never NaN.
    Tensor z = Tensor.variable("z", matrix(new double[] {1e4, -1e4}));
    Tensor c = Losses.binaryCrossEntropy(z.sigmoid(), Tensor.of(opposite));
    assertThat(Autodiff.gradients(c, z).of(z).toDoubles()).containsExactly(0, 0);
    Tensor l = Losses.negativeLogLikelihood(z.softmax(-1), Tensor.of(NdArray.ofInts(1)));
    assertThat(Autodiff.gradients(l, z).of(z).toDoubles()).containsExactly(0, 0);
  }

  @Test
  void probabilitiesOutsideTheirRangeCostNaN() {
    assertThat(value(Losses::binaryCrossEntropy, NdArray.of(-0.1), NdArray.of(1))).isNaN();
    assertThat(value(Losses::binaryCrossEntropy, NdArray.of(1.1), NdArray.of(0))).isNaN();
  }

  @Test
  void secondDerivativesAgreeWithDifferences() {
    NdArray y = matrix(new double[] {0.5, 0, 0.5}, new double[] {1, 0, 0});
    for (String name : Losses.names()) {
      Loss loss = Losses.named(name);
      NdArray at = Tensor.of(Z).softmax(-1).value();
      Tensor leaf = Tensor.variable("x", at);
      Tensor norm =
          Autodiff.differentiableGradients(loss.apply(leaf, Tensor.of(y)), leaf)
              .of(leaf)
              .square()
              .sum();
      NdArray second = Autodiff.gradients(norm, leaf).of(leaf);
      GradientCheck.of(
              x -> {
                Tensor v = Tensor.variable("x", x.value());
                Tensor c = loss.apply(v, Tensor.of(y));
                return Autodiff.differentiableGradients(c, v).of(v).square().sum();
              })
          .at(at)
          .against(second)
          .assertAgrees();
    }
  }

  @Test
  void areFoundByName() {
    assertThat(Losses.names())
        .containsExactly(
            "mse",
            "binary-cross-entropy",
            "binary-cross-entropy-with-logits",
            "softmax-cross-entropy",
            "negative-log-likelihood");
    assertThat(value(Losses.named("mse"), A, Y)).isEqualTo(value(Losses::mse, A, Y));
    assertThatThrownBy(() -> Losses.named("hinge"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "loss: no such name: hinge. Use one of [mse, binary-cross-entropy,"
                + " binary-cross-entropy-with-logits, softmax-cross-entropy,"
                + " negative-log-likelihood].");
  }

  @Test
  void refusesShapesThatDiffer() {
    Tensor a = Tensor.of(NdArray.zeros(32, 1));
    Tensor y = Tensor.of(NdArray.zeros(32));
    for (String name : Losses.names().subList(0, 3)) {
      assertThatThrownBy(() -> Losses.named(name).apply(a, y))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              ": shapes differ: prediction [32, 1], target [32]. Losses do not broadcast; reshape"
                  + " one of them.");
    }
    assertThatThrownBy(() -> Losses.mse(a, y)).hasMessageStartingWith("mse: shapes differ");
    Tensor z = Tensor.of(NdArray.zeros(32, 10));
    assertThatThrownBy(() -> Losses.softmaxCrossEntropy(z, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "softmaxCrossEntropy: labels float64 [32] do not fit predictions [32, 10]. Needs int32"
                + " class indices [32] or float64 targets [32, 10].");
    assertThatThrownBy(
            () -> Losses.negativeLogLikelihood(z, Tensor.of(NdArray.zeros(DType.INT32, z.shape()))))
        .hasMessage(
            "negativeLogLikelihood: labels int32 [32, 10] do not fit predictions [32, 10]. Needs"
                + " int32 class indices [32] or float64 targets [32, 10].");
  }

  @Test
  void refusesClassIndicesWhereTargetsAreNeeded() {
    Tensor z = Tensor.of(NdArray.zeros(32, 10));
    Tensor labels = Tensor.of(NdArray.zeros(DType.INT32, Shape.of(32)));
    assertThatThrownBy(() -> Losses.mse(z, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mse: the target holds class indices (int32 [32]), but the prediction is float64 [32,"
                + " 10]. Make them one-hot: data.oneHot(classes) or labels.oneHot(classes), or use"
                + " softmaxCrossEntropy or negativeLogLikelihood.");
  }

  @Test
  void refusesTypesThatDifferEmptyBatchesAndClassesOutOfRange() {
    assertThatThrownBy(() -> Losses.mse(Tensor.of(A), Tensor.of(Y.cast(DType.FLOAT32))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mse: dtypes differ: prediction float64, target float32. Cast one side:"
                + " x.cast(DType.FLOAT64).");
    Tensor none = Tensor.of(NdArray.zeros(0, 3));
    assertThatThrownBy(() -> Losses.mse(none, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mse: nothing to average: the prediction has shape [0, 3].");
    assertThatThrownBy(
            () -> Losses.softmaxCrossEntropy(Tensor.of(Z), Tensor.of(NdArray.ofInts(0, 3))))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("index 3 at place 1 is outside 0…2");
    assertThatThrownBy(() -> Losses.softmaxCrossEntropy(Tensor.scalar(1), Tensor.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "softmaxCrossEntropy: the prediction is a single number. It needs an axis of classes:"
                + " shape [n, classes].");
  }
}
