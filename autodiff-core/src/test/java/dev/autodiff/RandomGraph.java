package dev.autodiff;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A program of a few leaves and up to 30 steps that jqwik makes up. Each step applies a smooth
 * function, bounded or nearly so, to one or two nodes made before; nodes are used any number of
 * times, and the result depends on all of them.
 *
 * @param steps what is applied to what
 * @param seed of the values at the leaves
 */
record RandomGraph(List<Step> steps, long seed) {
  private static final int LEAVES = 4;
  private static final int MOST = 12;

  /**
   * One step.
   *
   * @param code which function
   * @param a first operand, counted back from the newest node
   * @param b second operand, counted likewise; not every function takes one
   */
  record Step(int code, int a, int b) {}

  private static final List<UnaryOperator<Tensor>> UNARY =
      List.of(
          Tensor::sin,
          Tensor::cos,
          Tensor::tanh,
          Tensor::sigmoid,
          Tensor::neg,
          x -> x.softplus().mul(0.5),
          x -> x.square().add(1).sqrt().mul(0.5),
          x -> x.square().log1p(),
          x -> x.square().add(1).reciprocal(),
          x -> x.tanh().exp().mul(0.5),
          x -> x.tanh().expm1(),
          x -> x.sigmoid().add(0.5).log(),
          x -> x.tanh().add(2).pow(1.5).mul(0.25),
          Tensor::transpose,
          x -> x.sum().mul(0.2),
          x -> x.shape().rank() == 0 ? x.sin() : x.mean(true, -1),
          x -> x.shape().rank() == 0 ? x.cos() : x.sum(0).mul(0.4),
          x -> x.shape().rank() == 0 ? x.tanh() : x.logsumexp(-1).mul(0.5),
          x -> x.shape().rank() == 0 ? x.expandDims(0) : x.softmax(-1),
          x -> x.shape().rank() == 0 ? x.sigmoid() : x.logSoftmax(0).mul(0.3),
          x -> x.shape().rank() == 0 ? x.sin() : x.slice(0, 0, x.shape().dim(0), 2),
          x -> x.shape().rank() == 0 ? x.cos() : x.gatherRows(NdArray.ofInts(0, 0)),
          x -> x.reshape(-1),
          x -> x.sin().prod(),
          x -> x.expandDims(0).squeeze(0).tanh());

  private static final List<BinaryOperator<Tensor>> BINARY =
      List.of(
          (a, b) -> broadcast(a, b, Tensor::add).mul(0.7),
          (a, b) -> broadcast(a, b, Tensor::sub).mul(0.7),
          (a, b) -> broadcast(a, b, Tensor::mul).tanh(),
          (a, b) -> broadcast(a, b.square().add(1), Tensor::div),
          (a, b) -> broadcast(a.sigmoid().add(0.5), b.tanh(), Tensor::pow).mul(0.5),
          RandomGraph::product,
          (a, b) -> Tensor.concat(0, a.reshape(-1), b.reshape(-1)),
          (a, b) -> broadcast(a, b, (p, q) -> Tensor.stack(0, p.add(q), p.mul(q).sin()).sum(0)));

  static final int CODES = UNARY.size() + 2 * BINARY.size(); // those of two operands twice as often

  private static Tensor broadcast(Tensor a, Tensor b, BinaryOperator<Tensor> f) {
    boolean fits = fits(a.shape(), b.shape());
    return f.apply(a, fits ? b : b.mean());
  }

  private static boolean fits(Shape a, Shape b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      if (a.dim(-i) != b.dim(-i) && a.dim(-i) != 1 && b.dim(-i) != 1) {
        return false;
      }
    }
    return true;
  }

  private static Tensor product(Tensor a, Tensor b) {
    int ra = a.shape().rank();
    int rb = b.shape().rank();
    boolean fits =
        ra > 0
            && ra < 3
            && rb > 0
            && rb < 3
            && a.shape().dim(-1) == b.shape().dim(rb == 1 ? 0 : -2);
    return fits ? a.matmul(b).mul(0.5).tanh() : a.mul(b.mean());
  }

  /** Applies a step to its operands; the result is always a node of its own. */
  static Tensor apply(Step step, Tensor a, Tensor b) {
    int binary = (step.code() - UNARY.size()) / 2;
    Tensor y =
        step.code() < UNARY.size()
            ? UNARY.get(step.code()).apply(a)
            : BINARY.get(binary).apply(a, b);
    y = y.shape().size() > MOST || y.shape().rank() > 3 ? y.mean() : y;
    return y == a || y == b ? y.mul(1) : y;
  }

  NdArray[] leaves() {
    SplittableRandom rng = new SplittableRandom(seed);
    int[][] shapes = {{2, 3}, {3, 3}, {3}, {}};
    NdArray[] r = new NdArray[LEAVES];
    for (int i = 0; i < LEAVES; i++) {
      r[i] = NdArray.randomUniform(rng, DType.FLOAT64, -1.5, 1.5, Shape.of(shapes[i]));
    }
    return r;
  }

  /** What a run computes: all nodes, leaves first, and the result. */
  record Run(List<Tensor> nodes, Tensor result) {}

  Run run() {
    List<Tensor> variables = new ArrayList<>();
    for (NdArray x : leaves()) {
      variables.add(Tensor.variable(x));
    }
    return run(variables, -1, null);
  }

  /** Returns the result as a function of leaf {@code k}. */
  Function<Tensor, Tensor> byLeaf(int k) {
    NdArray[] leaves = leaves();
    return x -> {
      List<Tensor> in = new ArrayList<>(Arrays.stream(leaves).map(Tensor::of).toList());
      in.set(k, x);
      return run(in, -1, null).result();
    };
  }

  /** Runs with node {@code place} put in from outside instead of computed. */
  Run run(List<Tensor> leaves, int place, Tensor given) {
    List<Tensor> nodes = new ArrayList<>();
    for (Tensor leaf : leaves) {
      nodes.add(nodes.size() == place ? given : leaf);
    }
    for (Step s : steps) {
      int n = nodes.size();
      Tensor y = apply(s, nodes.get(operand(s.a(), n)), nodes.get(operand(s.b(), n)));
      nodes.add(n == place ? given : y);
    }
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      used.addAll(operands(i));
    }
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < nodes.size(); i++) {
      sum = used.contains(i) ? sum : sum.add(direct(nodes.get(i)));
    }
    return new Run(nodes, sum);
  }

  boolean isUsed(int node) {
    for (int i = 0; i < steps.size(); i++) {
      if (operands(i).contains(node)) {
        return true;
      }
    }
    return false;
  }

  /** What a node that no step uses adds to the result. */
  static Tensor direct(Tensor node) {
    NdArray ramp =
        NdArray.range(1, 1 + node.shape().size(), 1).reshape(node.shape()); // no symmetry
    return node.mul(Tensor.of(ramp)).sum();
  }

  private static int operand(int back, int n) {
    return n - 1 - back % n;
  }

  /** The places of the nodes that step {@code i} uses, first operand first. */
  List<Integer> operands(int i) {
    Step s = steps.get(i);
    int n = LEAVES + i;
    int a = operand(s.a(), n);
    return s.code() < UNARY.size() ? List.of(a) : List.of(a, operand(s.b(), n));
  }
}
