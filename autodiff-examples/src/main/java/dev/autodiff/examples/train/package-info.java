/** Training on images: the tour's network, and {@code train} with all its options. */
@NullMarked
package dev.autodiff.examples.train;

import org.jspecify.annotations.NullMarked;
