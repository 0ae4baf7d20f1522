/** What a step costs: workloads that other engines run as well, timed and checked. */
@NullMarked
package dev.autodiff.examples.bench;

import org.jspecify.annotations.NullMarked;
