package dev.autodiff.examples.checkers;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function with the same values, one operation of which has a wrong derivative: its graph is
 * built again around an operation that computes as the true one and differentiates as the mutation
 * says.
 */
final class FaultyGraph implements Function<List<Tensor>, Tensor> {
  private final Function<List<Tensor>, Tensor> function;
  private final int place;
  private final Mutation mutation;
  private int calls;

  /**
   * @param place the number of the operation, in the order of {@link #nodes}
   */
  FaultyGraph(Function<List<Tensor>, Tensor> function, int place, Mutation mutation) {
    this.function = function;
    this.place = place;
    this.mutation = mutation;
  }

  /** Returns everything {@code y} was computed from, and {@code y}: inputs before users. */
  static List<Tensor> nodes(Tensor y) {
    List<Tensor> order = new ArrayList<>();
    visit(y, new HashSet<>(), order);
    return order;
  }

  private static void visit(Tensor node, Set<Tensor> seen, List<Tensor> order) {
    if (seen.add(node)) {
      for (Tensor input : node.inputs()) {
        visit(input, seen, order);
      }
      order.add(node);
    }
  }

  @Override
  public Tensor apply(List<Tensor> x) {
    Tensor y = function.apply(x);
    if (!y.isDifferentiable()) {
      return y; // of constants, which have no gradient to get wrong
    }
    List<Tensor> nodes = nodes(y);
    Map<Tensor, Tensor> built = new HashMap<>();
    for (int i = place; i < nodes.size(); i++) {
      Tensor node = nodes.get(i);
      boolean isOld = node.inputs().stream().noneMatch(built::containsKey);
      List<Tensor> inputs =
          isOld
              ? node.inputs()
              : node.inputs().stream().map(t -> built.getOrDefault(t, t)).toList();
      if (i == place) {
        Op op = node.op().orElseThrow();
        built.put(node, new Wrong(op).apply(inputs.toArray(Tensor[]::new)));
      } else if (!isOld) {
        built.put(node, node.apply(node.op().orElseThrow(), inputs));
      }
    }
    return built.getOrDefault(y, y);
  }

  /** The value of one operation and the derivative of a mutation. */
  private final class Wrong extends CustomOp {
    private final Op op;

    Wrong(Op op) {
      super(op.name());
      this.op = op;
    }

    @Override
    protected NdArray forward(List<NdArray> inputs) {
      return op.forward(inputs.toArray(NdArray[]::new));
    }

    @Override
    protected long branches(List<NdArray> inputs, NdArray output) {
      return op.branches(inputs.toArray(NdArray[]::new), output);
    }

    @Override
    protected List<List<NdArray>> besideKinks(List<NdArray> inputs) {
      return op.besideKinks(inputs.toArray(NdArray[]::new)).stream().map(List::of).toList();
    }

    @Override
    protected @Nullable Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return mutation.rule().apply(new Vjp(op, input, g, x, y, calls++));
    }
  }
}
