/**
 * Cost functions C and the penalties added to them.
 *
 * <p>The last axis of a prediction is the outputs of one example, the axes before it are the
 * examples; n is their number. A vector or a single number is one example. Every loss is a mean
 * over examples, so its gradient does not grow with the size of a batch.
 */
@NullMarked
package dev.autodiff.nn.loss;

import org.jspecify.annotations.NullMarked;
