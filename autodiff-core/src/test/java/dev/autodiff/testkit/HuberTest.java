package dev.autodiff.testkit;

import static dev.autodiff.testkit.TensorArbitraries.arrays;
import static dev.autodiff.testkit.TensorArbitraries.together;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Reason;
import dev.autodiff.op.Branches;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The operation that ARCHITECTURE.md shows, and its test. */
final class HuberTest {
  private static final class Huber extends CustomOp {
    Huber() {
      super("huber");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      double[] r = x.get(0).toDoubles();
      for (int i = 0; i < r.length; i++) {
        double a = Math.abs(r[i]);
        r[i] = a <= 1 ? a * a / 2 : a - 0.5;
      }
      return NdArray.wrap(r, x.get(0).shape()).cast(x.get(0).dtype());
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(x.get(0).clip(-1, 1));
    }

    @Override
    protected long branches(List<NdArray> x, NdArray y) {
      return Branches.of(x.get(0), -1, 1);
    }
  }

  @Property(seed = "1", tries = 50)
  void keepsTheContract(@ForAll("inputs") List<NdArray> inputs) {
    CustomOpContract.of(new Huber()).check(inputs);
  }

  @Property(seed = "1", tries = 30)
  void keepsTheContractAtItsCorners(@ForAll("corners") List<NdArray> inputs) {
    CustomOpContract.of(new Huber()).allowing(Reason.KINK).check(inputs);
  }

  @Provide
  Arbitrary<List<NdArray>> inputs() {
    return together(arrays().awayFrom(-1, 1));
  }

  @Provide
  Arbitrary<List<NdArray>> corners() {
    return together(arrays().awayFrom(-1, 1).hitting(-1, 1));
  }
}
