package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Operation.Case;
import java.util.List;

/** The lines of {@link CustomOp}: operations as a user would write them. */
final class CustomTable {
  private CustomTable() {}

  static List<Operation> operations() {
    return List.of(
        Operation.of("apply(T...)", "cube", CustomTable::cube),
        Operation.of("apply(T...)", "a·sin b + ⌊c⌋", CustomTable::wave));
  }

  private static Case cube(Draw draw) {
    Ref x = draw.reals(draw.shape(), REAL);
    return Case.of(
        x, t -> new Cube().apply(t), x.shape, (i, in) -> in[0].at(i) * in[0].at(i) * in[0].at(i));
  }

  private static Case wave(Draw draw) {
    int[] shape = draw.shape();
    return Case.of(
        List.of(draw.reals(shape, REAL), draw.reals(shape, REAL), draw.betweenIntegers(shape, 5)),
        in -> new Wave().apply(in.get(0), in.get(1), in.get(2)),
        shape,
        (i, in) -> in[0].at(i) * Math.sin(in[1].at(i)) + Math.floor(in[2].at(i)));
  }

  private static final class Cube extends CustomOp {
    Cube() {
      super("cube");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      double[] r = x.get(0).toDoubles();
      for (int i = 0; i < r.length; i++) {
        r[i] = r[i] * r[i] * r[i];
      }
      return NdArray.wrap(r, x.get(0).shape()).cast(x.get(0).dtype());
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(x.get(0).square().mul(3));
    }
  }

  /** Three inputs, the last of which has a derivative of 0 everywhere. */
  private static final class Wave extends CustomOp {
    Wave() {
      super("wave");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      double[] r = x.get(0).toDoubles();
      double[] b = x.get(1).toDoubles();
      double[] c = x.get(2).toDoubles();
      for (int i = 0; i < r.length; i++) {
        r[i] = r[i] * Math.sin(b[i]) + Math.floor(c[i]);
      }
      return NdArray.wrap(r, x.get(0).shape()).cast(x.get(0).dtype());
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return switch (input) {
        case 0 -> g.mul(x.get(1).sin());
        case 1 -> g.mul(x.get(0)).mul(x.get(1).cos());
        default -> null;
      };
    }
  }
}
