package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TopologyTest {

  @Test
  void listsInputsBeforeUsersAndTheResultLast() {
    Tensor a = Tensor.variable("a", 1);
    Tensor b = Tensor.variable("b", 2);
    Tensor s = a.add(b);
    Tensor y = s.mul(a);
    Topology t = Topology.of(y);
    List<Tensor> order = new ArrayList<>();
    t.forEach(order::add);
    assertThat(order).containsExactly(a, b, s, y);
    assertThat(t.node(2)).isSameAs(s);
    assertThat(t.place(s)).isEqualTo(2);
    assertThat(t.place(Tensor.variable("z", 0))).isEqualTo(-1);
  }

  @Test
  void leavesOutConstants() {
    Tensor x = Tensor.variable("x", 1);
    Tensor constant = Tensor.scalar(3);
    Topology t = Topology.of(x.mul(constant));
    assertThat(t.size()).isEqualTo(2);
    assertThat(t.place(constant)).isEqualTo(-1);
  }

  @Test
  void ofALeafIsTheLeaf() {
    Tensor x = Tensor.variable("x", 1);
    assertThat(Topology.of(x).size()).isEqualTo(1);
    assertThat(Topology.of(x).place(x)).isZero();
  }

  /** Random graphs: every node that is reachable is listed once, after its inputs. */
  @Property(seed = "42", tries = 100)
  void randomGraphs(@ForAll long seed) {
    java.util.SplittableRandom rng = new java.util.SplittableRandom(seed);
    List<Tensor> nodes = new ArrayList<>(List.of(Tensor.variable("x", 1), Tensor.scalar(2)));
    int n = 1 + rng.nextInt(300);
    for (int i = 0; i < n; i++) {
      Tensor p = nodes.get(rng.nextInt(nodes.size()));
      Tensor q = nodes.get(rng.nextInt(nodes.size()));
      nodes.add(rng.nextInt(3) == 0 ? p.neg() : p.maximum(q));
    }
    Tensor root = nodes.get(nodes.size() - 1);
    Topology t = Topology.of(root);
    assertThat(t.place(root)).isEqualTo(t.size() - 1);
    for (int i = 0; i < t.size(); i++) {
      assertThat(t.place(t.node(i))).isEqualTo(i);
      for (Tensor input : t.node(i).inputs()) {
        if (input.isDifferentiable()) {
          assertThat(t.place(input)).isBetween(0, i - 1);
        }
      }
    }
    assertThat(t.size()).isEqualTo(reachable(root));
  }

  private static int reachable(Tensor root) {
    java.util.Set<Tensor> seen = new java.util.HashSet<>(List.of(root));
    List<Tensor> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      for (Tensor input : open.remove(open.size() - 1).inputs()) {
        if (input.isDifferentiable() && seen.add(input)) {
          open.add(input);
        }
      }
    }
    return seen.size();
  }
}
