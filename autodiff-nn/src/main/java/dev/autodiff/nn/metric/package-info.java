/** Figures that say how good predictions are, for people rather than for gradients. */
@NullMarked
package dev.autodiff.nn.metric;

import org.jspecify.annotations.NullMarked;
