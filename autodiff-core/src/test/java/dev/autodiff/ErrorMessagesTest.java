package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What users read when they err, word by word. */
final class ErrorMessagesTest {
  private static final Class<? extends Exception> ARGUMENT = IllegalArgumentException.class;
  private static final Class<? extends Exception> INDEX = IndexOutOfBoundsException.class;

  private static Tensor zeros(int... shape) {
    return Tensor.of(NdArray.zeros(shape));
  }

  private static Tensor floats(int... shape) {
    return Tensor.of(NdArray.zeros(DType.FLOAT32, Shape.of(shape)));
  }

  private static Tensor ints(int... values) {
    return Tensor.of(NdArray.ofInts(values));
  }

  private static void says(Class<? extends Exception> type, String text, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(type).hasMessage(text);
  }

  @Test
  void matmul() {
    says(
        ARGUMENT,
        "matmul: inner dimensions differ: left [32, 16], right [8, 1]: 16 ≠ 8. Transpose one side?",
        () -> zeros(32, 16).matmul(zeros(8, 1)));
    says(
        ARGUMENT,
        "matmul: the stacks do not broadcast: left [2] of shape [2, 3, 4], right [5] of shape [5, 4, 6]. Reshape one side?",
        () -> zeros(2, 3, 4).matmul(zeros(5, 4, 6)));
    says(
        ARGUMENT,
        "matmul: needs at least one axis on each side, but the shapes are [] and [3]. Use mul for scalars.",
        () -> zeros().matmul(zeros(3)));
  }

  @Test
  void convolutions() {
    says(
        ARGUMENT,
        "conv2d: needs images [n, channels, height, width] and filters [filters, channels, height, width], but the shapes are [28, 28] and [8, 1, 3, 3]. Reshape first.",
        () -> zeros(28, 28).conv2d(zeros(8, 1, 3, 3)));
    says(
        ARGUMENT,
        "conv1d: needs sequences [n, channels, length] and filters [filters, channels, length], but the shapes are [2, 3] and [4, 3]. Reshape first.",
        () -> zeros(2, 3).conv1d(zeros(4, 3)));
    says(
        ARGUMENT,
        "conv2d: channels differ: input [2, 28, 28, 3], filters [8, 3, 5, 5]: 28 ≠ 3. Permute to channels first?",
        () -> zeros(2, 28, 28, 3).conv2d(zeros(8, 3, 5, 5)));
    says(
        ARGUMENT,
        "conv2d: stride and dilation must be at least 1 and padding at least 0, not stride 0, dilation 1, padding 2.",
        () -> zeros(1, 1, 3, 3).conv2d(zeros(1, 1, 3, 3), 0, 2));
    says(
        ARGUMENT,
        "conv2d: filters [8, 1, 3, 3] do not fit into input [1, 1, 4, 2] with padding 0, stride 1 and dilation 2: along axis 2 they span 5, but there are 4 + 2·0 elements. Use smaller filters or more padding.",
        () -> zeros(1, 1, 4, 2).conv2d(zeros(8, 1, 3, 3), 1, 0, 2));
    says(
        ARGUMENT,
        "conv2d: dtypes differ: left float64, right float32. Cast one side: x.cast(DType.FLOAT32).",
        () -> zeros(1, 1, 4, 4).conv2d(floats(8, 1, 3, 3)));
  }

  @Test
  void broadcasting() {
    says(
        ARGUMENT,
        "add: shapes do not broadcast: left [2, 3], right [4]: 3 ≠ 4 at axis -1. Reshape one side, or expandDims it?",
        () -> zeros(2, 3).add(zeros(4)));
    says(
        ARGUMENT,
        "where, condition and choices: shapes do not broadcast: left [2], right [3]: 2 ≠ 3 at axis -1. Reshape one side, or expandDims it?",
        () -> Tensor.where(zeros(2), zeros(3), zeros(3)));
    says(
        ARGUMENT,
        "broadcastTo: shape [2, 3] does not broadcast to [2, 4]. Counted from the last, each axis must be equal or 1.",
        () -> zeros(2, 3).broadcastTo(2, 4));
    says(
        ARGUMENT,
        "sumTo: shape [2] does not broadcast to [2, 3], so it cannot be summed to.",
        () -> zeros(2, 3).sumTo(Shape.of(2)));
  }

  @Test
  void types() {
    says(
        ARGUMENT,
        "mul: dtypes differ: left float64, right float32. Cast one side: x.cast(DType.FLOAT32).",
        () -> zeros(2).mul(floats(2)));
    says(
        ARGUMENT,
        "mul: needs float64 or float32, not int32. Cast first: x.cast(DType.FLOAT64).",
        () -> ints(1, 2).mul(2));
    says(
        ARGUMENT,
        "exp: needs float64 or float32, not int32. Cast first: x.cast(DType.FLOAT64).",
        () -> ints(1, 2).exp());
    says(
        ARGUMENT,
        "variable k: integers cannot be differentiated by. Use Tensor.constant for labels and indices, or cast to DType.FLOAT64.",
        () -> Tensor.variable("k", NdArray.ofInts(1)));
    says(
        ARGUMENT,
        "parameter w: integers cannot be differentiated by. Use Tensor.constant for labels and indices, or cast to DType.FLOAT64.",
        () -> Parameter.of("w", NdArray.ofInts(1)));
  }

  @Test
  void reshape() {
    says(
        ARGUMENT,
        "reshape: shape [2, 3] has 6 elements, but shape [4] has 4. Let one length be -1 to have it worked out?",
        () -> zeros(2, 3).reshape(4));
    says(
        ARGUMENT,
        "reshape: 6 elements of shape [2, 3] do not fill [4, -1]: 6 is not a multiple of 4.",
        () -> zeros(2, 3).reshape(4, -1));
    says(
        ARGUMENT,
        "reshape: [-1, -1] is no shape: one length may be -1, to be worked out, and none else negative.",
        () -> zeros(2, 3).reshape(-1, -1));
    says(
        ARGUMENT,
        "reshape: -1 cannot be worked out in [0, -1], where another length is 0.",
        () -> zeros(0, 3).reshape(0, -1));
  }

  @Test
  void axes() {
    says(
        INDEX,
        "sum: axis 2 is out of range for shape [2, 3]: use -2 to 1.",
        () -> zeros(2, 3).sum(2));
    says(ARGUMENT, "sum: axis 0 is named twice in [0, -2].", () -> zeros(2, 3).sum(0, -2));
    says(
        INDEX,
        "softmax: axis 0 is out of range for shape [], which has no axes.",
        () -> zeros().softmax(0));
    says(
        ARGUMENT,
        "permute: order [0] has 1 axes, but shape [2, 3] has 2. Name every axis once.",
        () -> zeros(2, 3).permute(0));
    says(
        ARGUMENT,
        "squeeze: axis 1 of shape [2, 3] has length 3, not 1. Use slice or sum.",
        () -> zeros(2, 3).squeeze(1));
    says(
        INDEX,
        "expandDims: position 3 is out of range for shape [2, 3]: use -3 to 2.",
        () -> zeros(2, 3).expandDims(3));
    says(
        INDEX,
        "dim: axis 5 is out of range for shape [3]: use -1 to 0.",
        () -> zeros(3).shape().dim(5));
    says(
        ARGUMENT,
        "max: no elements to choose from: shape [2, 0] is empty along the reduced axes.",
        () -> zeros(2, 0).max(1));
  }

  @Test
  void scalarsNeeded() {
    says(
        IllegalStateException.class,
        "item: needs exactly one element, but the shape is [2, 3]. Use get(index…), or sum() or mean() first.",
        () -> zeros(2, 3).item());
    Tensor v = Tensor.variable("v", NdArray.zeros(2));
    says(
        ARGUMENT,
        "gradients: the result must have exactly one element, but its shape is [2]. Use sum() or mean() first, or vjp with a cotangent of that shape.",
        () -> Autodiff.gradients(v.exp(), v));
  }

  @Test
  void indices() {
    says(
        INDEX,
        "gatherRows: index 4 at place 1 is outside 0…3, the rows of shape [4, 2].",
        () -> zeros(4, 2).gatherRows(NdArray.ofInts(0, 4)));
    says(
        INDEX,
        "gatherRows: index 0 at place 0 is outside the empty range, the rows of shape [0, 2].",
        () -> zeros(0, 2).gatherRows(NdArray.ofInts(0)));
    says(
        ARGUMENT,
        "gatherRows: indices must be int32, not float64. Cast first: x.cast(DType.INT32).",
        () -> zeros(4, 2).gatherRows(NdArray.of(0, 1)));
    says(
        INDEX,
        "pick: index -1 at place 1 is outside 0…2, the last axis of shape [2, 3].",
        () -> zeros(2, 3).pick(NdArray.ofInts(0, -1)));
    says(
        ARGUMENT,
        "pick: needs one label for each row: shape [4, 2] has rows [4], but the labels have shape [2].",
        () -> zeros(4, 2).pick(NdArray.ofInts(0, 1)));
    says(
        INDEX,
        "oneHot: index 3 at place 1 is outside 0…2, the classes of depth 3.",
        () -> ints(0, 3).oneHot(3));
    says(ARGUMENT, "oneHot: depth must not be negative: -1", () -> ints(0).oneHot(-1));
  }

  @Test
  void joining() {
    says(
        ARGUMENT,
        "concat: shapes differ beside axis 0: first [2, 3], number 1 [2, 4]. Only the joined axis may differ.",
        () -> Tensor.concat(0, zeros(2, 3), zeros(2, 4)));
    says(
        ARGUMENT,
        "concat: dtypes differ: left float64, right float32. Cast one side: x.cast(DType.FLOAT32).",
        () -> Tensor.concat(0, zeros(2), floats(2)));
    says(
        ARGUMENT,
        "concat: scalars have no axis to join along. Use stack.",
        () -> Tensor.concat(0, zeros(), zeros()));
    says(ARGUMENT, "concat: needs at least one tensor.", () -> Tensor.concat(0));
    says(
        ARGUMENT,
        "stack: shapes differ: first [2], number 1 [3]. Use concat to join along an axis that exists.",
        () -> Tensor.stack(0, zeros(2), zeros(3)));
    says(ARGUMENT, "stack: needs at least one tensor.", () -> Tensor.stack(0));
  }

  @Test
  void ranges() {
    says(
        INDEX,
        "slice: 0:4:1 does not fit axis 1 of shape [2, 3]: need 0 ≤ start ≤ stop ≤ 3 and step ≥ 1.",
        () -> zeros(2, 3).slice(1, 0, 4));
    says(
        ARGUMENT,
        "clip: needs low ≤ high, but low is 1.0 and high is -1.0. Swap them?",
        () -> zeros(2).clip(1, -1));
  }

  @Test
  void parameters() {
    Parameter w = Parameter.of("w", NdArray.zeros(2, 3));
    says(
        ARGUMENT,
        "parameter w: holds float64 [2, 3] and cannot be set to float32 [3]. Reshape or cast the new value.",
        () -> w.set(NdArray.zeros(DType.FLOAT32, Shape.of(3))));
  }
}
