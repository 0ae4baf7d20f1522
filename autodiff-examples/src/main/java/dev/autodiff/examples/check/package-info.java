/** The command {@code check}: gradients derived by hand, written as formulas, and verified. */
@NullMarked
package dev.autodiff.examples.check;

import org.jspecify.annotations.NullMarked;
