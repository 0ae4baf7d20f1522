package dev.autodiff.examples.checkers;

import static dev.autodiff.examples.checkers.Mutation.named;
import static dev.autodiff.examples.checkers.Mutation.ofResult;
import static dev.autodiff.examples.checkers.Mutation.ofRule;

import dev.autodiff.Tensor;
import java.util.List;
import java.util.Set;

/** Mistakes in the rules of elementwise functions, of softmax and of what has kinks. */
final class ElementwiseMutations {
  private ElementwiseMutations() {}

  static List<Mutation> list() {
    return List.of(
        // smooth functions
        ofResult("ln for log₁₀", Set.of("log"), t -> t.mul(1 / Math.log(10))),
        ofRule("log1p as 1/x", named("log1p"), v -> v.g().div(v.own())),
        ofRule("√x without the root", named("sqrt"), v -> v.g().div(v.own()).mul(0.5)),
        ofRule("eˣ − 1 as its value", named("expm1"), v -> v.g().mul(v.y())),
        ofRule("tanh as 1 − y", named("tanh"), v -> v.g().mul(v.y().neg().add(1))),
        ofRule("sigmoid as its value", named("sigmoid"), v -> v.g().mul(v.y())),
        ofResult("erf without 2/√π", Set.of("erf"), t -> t.mul(Math.sqrt(Math.PI) / 2)),
        ofRule("square as x", named("square"), v -> v.g().mul(v.own())),
        ofRule("1/x as −1/x", named("reciprocal"), v -> v.g().mul(v.y()).neg()),
        ofRule("power without its factor", named("pow"), ElementwiseMutations::powerWithoutFactor),
        ofRule("power not lowered by one", named("pow"), ElementwiseMutations::powerNotLowered),
        ofRule("divisor dropped", named("div"), v -> v.input() == 0 ? v.g() : v.right()),
        ofRule("divisor not squared", named("div"), ElementwiseMutations::divisorNotSquared),
        ofRule("product divided by the factor", named("mul"), v -> v.g().mul(v.y()).div(v.own())),
        ofRule(
            "other factor's sign only",
            named("mul"),
            v -> v.g().mul(v.x().get(1 - v.input()).sign())),
        // kinks
        ofRule("leaks everywhere", named("relu", "clip", "hardtanh"), Vjp::g),
        ofRule(
            "leaks one percent", named("relu", "clip", "hardtanh"), ElementwiseMutations::leaking),
        ofRule("|x| without its sign", named("abs"), Vjp::g),
        ofRule("both operands fed", named("maximum", "minimum"), Vjp::g),
        ofRule("where feeds both", named("where"), v -> v.input() == 0 ? null : v.g()),
        ofRule("where feeds the other", named("where"), ElementwiseMutations::otherBranch),
        ofRule("1 at 0", Mutation::isUnary, ElementwiseMutations::oneAtZero),
        ofRule(
            "0 at 0",
            Mutation::isUnary,
            v -> v.own().eq(0).where(v.own().filled(0), v.rightOrZero())),
        ofRule("≥ for >", named("relu"), v -> v.g().mul(v.own().ge(0))),
        ofRule(
            "> for ≥",
            named("clip", "hardtanh"),
            v -> v.rightOrZero().mul(v.y().eq(v.own()).sub(atEdge(v)))),
        ofRule(
            "every tie gets all",
            named("maximum", "minimum", "max", "min"),
            ElementwiseMutations::all),
        // softmax
        ofRule(
            "softmax as s(1 − s)", named("softmax"), v -> v.g().mul(v.y()).mul(v.y().neg().add(1))),
        ofRule("softmax as s", named("softmax"), v -> v.g().mul(v.y())),
        ofRule("log-softmax without its sum", named("logSoftmax"), Vjp::g),
        ofRule("log-sum-exp as max", named("logsumexp"), v -> hard(v)));
  }

  private static Tensor powerWithoutFactor(Vjp v) {
    return v.input() == 1 ? v.g().mul(v.y()) : v.g().mul(v.x().get(0).pow(v.x().get(1).sub(1)));
  }

  private static Tensor powerNotLowered(Vjp v) {
    return v.input() == 1 ? v.rightOrZero() : v.g().mul(v.y()).mul(v.x().get(1));
  }

  private static Tensor divisorNotSquared(Vjp v) {
    return v.input() == 0 ? v.rightOrZero() : v.g().mul(v.y()).neg();
  }

  private static Tensor leaking(Vjp v) {
    return v.rightOrZero().mul(0.99).add(v.g().mul(0.01));
  }

  private static Tensor otherBranch(Vjp v) {
    Tensor c = v.x().get(0);
    Tensor zero = v.g().filled(0);
    return v.input() == 0
        ? c.filled(0)
        : v.input() == 1 ? c.where(zero, v.g()) : c.where(v.g(), zero);
  }

  private static Tensor oneAtZero(Vjp v) {
    return v.own().eq(0).where(v.g(), v.rightOrZero());
  }

  /** 1 where the value lies at an end of the interval the function keeps. */
  private static Tensor atEdge(Vjp v) {
    Tensor x = v.own();
    double[] values = x.value().toDoubles();
    double[] kept = v.y().value().toDoubles();
    double low = java.util.Arrays.stream(kept).min().orElse(0);
    double high = java.util.Arrays.stream(kept).max().orElse(0);
    return values.length == 0 ? x : x.eq(low).add(x.eq(high)).minimum(x.filled(1));
  }

  private static Tensor all(Vjp v) {
    if (v.x().size() == 2) {
      return v.g().mul(v.own().eq(v.y()));
    }
    Tensor right = v.rightOrZero();
    return right.ne(0).where(right.abs().sign().mul(right.sign()).mul(right.abs().max()), right);
  }

  private static Tensor hard(Vjp v) {
    Tensor right = v.rightOrZero();
    return right.abs().eq(right.abs().max()).mul(right);
  }
}
