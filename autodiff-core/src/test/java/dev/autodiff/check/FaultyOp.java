package dev.autodiff.check;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.List;
import java.util.function.Function;

/** An operation of one input whose value is right and whose derivative need not be. */
final class FaultyOp extends CustomOp {
  private final Function<Tensor, Tensor> value;
  private final Rule rule;

  /** (g, x, y) ↦ the derivative of ⟨g, y⟩ by x. */
  interface Rule {
    Tensor of(Tensor g, Tensor x, Tensor y);
  }

  FaultyOp(String name, Function<Tensor, Tensor> value, Rule rule) {
    super(name);
    this.value = value;
    this.rule = rule;
  }

  @Override
  protected NdArray forward(List<NdArray> inputs) {
    return value.apply(Tensor.of(inputs.get(0))).value();
  }

  @Override
  protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
    return rule.of(g, x.get(0), y);
  }
}
