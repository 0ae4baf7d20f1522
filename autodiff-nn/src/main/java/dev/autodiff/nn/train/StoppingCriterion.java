package dev.autodiff.nn.train;

import java.util.Optional;

/** Decides after each epoch whether training ends. */
@FunctionalInterface
public interface StoppingCriterion {
  /**
   * Returns why to stop now, in a few words for the user; empty to go on.
   *
   * @param history the epochs so far
   */
  Optional<String> reasonToStop(History history);
}
