package dev.autodiff.explain;

import com.google.common.graph.ElementOrder;
import com.google.common.graph.Graph;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import dev.autodiff.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The computation graph as a Guava {@link Graph}, for algorithms of one's own.
 *
 * <p>An edge runs from each input to the node computed from it, so {@code predecessors} are inputs
 * and {@code successors} are users. A node that takes the same input twice, such as x·x, has one
 * edge from it. The graph is a snapshot.
 */
public final class GraphView {
  private GraphView() {}

  /** Returns the graph of everything that {@code results} were computed from. */
  public static Graph<Tensor> of(Tensor... results) {
    ImmutableGraph.Builder<Tensor> graph =
        GraphBuilder.directed().incidentEdgeOrder(ElementOrder.stable()).immutable();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor r : results) {
      if (seen.add(r)) {
        graph.addNode(r);
        open.add(r);
      }
    }
    while (!open.isEmpty()) {
      Tensor node = open.removeFirst();
      for (Tensor input : node.inputs()) {
        if (seen.add(input)) {
          graph.addNode(input);
          open.add(input);
        }
        graph.putEdge(input, node);
      }
    }
    return graph.build();
  }
}
