package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.op.Operation.Case;
import java.util.List;

/** The lines of {@link Convolutions}, against sums over all elements of the window. */
final class ConvolutionsTable {
  private ConvolutionsTable() {}

  /** A call with stride, padding and dilation. */
  private interface Call {
    Tensor of(Tensor x, Tensor filters, int stride, int padding, int dilation);
  }

  static List<Operation> operations() {
    return List.of(
        Operation.of("conv2d(T)", d -> conv(d, 2, 1, 0, 1, (x, w, s, p, e) -> x.conv2d(w))),
        Operation.of(
            "conv2d(T,int,int)",
            d -> conv(d, 2, stride(d), d.below(3), 1, (x, w, s, p, e) -> x.conv2d(w, s, p))),
        Operation.of(
            "conv2d(T,int,int,int)",
            d -> conv(d, 2, stride(d), d.below(4), 1 + d.below(3), Tensor::conv2d)),
        Operation.of("conv1d(T)", d -> conv(d, 1, 1, 0, 1, (x, w, s, p, e) -> x.conv1d(w))),
        Operation.of(
            "conv1d(T,int,int)",
            d -> conv(d, 1, stride(d), d.below(3), 1, (x, w, s, p, e) -> x.conv1d(w, s, p))),
        Operation.of(
            "conv1d(T,int,int,int)",
            d -> conv(d, 1, stride(d), d.below(4), 1 + d.below(3), Tensor::conv1d)));
  }

  private static int stride(Draw draw) {
    return 1 + draw.below(2) * (1 + draw.below(2));
  }

  private static int few(Draw draw) {
    return draw.below(15) == 0 ? 0 : 1 + draw.below(3);
  }

  private static Case conv(Draw draw, int axes, int stride, int padding, int dilation, Call call) {
    int channels = few(draw);
    int[] image = {few(draw), channels};
    int[] filter = {few(draw), channels};
    int[] result = {image[0], filter[0]};
    for (int i = 0; i < axes; i++) {
      int size = 1 + draw.below(3);
      int span = dilation * (size - 1) + 1;
      int length = Math.max(draw.below(2), span - 2 * padding) + draw.below(4);
      length = Math.max(length, 1 - padding); // without padding at least one element
      image = Ref.join(image, length);
      filter = Ref.join(filter, size);
      result = Ref.join(result, (length + 2 * padding - span) / stride + 1);
    }
    int[] window = filter;
    return Case.of(
            List.of(draw.reals(image, REAL), draw.reals(filter, REAL)),
            in -> call.of(in.get(0), in.get(1), stride, padding, dilation),
            result,
            (at, in) -> {
              double sum = 0;
              for (int e = 0; e < in[1].size() / Math.max(1, window[0]); e++) {
                int[] tap = Ref.index(e, window);
                tap[0] = at[1];
                int[] place = {at[0], tap[1]};
                boolean inside = true;
                for (int i = 2; i < window.length; i++) {
                  int p = at[i] * stride - padding + tap[i] * dilation;
                  inside &= p >= 0 && p < in[0].shape[i];
                  place = Ref.join(place, p);
                }
                sum += inside ? in[0].at(place) * in[1].at(tap) : 0;
              }
              return sum;
            })
        .summing();
  }
}
