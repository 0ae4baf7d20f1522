/** Kernels on the Vector API, used where the JVM was started with {@code jdk.incubator.vector}. */
@NullMarked
package dev.autodiff.kernel.vector;

import org.jspecify.annotations.NullMarked;
