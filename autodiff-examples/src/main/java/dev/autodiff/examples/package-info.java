/** The command line. */
@NullMarked
package dev.autodiff.examples;

import org.jspecify.annotations.NullMarked;
