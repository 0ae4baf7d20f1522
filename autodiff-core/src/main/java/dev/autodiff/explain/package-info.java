/** Pictures of the graph: a Guava view for algorithms of one's own, and DOT for Graphviz. */
@NullMarked
package dev.autodiff.explain;

import org.jspecify.annotations.NullMarked;
