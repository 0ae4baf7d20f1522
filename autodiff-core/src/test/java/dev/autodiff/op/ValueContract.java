package dev.autodiff.op;

import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What holds for the value of every operation. */
final class ValueContract extends Trial {
  ValueContract(Operation operation, Sample sample, boolean smooth) {
    super(operation, sample, smooth);
  }

  /** The value and the shape are those of the reference. */
  void value() {
    Tensor y = at.function.apply(variables(at.inputs, DType.FLOAT64));
    if (!y.shape().equals(Shape.of(at.shape))) {
      throw broken("shape", "engine " + y.shape() + ", expected " + Arrays.toString(at.shape));
    }
    double[] expected = at.expected().data;
    double[] actual = y.value().toDoubles();
    double allowed = 64 * 0x1p-52 * terms() * (1 + largest(expected));
    for (int i = 0; i < expected.length; i++) {
      requireClose("value at " + place(i, at.shape), actual[i], expected[i], allowed);
    }
  }

  /** float32 gives the value and the gradient of float64, rounded. */
  void singlePrecision() {
    List<Tensor> wide = variables(at.inputs, DType.FLOAT64);
    List<Tensor> narrow = variables(at.inputs, DType.FLOAT32);
    Tensor y = at.function.apply(wide);
    Tensor z = at.function.apply(narrow);
    compareRounded("value in float32", z.value(), y.value());
    Tensor[] x = wide.toArray(new Tensor[0]);
    Tensor[] xs = narrow.toArray(new Tensor[0]);
    var g = Autodiff.gradients(contract(y, cotangent), x);
    var h = Autodiff.gradients(contract(z, cotangent), xs);
    for (int i = 0; i < x.length; i++) {
      if (h.get(i).dtype() != DType.FLOAT32) {
        throw broken("type of the gradient", h.get(i).dtype().toString());
      }
      compareRounded("gradient of input " + i + " in float32", h.get(i), g.get(i));
    }
  }

  private void compareRounded(String rule, NdArray narrow, NdArray wide) {
    double[] a = narrow.toDoubles();
    double[] b = wide.toDoubles();
    double allowed = 32 * 0x1p-23 * terms() * (1 + largest(b));
    for (int i = 0; i < b.length; i++) {
      requireClose(rule + " at " + place(i, wide.shape().toArray()), a[i], b[i], allowed);
    }
  }

  /** The value does not depend, but for the order of sums, on how the inputs lie in memory. */
  void stridedInputs() {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      for (Layout layout : Layout.values()) {
        List<NdArray> views = at.inputs.stream().map(x -> layout.of(x, dtype)).toList();
        compareBitwise(layout.toString(), views);
      }
      List<NdArray> views = new ArrayList<>();
      for (Ref x : at.inputs) {
        boolean[] along = new boolean[x.rank()];
        for (int i = 0; i < along.length; i++) {
          along[i] = rng.flip();
        }
        views.add(Layout.repeated(x, along, dtype));
      }
      compareBitwise("REPEATED", views);
    }
  }

  private void compareBitwise(String layout, List<NdArray> views) {
    NdArray strided = at.function.apply(views.stream().map(Tensor::variable).toList()).value();
    NdArray dense =
        at.function
            .apply(
                views.stream()
                    .map(v -> NdArray.generate(v.dtype(), v.shape(), elements(v)))
                    .map(Tensor::variable)
                    .toList())
            .value();
    double rounding = at.sums ? 8 * dense.dtype().epsilon() * terms() : 0;
    boolean same = at.sums || strided.equals(dense);
    if (!same || !strided.isClose(dense, rounding, rounding)) {
      throw broken(
          "value of " + layout + " " + dense.dtype() + " inputs",
          strided.difference(dense, rounding, rounding).orElse("differs in the sign of a zero"));
    }
  }

  private static java.util.function.DoubleSupplier elements(NdArray x) {
    return Arrays.stream(x.toDoubles()).iterator()::nextDouble;
  }

  /** The operation declares the domain the table says. */
  void domain() {
    operation
        .domain()
        .ifPresent(
            d -> {
              Op op = at.function.apply(variables(at.inputs, DType.FLOAT64)).op().orElseThrow();
              if (op.domain() != d) {
                throw broken("domain", op + " declares " + op.domain() + ", expected " + d);
              }
            });
  }
}
