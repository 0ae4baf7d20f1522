package dev.autodiff.nn.optim;

/** How the learning rate changes: η in step k is the optimizer's base rate times a factor. */
@FunctionalInterface
public interface LearningRateSchedule {
  /**
   * Returns the factor for a step, at least 0.
   *
   * @param step the number of steps done before, from 0; one step a batch, not one an epoch
   */
  double factor(long step);
}
