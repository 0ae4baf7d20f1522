/**
 * Loops over primitive arrays: elementwise, reductions, matrix product, gather and scatter. Not
 * exported, and knows nothing of the layers above: a kernel is given Java arrays, offsets, lengths
 * and strides that its caller has checked.
 */
@NullMarked
package dev.autodiff.kernel;

import org.jspecify.annotations.NullMarked;
