package dev.autodiff.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.graph.Graph;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import com.google.common.graph.Traverser;
import dev.autodiff.Tensor;
import org.junit.jupiter.api.Test;

final class GraphViewTest {
  private final Tensor a = Tensor.variable("a", 1);
  private final Tensor b = Tensor.variable("b", 2);
  private final Tensor two = Tensor.scalar(2);
  private final Tensor s = a.add(b);
  private final Tensor p = s.mul(two);
  private final Tensor q = s.mul(s);
  private final Graph<Tensor> graph = GraphView.of(p, q);

  @Test
  void hasEveryNodeOnceAndAnEdgeFromEachInput() {
    assertThat(graph.nodes()).containsExactlyInAnyOrder(a, b, two, s, p, q);
    assertThat(graph.predecessors(s)).containsExactly(a, b);
    assertThat(graph.successors(s)).containsExactlyInAnyOrder(p, q);
    assertThat(graph.predecessors(q)).as("s·s has one edge").containsExactly(s);
    assertThat(graph.inDegree(a)).isZero();
    assertThat(graph.edges()).hasSize(5);
    assertThat(graph.isDirected()).isTrue();
  }

  @Test
  void guavasAlgorithmsRunOnIt() {
    assertThat(Graphs.reachableNodes(graph, two)).containsExactlyInAnyOrder(two, p);
    assertThat(Graphs.reachableNodes(Graphs.transpose(graph), q))
        .containsExactlyInAnyOrder(q, s, a, b);
    assertThat(Graphs.hasCycle(graph)).isFalse();
    assertThat(Traverser.forGraph(graph).depthFirstPostOrder(a)).containsExactly(p, q, s, a);
    MutableGraph<Tensor> copy = Graphs.copyOf(graph);
    assertThat(copy.removeNode(s)).isTrue();
    assertThat(copy.edges()).hasSize(1);
  }

  @Test
  void isASnapshot() {
    assertThat(graph).isNotInstanceOf(MutableGraph.class);
    assertThat(GraphView.of(a).nodes()).containsExactly(a);
    assertThat(GraphView.of().nodes()).isEmpty();
    assertThatThrownBy(() -> graph.successors(Tensor.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void viewsDeepGraphs() {
    Tensor x = a;
    for (int i = 0; i < 20_000; i++) {
      x = x.neg();
    }
    Graph<Tensor> chain = GraphView.of(x);
    assertThat(chain.nodes()).hasSize(20_001);
    assertThat(Graphs.reachableNodes(chain, a)).hasSize(20_001);
  }
}
