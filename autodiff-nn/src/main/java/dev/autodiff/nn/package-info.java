/** Neural network building blocks. */
@NullMarked
package dev.autodiff.nn;

import org.jspecify.annotations.NullMarked;
