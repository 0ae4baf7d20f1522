/** Verification of gradients, the engine's or derived by hand, against numerical differences. */
@NullMarked
package dev.autodiff.check;

import org.jspecify.annotations.NullMarked;
