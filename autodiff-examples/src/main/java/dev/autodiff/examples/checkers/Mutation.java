package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A way to get the derivative of one operation wrong.
 *
 * @param name what is wrong
 * @param fits the nodes of a graph to which this can happen
 * @param rule the wrong rule
 * @param kind what it does wrong: the derivative, the second only, or another at each call
 */
record Mutation(String name, Predicate<Tensor> fits, Rule rule, Kind kind) {

  /** In what way a derivative is wrong. */
  enum Kind {
    /** In the first derivative, always the same way. */
    FIXED,
    /** Differently at each call, so that it has no place. */
    CHANGING,
    /** In the second derivative only. */
    SECOND_ORDER
  }

  /** The derivative of ⟨g, y⟩ by one input, wrong; null for zero. */
  interface Rule {
    @Nullable Tensor apply(Vjp vjp);
  }

  static Mutation ofRule(String name, Predicate<Tensor> fits, Rule rule) {
    return new Mutation(name, fits, rule, Kind.FIXED);
  }

  static Mutation changing(String name, Predicate<Tensor> fits, Rule rule) {
    return new Mutation(name, fits, rule, Kind.CHANGING);
  }

  /** The right result, changed, whatever the operation. */
  static Mutation ofResult(String name, Function<Tensor, Tensor> change) {
    return ofRule(name, node -> true, changed(change));
  }

  /** The right result, changed, for operations of these names. */
  static Mutation ofResult(String name, Set<String> operations, Function<Tensor, Tensor> change) {
    return ofRule(name, named(operations), changed(change));
  }

  private static Rule changed(Function<Tensor, Tensor> change) {
    return v -> {
      Tensor right = v.right();
      return right == null ? null : change.apply(right);
    };
  }

  static Predicate<Tensor> named(Set<String> operations) {
    return node -> node.op().map(op -> operations.contains(op.name())).orElse(false);
  }

  static Predicate<Tensor> named(String... operations) {
    return named(Set.of(operations));
  }

  /** Operations of one input, elementwise. */
  static boolean isUnary(Tensor node) {
    return node.inputs().size() == 1
        && node.inputs().get(0).shape().equals(node.shape())
        && node.op().map(op -> !Set.of("permute", "reshape").contains(op.name())).orElse(false);
  }

  /** Operations of two differentiable inputs of one shape. */
  static boolean isOfEqualPair(Tensor node) {
    return node.inputs().size() == 2
        && node.inputs().get(0).shape().equals(node.inputs().get(1).shape())
        && node.inputs().get(0).dtype() == node.inputs().get(1).dtype();
  }

  static boolean isSquare(Tensor t) {
    int rank = t.shape().rank();
    return rank >= 2 && t.shape().dim(-1) == t.shape().dim(-2) && t.shape().dim(-1) > 1;
  }
}
