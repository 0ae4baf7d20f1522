package dev.autodiff.examples.checkers;

import dev.autodiff.array.NdArray;
import dev.autodiff.check.Differentiator;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The rule of PyTorch's {@code gradcheck} with {@code fast_mode=True}: one number vᵀJu for each
 * input, u and v random, not negative and of length 1, and atol multiplied by Σu·Σv.
 *
 * <p>That tolerance grows with the number of elements, and errors of different signs cancel: it let
 * a gradient of {@code renorm} pass that was wrong altogether.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/autograd/gradcheck.py">
 *     torch/autograd/gradcheck.py: _fast_gradcheck, _vec_from_tensor, _adjusted_atol</a>
 * @see <a href="https://github.com/pytorch/pytorch/pull/59615">pytorch pull request 59615, the fix
 *     of renorm</a>
 */
final class TorchFast implements Rule {

  @Override
  public String name() {
    return "PyTorch, fast";
  }

  @Override
  public Outcome check(Case subject, Differentiator differentiator, long seed) {
    Checked f = new Checked(subject, differentiator);
    SplittableRandom rng = new SplittableRandom(seed);
    double[] v = direction(rng, f.outputs());
    double[] pulled = f.pull(v);
    boolean passes = Arrays.equals(pulled, f.pull(v)) && TorchSlow.isZeroForZero(f);
    int from = 0;
    for (NdArray input : f.point()) {
      double[] part = direction(rng, input.size());
      double[] u = new double[f.inputs()];
      System.arraycopy(part, 0, u, from, part.length);
      from += part.length;
      double numeric = Checked.dot(v, f.difference(TorchSlow.STEP, u));
      double absolute = TorchSlow.ABSOLUTE * Arrays.stream(u).sum() * Arrays.stream(v).sum();
      passes &= TorchSlow.isClose(Checked.dot(pulled, u), numeric, absolute);
    }
    return Outcome.of(passes, f.evaluations(), f.point().size());
  }

  private static double[] direction(SplittableRandom rng, int n) {
    double[] u = rng.doubles(n).toArray();
    double length = Math.sqrt(Checked.dot(u, u));
    return Arrays.stream(u).map(x -> x / length).toArray();
  }
}
