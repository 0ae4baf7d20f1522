/**
 * Compilation: a function of tensors, traced once, becomes a {@link dev.autodiff.compile.Program}
 * that runs again and again without building a graph and without allocating.
 *
 * <p>{@code Graph} simplifies what was traced; {@code Scheduler} puts it in stages, joining
 * elementwise operations of one shape; {@code Memory} gives every stage's results a place, reusing
 * places whose last use is over; the stages then become steps: {@code FusedLoop}, {@code
 * ScalarTape}, and those in {@code Steps}.
 */
@NullMarked
package dev.autodiff.compile;

import org.jspecify.annotations.NullMarked;
