/**
 * Optimizers: how gradients change parameters.
 *
 * <p>An optimizer keeps what it needs between steps, such as velocities; parameters and gradients
 * know nothing of it. {@link dev.autodiff.nn.optim.Sgd} is gradient descent with its classical
 * refinements.
 */
@NullMarked
package dev.autodiff.nn.optim;

import org.jspecify.annotations.NullMarked;
