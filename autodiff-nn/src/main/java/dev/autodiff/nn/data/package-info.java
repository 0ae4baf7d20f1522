/**
 * Examples to learn from: a {@link dev.autodiff.nn.data.DataSet} pairs inputs with labels, and
 * shuffles, splits and batches them without copying. {@link dev.autodiff.nn.data.Idx} and {@link
 * dev.autodiff.nn.data.Mnist} read files, {@link dev.autodiff.nn.data.Download} fetches them.
 */
@NullMarked
package dev.autodiff.nn.data;

import org.jspecify.annotations.NullMarked;
