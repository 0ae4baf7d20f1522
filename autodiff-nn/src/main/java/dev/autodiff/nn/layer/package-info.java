/**
 * Layers: functions of a tensor that may have parameters.
 *
 * <p>A layer is anything with {@code Tensor apply(Tensor x)}, so {@code Tensor::tanh} is one.
 * {@link dev.autodiff.nn.layer.Dense} is the trainable one, {@link
 * dev.autodiff.nn.layer.Activations} have no parameters, {@link dev.autodiff.nn.layer.Sequential}
 * chains them. The last axis of a tensor is the features; axes before it are examples.
 */
@NullMarked
package dev.autodiff.nn.layer;

import org.jspecify.annotations.NullMarked;
