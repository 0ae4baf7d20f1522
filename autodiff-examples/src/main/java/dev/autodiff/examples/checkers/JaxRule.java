package dev.autodiff.examples.checkers;

import dev.autodiff.check.Differentiator;
import java.util.SplittableRandom;

/**
 * The rule of JAX's {@code check_grads} of order 1 for float64: step 10⁻⁴ along one normal tangent
 * of all inputs; forward mode compares J·u element by element, reverse mode ⟨Jᵀv, u⟩ with ⟨v, J·u⟩
 * for a normal v; tolerances 10⁻⁵, absolute and relative, multiplied by the number of elements
 * compared.
 *
 * <p>The faults of this measure are in reverse rules. Forward mode is given the Jacobian that these
 * make, as in JAX one mode is the transpose of the other.
 *
 * @see <a href="https://github.com/jax-ml/jax/blob/main/jax/_src/public_test_util.py">
 *     jax/_src/public_test_util.py: check_jvp, check_vjp, numerical_jvp, _assert_numpy_close</a>
 */
final class JaxRule implements Rule {
  private static final double STEP = 1e-4;
  private static final double TOLERANCE = 1e-5;

  @Override
  public String name() {
    return "JAX";
  }

  @Override
  public Outcome check(Case subject, Differentiator differentiator, long seed) {
    Checked f = new Checked(subject, differentiator);
    SplittableRandom rng = new SplittableRandom(seed);
    double[] u = AutogradRule.normal(rng, f.inputs());
    double[] v = AutogradRule.normal(rng, f.outputs());
    double[] again = f.value(0, u);
    double[] numeric = f.difference(STEP, u);
    double[][] rows = f.jacobian();
    boolean passes = true;
    for (int k = 0; k < rows.length; k++) {
      passes &= isClose(f.value()[k], again[k], rows.length);
      passes &= isClose(Checked.dot(rows[k], u), numeric[k], rows.length);
    }
    passes &= isClose(Checked.dot(f.pull(v), u), Checked.dot(v, numeric), 1);
    return Outcome.of(passes, f.evaluations(), rows.length + 1);
  }

  /** {@code numpy.testing.assert_allclose}, to which NaN equals NaN. */
  private static boolean isClose(double a, double b, int elements) {
    return a == b
        || (Double.isNaN(a) && Double.isNaN(b))
        || Math.abs(a - b) <= elements * TOLERANCE * (1 + Math.abs(b));
  }
}
