/** Small computations known from lectures and books, with the numbers they must give. */
@NullMarked
package dev.autodiff.examples.experiment;

import org.jspecify.annotations.NullMarked;
