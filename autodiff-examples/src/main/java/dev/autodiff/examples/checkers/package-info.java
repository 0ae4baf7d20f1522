/**
 * How often gradient checkers are right: known faults, known points, several rules side by side.
 */
@NullMarked
package dev.autodiff.examples.checkers;

import org.jspecify.annotations.NullMarked;
