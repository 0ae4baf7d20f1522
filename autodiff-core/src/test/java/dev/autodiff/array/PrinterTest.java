package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every expected text was printed by NumPy 2.4: {@code array2string(a, separator=", ")}. */
final class PrinterTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void alignsColumnsAtThePoint() {
    assertThat(NdArray.of(new double[][] {{1, 2.5}, {-3, 0.125}}))
        .hasToString("[[ 1.   ,  2.5  ],\n [-3.   ,  0.125]]");
    assertThat(NdArray.of(1.0 / 3, 2.0 / 3)).hasToString("[0.33333333, 0.66666667]");
    assertThat(NdArray.of(1, -0.0, 0)).hasToString("[ 1., -0.,  0.]");
  }

  @Test
  void printsInfinityAndNaN() {
    assertThat(NdArray.of(Double.NaN, 1.5, -INF)).hasToString("[ nan,  1.5, -inf]");
    assertThat(NdArray.of(INF, Double.NaN)).hasToString("[inf, nan]");
  }

  @Test
  void usesScientificNotationWhereSizesDifferMuch() {
    assertThat(NdArray.of(1e-5, 1, 1000)).hasToString("[1.e-05, 1.e+00, 1.e+03]");
    assertThat(NdArray.of(1e10, 1)).hasToString("[1.e+10, 1.e+00]");
    assertThat(NdArray.of(1e100, -1e-100)).hasToString("[ 1.e+100, -1.e-100]");
  }

  @Test
  void printsFloatsWithTheirOwnDigits() {
    assertThat(NdArray.ofFloats(0.1f, 1 / 3f, 2))
        .hasToString("[0.1       , 0.33333334, 2.        ]");
    assertThat(NdArray.ofFloats(3.63659e-30f, 1e-30f)).hasToString("[3.63659e-30, 1.00000e-30]");
    assertThat(NdArray.ofFloats(1234567, 1)).hasToString("[1.234567e+06, 1.000000e+00]");
  }

  @Test
  void printsIntegers() {
    assertThat(NdArray.ofInts(-5, 100, 7)).hasToString("[ -5, 100,   7]");
    assertThat(NdArray.range(12).cast(DType.INT32).reshape(Shape.of(3, 4)))
        .hasToString("[[ 0,  1,  2,  3],\n [ 4,  5,  6,  7],\n [ 8,  9, 10, 11]]");
  }

  @Test
  void nestsBrackets() {
    assertThat(NdArray.range(24).reshape(Shape.of(2, 3, 4)))
        .hasToString(
            """
            [[[ 0.,  1.,  2.,  3.],
              [ 4.,  5.,  6.,  7.],
              [ 8.,  9., 10., 11.]],

             [[12., 13., 14., 15.],
              [16., 17., 18., 19.],
              [20., 21., 22., 23.]]]""");
    assertThat(NdArray.of(1).reshape(Shape.of(1, 1, 1))).hasToString("[[[1.]]]");
    assertThat(NdArray.zeros(2, 0)).hasToString("[]");
  }

  @Test
  void wrapsLongRows() {
    assertThat(NdArray.range(30))
        .hasToString(
            """
            [ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13., 14.,
             15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27., 28., 29.]""");
  }

  @Test
  void shortensBeyondAThousandElements() {
    assertThat(NdArray.range(1001)).hasToString("[   0.,    1.,    2., ...,  998.,  999., 1000.]");
    assertThat(NdArray.range(1600).reshape(Shape.of(40, 40)))
        .hasToString(
            """
            [[0.000e+00, 1.000e+00, 2.000e+00, ..., 3.700e+01, 3.800e+01, 3.900e+01],
             [4.000e+01, 4.100e+01, 4.200e+01, ..., 7.700e+01, 7.800e+01, 7.900e+01],
             [8.000e+01, 8.100e+01, 8.200e+01, ..., 1.170e+02, 1.180e+02, 1.190e+02],
             ...,
             [1.480e+03, 1.481e+03, 1.482e+03, ..., 1.517e+03, 1.518e+03, 1.519e+03],
             [1.520e+03, 1.521e+03, 1.522e+03, ..., 1.557e+03, 1.558e+03, 1.559e+03],
             [1.560e+03, 1.561e+03, 1.562e+03, ..., 1.597e+03, 1.598e+03, 1.599e+03]]""");
    assertThat(NdArray.range(1100).cast(DType.INT32).reshape(Shape.of(550, 1, 2)))
        .hasToString(
            """
            [[[   0,    1]],

             [[   2,    3]],

             [[   4,    5]],

             ...,

             [[1094, 1095]],

             [[1096, 1097]],

             [[1098, 1099]]]""");
  }

  @Test
  void printsScalarsInFull() {
    assertThat(NdArray.scalar(441)).hasToString("441.0");
    assertThat(NdArray.scalar(1.0 / 3)).hasToString("0.3333333333333333");
    assertThat(NdArray.scalar(123456789.125)).hasToString("123456789.125");
    assertThat(NdArray.scalar(1e-5)).hasToString("1e-05");
    assertThat(NdArray.scalar(1e16)).hasToString("1e+16");
    assertThat(NdArray.scalar(-0.0)).hasToString("-0.0");
    assertThat(NdArray.scalar(Double.NaN)).hasToString("nan");
    assertThat(NdArray.scalar(-INF)).hasToString("-inf");
    assertThat(NdArray.scalar(DType.FLOAT32, 0.1)).hasToString("0.1");
    assertThat(NdArray.scalar(DType.FLOAT32, 1e6)).hasToString("1e+06");
    assertThat(NdArray.scalar(DType.INT32, -3)).hasToString("-3");
  }
}
