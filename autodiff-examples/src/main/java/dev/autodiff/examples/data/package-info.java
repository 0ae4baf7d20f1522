/** Data that comes with the program. */
@NullMarked
package dev.autodiff.examples.data;

import org.jspecify.annotations.NullMarked;
