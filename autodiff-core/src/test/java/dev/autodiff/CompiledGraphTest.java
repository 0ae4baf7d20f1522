package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Trace.Result;
import dev.autodiff.array.NdArray;
import dev.autodiff.compile.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Graphs composed at random give the same compiled as eagerly. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class CompiledGraphTest {

  @Provide
  static Arbitrary<RandomGraph> graphs() {
    return RandomGraphTest.graphs();
  }

  @Provide
  static Arbitrary<RandomGraph> smallGraphs() {
    return RandomGraphTest.smallGraphs();
  }

  /** The result, all nodes, and the gradients by all nodes. */
  private static List<Tensor> everything(RandomGraph graph, List<Tensor> leaves) {
    RandomGraph.Run run = graph.run(leaves, -1, null);
    List<Tensor> r = new ArrayList<>(List.of(run.result()));
    r.addAll(run.nodes());
    Tensor[] targets = run.nodes().toArray(new Tensor[0]);
    DifferentiableGradients g = Autodiff.differentiableGradients(run.result(), targets);
    for (int i = 0; i < targets.length; i++) {
      r.add(g.get(i));
    }
    return r;
  }

  private static List<NdArray> eager(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::value).toList();
  }

  private static List<Tensor> variables(NdArray[] leaves) {
    return Arrays.stream(leaves).map(Tensor::variable).toList();
  }

  private static void compare(RandomGraph graph, Program p, List<NdArray> expected) {
    for (int i = 0; i < expected.size(); i++) {
      NdArray e = expected.get(i);
      double scale = 1 + Arrays.stream(e.toDoubles()).map(Math::abs).sum();
      assertThat(p.output(i).difference(e, 0, 1e-11 * scale))
          .as("output %d of %s\n%s", i, graph, p)
          .isEmpty();
    }
  }

  @Property(seed = "1", tries = 150)
  void valuesAndGradientsAtEveryNodeAreTheEagerOnes(@ForAll("graphs") RandomGraph graph) {
    NdArray[] first = graph.leaves();
    NdArray[] second = new RandomGraph(graph.steps(), graph.seed() + 1).leaves();
    Program p = Program.of(v -> Result.of(everything(graph, v)), first);
    for (NdArray[] leaves : List.of(first, second, first)) {
      for (int i = 0; i < leaves.length; i++) {
        p.input(i, leaves[i]);
      }
      p.run();
      compare(graph, p, eager(everything(graph, variables(leaves))));
    }
  }

  /** Only the gradients are outputs, so that loops, places and updates are shared freely. */
  @Property(seed = "2", tries = 300)
  void descentInEveryLeafIsTheEagerOne(@ForAll("graphs") RandomGraph graph) {
    NdArray[] initial = graph.leaves();
    List<Parameter> compiled = new ArrayList<>();
    List<NdArray> eager = new ArrayList<>(List.of(initial));
    for (NdArray x : initial) {
      compiled.add(Parameter.of("w" + compiled.size(), x));
    }
    Program p =
        Program.of(
            v -> {
              List<Tensor> next = descend(graph, compiled.stream().map(Parameter::tensor).toList());
              Result r = Result.of(next.get(next.size() - 1));
              for (int i = 0; i < compiled.size(); i++) {
                r.update(compiled.get(i), next.get(i));
              }
              return r;
            });
    for (int step = 0; step < 3; step++) {
      p.run();
      List<NdArray> next = eager(descend(graph, variables(eager.toArray(new NdArray[0]))));
      assertThat(p.output(0).difference(next.get(initial.length), 1e-10, 1e-10)).isEmpty();
      for (int i = 0; i < initial.length; i++) {
        eager.set(i, next.get(i));
        NdArray actual = compiled.get(i).value();
        assertThat(actual.difference(next.get(i), 1e-10, 1e-10))
            .as("leaf %d after step %d of %s\n%s", i, step, graph, p)
            .isEmpty();
      }
    }
  }

  /** Next values of the leaves, and the result. */
  private static List<Tensor> descend(RandomGraph graph, List<Tensor> leaves) {
    Tensor y = graph.run(leaves, -1, null).result();
    DifferentiableGradients g = Autodiff.differentiableGradients(y, leaves.toArray(new Tensor[0]));
    List<Tensor> r = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      r.add(leaves.get(i).sub(g.get(i).tanh().mul(0.05)));
    }
    r.add(y);
    return r;
  }

  @Property(seed = "3", tries = 80)
  void hessianVectorProductsAreTheEagerOnes(@ForAll("smallGraphs") RandomGraph graph) {
    NdArray[] leaves = graph.leaves();
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      int k = leaf;
      Function<Tensor, Tensor> f = graph.byLeaf(k);
      NdArray direction = new RandomGraph(graph.steps(), graph.seed() + 1).leaves()[k];
      Program p =
          Program.of(
              v -> {
                Tensor x = v.get(0);
                Tensor g = Autodiff.differentiableGradients(f.apply(x), x).of(x);
                return Result.of(Autodiff.pushforward(g, x, v.get(1)));
              },
              leaves[k],
              direction);
      p.run();
      compare(graph, p, List.of(Autodiff.hvp(f, leaves[k], direction)));
    }
  }
}
