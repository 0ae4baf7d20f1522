/**
 * Initial values of parameters.
 *
 * <p>Equal weights stay equal for ever, large ones saturate the activations; random weights of the
 * right variance keep signals and errors of one size from layer to layer. {@link
 * dev.autodiff.nn.init.Initializers} says which to choose.
 */
@NullMarked
package dev.autodiff.nn.init;

import org.jspecify.annotations.NullMarked;
