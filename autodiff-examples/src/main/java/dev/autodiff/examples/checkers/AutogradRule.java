package dev.autodiff.examples.checkers;

import dev.autodiff.check.Differentiator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * The rule of autograd's {@code check_grads} of order 1: step ½·10⁻⁶ along a normal direction;
 * forward mode projects J·u upon another, reverse mode compares ⟨Jᵀv, u⟩ with ⟨v, J·u⟩; numbers are
 * close if they differ by less than 10⁻⁶, or by less than 10⁻⁶ of their sum.
 *
 * <p>Forward mode is given the Jacobian of the reverse rules, as for {@link JaxRule}.
 *
 * @see <a href="https://github.com/HIPS/autograd/blob/master/autograd/test_util.py">
 *     autograd/test_util.py: make_numerical_jvp, check_vjp, check_jvp, scalar_close</a>
 */
final class AutogradRule implements Rule {
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "autograd";
  }

  @Override
  public Outcome check(Case subject, Differentiator differentiator, long seed) {
    Checked f = new Checked(subject, differentiator);
    SplittableRandom rng = new SplittableRandom(seed);
    double[] u = normal(rng, f.inputs());
    double[] w = normal(rng, f.outputs());
    double forward = 0;
    double[][] rows = f.jacobian();
    for (int k = 0; k < rows.length; k++) {
      forward += w[k] * Checked.dot(rows[k], u);
    }
    boolean passes = isClose(forward, Checked.dot(w, f.difference(STEP / 2, u)));
    double[] t = normal(rng, f.inputs());
    double[] v = normal(rng, f.outputs());
    double numeric = Checked.dot(v, f.difference(STEP / 2, t));
    passes &= isClose(numeric, Checked.dot(f.pull(v), t));
    return Outcome.of(passes, f.evaluations(), 2);
  }

  static double[] normal(SplittableRandom rng, int n) {
    return DoubleStream.generate(rng::nextGaussian).limit(n).toArray();
  }

  private static boolean isClose(double a, double b) {
    return Math.abs(a - b) < TOLERANCE || Math.abs(a - b) / Math.abs(a + b) < TOLERANCE;
  }
}
