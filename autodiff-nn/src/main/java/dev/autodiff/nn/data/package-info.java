/**
 * Examples to learn from: a {@link dev.autodiff.nn.data.DataSet} pairs inputs with labels, and
 * shuffles, splits and batches them without copying.
 */
@NullMarked
package dev.autodiff.nn.data;

import org.jspecify.annotations.NullMarked;
