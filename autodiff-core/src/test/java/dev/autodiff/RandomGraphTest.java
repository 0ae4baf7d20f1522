package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.RandomGraph.Run;
import dev.autodiff.RandomGraph.Step;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** What holds for gradients in every graph, whatever operations it is composed of. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // which are graphs of a single step
final class RandomGraphTest {

  @Provide
  static Arbitrary<RandomGraph> graphs() {
    return graphs(30);
  }

  @Provide
  static Arbitrary<RandomGraph> smallGraphs() {
    return graphs(12);
  }

  private static Arbitrary<RandomGraph> graphs(int most) {
    Arbitrary<Step> steps =
        Combinators.combine(
                Arbitraries.integers().between(0, RandomGraph.CODES - 1),
                Arbitraries.integers().between(0, 12),
                Arbitraries.integers().between(0, 12))
            .as(Step::new);
    return Combinators.combine(
            steps
                .list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .withSizeDistribution(RandomDistribution.uniform()),
            Arbitraries.longs().between(0, 1L << 40))
        .as(RandomGraph::new);
  }

  private static Tensor[] array(List<Tensor> nodes) {
    return nodes.toArray(new Tensor[0]);
  }

  private static double dot(NdArray a, NdArray b) {
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * y[i];
    }
    return s;
  }

  private static NdArray direction(SplittableRandom rng, Shape shape) {
    return NdArray.generate(
        dev.autodiff.array.DType.FLOAT64,
        shape,
        () -> (rng.nextBoolean() ? 1 : -1) * (1 + rng.nextDouble()));
  }

  @Property(seed = "1", tries = 400)
  void gradientsAtEveryNodeAgreeWithDifferences(@ForAll("graphs") RandomGraph graph) {
    Run run = graph.run();
    Gradients g = Autodiff.gradients(run.result(), array(run.nodes()));
    SplittableRandom rng = new SplittableRandom(graph.seed());
    List<Tensor> leaves = Arrays.stream(graph.leaves()).map(Tensor::of).toList();
    for (int k = 0; k < run.nodes().size(); k++) {
      NdArray value = run.nodes().get(k).value();
      NdArray v = direction(rng, value.shape());
      double coarse = difference(graph, leaves, k, value, v, 0x1p-9);
      double fine = difference(graph, leaves, k, value, v, 0x1p-11);
      double engine = dot(g.get(k), v);
      double allowed =
          1e-9 * (1 + Math.abs(run.result().item()) + Math.abs(engine)) + Math.abs(coarse - fine);
      assertThat(Math.abs(engine - fine))
          .as("node %d %s: engine %s, differences %s of %s", k, value.shape(), engine, fine, graph)
          .isLessThanOrEqualTo(allowed);
    }
  }

  /** The central difference of fourth order as node k moves and all it was computed from stays. */
  private static double difference(
      RandomGraph graph, List<Tensor> leaves, int k, NdArray value, NdArray v, double h) {
    double one = moved(graph, leaves, k, value, v, h) - moved(graph, leaves, k, value, v, -h);
    double two =
        moved(graph, leaves, k, value, v, 2 * h) - moved(graph, leaves, k, value, v, -2 * h);
    return (8 * one - two) / (12 * h);
  }

  private static double moved(
      RandomGraph graph, List<Tensor> leaves, int k, NdArray value, NdArray v, double t) {
    double[] r = value.toDoubles();
    double[] d = v.toDoubles();
    Arrays.setAll(r, i -> r[i] + t * d[i]);
    return graph.run(leaves, k, Tensor.of(NdArray.wrap(r, value.shape()))).result().item();
  }

  @Property(seed = "2", tries = 400)
  void forwardModeGivesWhatReverseModeGives(@ForAll("graphs") RandomGraph graph) {
    Run run = graph.run();
    Gradients g = Autodiff.gradients(run.result(), array(run.nodes()));
    SplittableRandom rng = new SplittableRandom(graph.seed());
    for (int k = 0; k < run.nodes().size(); k++) {
      NdArray v = direction(rng, run.nodes().get(k).shape());
      double forward = Autodiff.pushforward(run.result(), run.nodes().get(k), Tensor.of(v)).item();
      double scale = 1 + absolute(g.get(k));
      assertThat(Math.abs(forward - dot(g.get(k), v)))
          .as("node %d: forward %s, reverse %s of %s", k, forward, dot(g.get(k), v), graph)
          .isLessThanOrEqualTo(1e-12 * scale);
    }
  }

  private static double absolute(NdArray x) {
    return Arrays.stream(x.toDoubles()).map(Math::abs).sum();
  }

  @Property(seed = "3", tries = 150)
  void hessianIsSymmetricAndItsProductsAgree(@ForAll("smallGraphs") RandomGraph graph) {
    NdArray[] leaves = graph.leaves();
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      int k = leaf;
      Function<Tensor, Tensor> f = graph.byLeaf(k);
      int n = leaves[k].size();
      NdArray h = Autodiff.hessian(f, leaves[k]).reshape(Shape.of(n, n));
      double scale = 1 + absolute(h);
      assertThat(h.difference(h.transpose(), 0, 1e-12 * scale))
          .as("Hessian by leaf %d of %s", k, graph)
          .isEmpty();
      NdArray v = direction(new SplittableRandom(graph.seed()), leaves[k].shape());
      NdArray hv = Autodiff.hvp(f, leaves[k], v).reshape(Shape.of(n));
      NdArray expected = Tensor.of(h).matmul(Tensor.of(v.reshape(Shape.of(n)))).value();
      assertThat(hv.difference(expected, 0, 1e-11 * scale))
          .as("H·v by leaf %d of %s", k, graph)
          .isEmpty();
    }
  }

  /** δ at a node is the sum of its users' δ, each through that user's own derivative. */
  @Property(seed = "4", tries = 400)
  void gradientsAtInnerNodesObeyTheChainRule(@ForAll("graphs") RandomGraph graph) {
    Run run = graph.run();
    List<Tensor> nodes = run.nodes();
    Gradients g = Autodiff.gradients(run.result(), array(nodes));
    int leaves = nodes.size() - graph.steps().size();
    for (int k = 0; k < nodes.size(); k++) {
      Tensor sum = nodes.get(k).detach().mul(0);
      if (!graph.isUsed(k)) {
        NdArray one = NdArray.scalar(1);
        sum = sum.add(Tensor.of(Autodiff.vjp(RandomGraph::direct, nodes.get(k).value(), one)));
      }
      for (int i = 0; i < graph.steps().size(); i++) {
        List<Integer> operands = graph.operands(i);
        if (operands.contains(k)) {
          Step step = graph.steps().get(i);
          Tensor a = nodes.get(operands.get(0)).detach();
          Tensor b = nodes.get(operands.get(operands.size() - 1)).detach();
          boolean isA = operands.get(0) == k;
          boolean isB = operands.get(operands.size() - 1) == k;
          NdArray part =
              Autodiff.vjp(
                  x -> RandomGraph.apply(step, isA ? x : a, isB ? x : b),
                  nodes.get(k).value(),
                  g.get(leaves + i));
          sum = sum.add(Tensor.of(part));
        }
      }
      assertThat(g.get(k).difference(sum.value(), 0, 1e-12 * (1 + absolute(g.get(k)))))
          .as("node %d of %s", k, graph)
          .isEmpty();
    }
  }

  @Property(seed = "5", tries = 200)
  void neitherOrderNorNumberOfTargetsMatters(@ForAll("graphs") RandomGraph graph) {
    Run run = graph.run();
    Gradients all = Autodiff.gradients(run.result(), array(run.nodes()));
    List<Tensor> shuffled = new ArrayList<>(run.nodes());
    Collections.shuffle(shuffled, new Random(graph.seed()));
    Gradients again = Autodiff.gradients(run.result(), array(shuffled));
    DifferentiableGradients recorded =
        Autodiff.differentiableGradients(run.result(), array(shuffled));
    for (Tensor node : run.nodes()) {
      assertThat(again.of(node)).as("shuffled, of %s", graph).isEqualTo(all.of(node));
      assertThat(Autodiff.gradients(run.result(), node).of(node))
          .as("alone, of %s", graph)
          .isEqualTo(all.of(node));
      assertThat(recorded.of(node).value()).as("recorded, of %s", graph).isEqualTo(all.of(node));
    }
  }

  @Property(seed = "6", tries = 150)
  void everythingIsReproducibleToTheLastBit(@ForAll("graphs") RandomGraph graph) {
    Run one = graph.run();
    Run two = graph.run();
    assertThat(one.result().value()).isEqualTo(two.result().value());
    Gradients g = Autodiff.gradients(one.result(), array(one.nodes()));
    Gradients h = Autodiff.gradients(two.result(), array(two.nodes()));
    for (int k = 0; k < g.size(); k++) {
      assertThat(one.nodes().get(k).value()).isEqualTo(two.nodes().get(k).value());
      assertThat(g.get(k)).as("node %d of %s", k, graph).isEqualTo(h.get(k));
    }
  }

  @Property(seed = "7", tries = 150)
  void nothingFlowsThroughADetachedNode(@ForAll("graphs") RandomGraph graph) {
    Run run = graph.run();
    List<Tensor> leaves = run.nodes().subList(0, graph.leaves().length);
    int k = (int) (graph.seed() % run.nodes().size());
    Tensor cut = run.nodes().get(k).detach();
    Run stopped = graph.run(leaves, k, cut);
    Tensor free = Tensor.variable(cut.value());
    Run opened = graph.run(leaves, k, free);
    Gradients g = Autodiff.gradients(stopped.result(), array(leaves));
    Gradients h = Autodiff.gradients(opened.result(), array(leaves));
    for (int i = 0; i < g.size(); i++) {
      assertThat(g.get(i)).as("leaf %d, node %d cut, of %s", i, k, graph).isEqualTo(h.get(i));
    }
  }
}
