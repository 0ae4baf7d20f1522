package dev.autodiff.nn.optim;

/**
 * The usual learning-rate schedules. k is the number of steps done; to think in epochs, multiply by
 * the batches in an epoch.
 */
public final class Schedules {
  private Schedules() {}

  /** Always 1. */
  public static LearningRateSchedule constant() {
    return k -> 1;
  }

  /** γ^⌊k/every⌋: the rate is multiplied by γ after every so many steps. */
  public static LearningRateSchedule stepDecay(long every, double gamma) {
    requirePositive("stepDecay", "every", every);
    requireFactor("stepDecay", gamma);
    return k -> {
      long decays = k / every;
      return Math.pow(gamma, (double) decays);
    };
  }

  /** γᵏ: the rate is multiplied by γ after each step. */
  public static LearningRateSchedule exponential(double gamma) {
    requireFactor("exponential", gamma);
    return k -> Math.pow(gamma, (double) k);
  }

  /**
   * 1/(1 + decay·k). The rates sum to infinity and their squares do not, which is what convergence
   * of stochastic gradients asks for: H. Robbins and S. Monro, <i>A stochastic approximation
   * method</i>, Annals of Mathematical Statistics 22, 1951.
   */
  public static LearningRateSchedule inverseTime(double decay) {
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException(
          "inverseTime: decay must be a finite number ≥ 0, not " + decay + ".");
    }
    return k -> 1 / (1 + decay * k);
  }

  /**
   * ½(1 + cos(πk/steps)), from 1 to 0 in so many steps, then 0: I. Loshchilov and F. Hutter,
   * <i>SGDR: stochastic gradient descent with warm restarts</i>, ICLR 2017, equation 5, without
   * restarts.
   */
  public static LearningRateSchedule cosine(long steps) {
    requirePositive("cosine", "steps", steps);
    return k -> k >= steps ? 0 : 0.5 * (1 + Math.cos(Math.PI * k / steps));
  }

  private static void requirePositive(String name, String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + ": " + what + " must be at least 1, not " + value + ".");
    }
  }

  private static void requireFactor(String name, double gamma) {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException(
          name + ": γ must be above 0 and at most 1, not " + gamma + ".");
    }
  }
}
