/**
 * Dense n-dimensional values: {@link dev.autodiff.array.NdArray}, its {@link
 * dev.autodiff.array.Shape} and {@link dev.autodiff.array.DType}. No gradients and no graph live
 * here; preparing data is work for this package.
 */
@NullMarked
package dev.autodiff.array;

import org.jspecify.annotations.NullMarked;
