package dev.autodiff.examples.checkers;

import dev.autodiff.check.Differentiator;
import java.util.Arrays;

/**
 * The rule of PyTorch's {@code gradcheck}: central differences of step 10⁻⁶ for each element,
 * {@code allclose} with atol 10⁻⁵ and rtol 10⁻³, two backward passes that must be equal ({@code
 * nondet_tol} 0), and a cotangent of 0 that must give gradients of 0.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/autograd/gradcheck.py">
 *     torch/autograd/gradcheck.py: _slow_gradcheck, _compute_numerical_gradient,
 *     _check_analytical_jacobian_attributes, _test_backward_mul_by_grad_output</a>
 */
final class TorchSlow implements Rule {
  static final double STEP = 1e-6;
  static final double ABSOLUTE = 1e-5;
  static final double RELATIVE = 1e-3;

  @Override
  public String name() {
    return "PyTorch, slow";
  }

  @Override
  public Outcome check(Case subject, Differentiator differentiator, long seed) {
    Checked f = new Checked(subject, differentiator);
    double[][] rows = f.jacobian();
    boolean passes = Arrays.deepEquals(rows, f.jacobian()) && isZeroForZero(f);
    for (int j = 0; j < f.inputs() && passes; j++) {
      double[] column = f.difference(STEP, Checked.unit(f.inputs(), j));
      for (int k = 0; k < rows.length; k++) {
        passes &= isClose(rows[k][j], column[k], ABSOLUTE);
      }
    }
    return Outcome.of(passes, f.evaluations(), f.inputs() * f.outputs());
  }

  static boolean isZeroForZero(Checked f) {
    return Arrays.stream(f.pull(new double[f.outputs()])).allMatch(g -> g == 0);
  }

  /** {@code torch.allclose}: |a − b| ≤ atol + rtol·|b|; NaN is close to nothing. */
  static boolean isClose(double analytic, double numeric, double absolute) {
    return analytic == numeric
        || Math.abs(analytic - numeric) <= absolute + RELATIVE * Math.abs(numeric);
  }
}
