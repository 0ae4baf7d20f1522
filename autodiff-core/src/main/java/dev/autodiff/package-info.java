/**
 * What every user touches: {@link dev.autodiff.Tensor}, a node of the graph; {@link
 * dev.autodiff.Parameter}, a named cell holding the current leaf of a model; {@link
 * dev.autodiff.Autodiff}, the verbs of differentiation; {@link dev.autodiff.Gradients}, what they
 * return.
 */
@NullMarked
package dev.autodiff;

import org.jspecify.annotations.NullMarked;
