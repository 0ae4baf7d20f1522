package dev.autodiff.examples.checkers;

import static dev.autodiff.examples.checkers.Mutation.ofResult;
import static dev.autodiff.examples.checkers.Mutation.ofRule;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Mistakes that any rule can have: factors, signs, operands, saved values, elements left out. */
final class GeneralMutations {
  private static final String FLOAT32 = "float32 rounding";

  private GeneralMutations() {}

  /** The name of the fault ×(1 + 10⁻ᵏ). */
  static String factor(int k) {
    return String.format(Locale.ROOT, "×(1 + 1e-%02d)", k);
  }

  /** Returns whether a fault is meant to be small, to see how small a fault is found. */
  static boolean isGraded(String name) {
    return name.startsWith("×(1 + ") || name.equals(FLOAT32);
  }

  static List<Mutation> list() {
    List<Mutation> r = new ArrayList<>();
    r.add(ofResult("sign", t -> t.neg()));
    r.add(ofResult("×2", t -> t.mul(2)));
    r.add(ofResult("×½", t -> t.mul(0.5)));
    for (int k = 2; k <= 12; k++) {
      double factor = 1 + Math.pow(10, -k);
      r.add(ofResult(factor(k), t -> t.mul(factor)));
    }
    r.add(ofRule("sign of the second operand", n -> n.inputs().size() > 1, v -> second(v, -1)));
    r.add(ofRule("first operand dropped", n -> true, v -> v.input() == 0 ? null : v.right()));
    r.add(ofRule("second operand dropped", n -> n.inputs().size() > 1, v -> second(v, 0)));
    r.add(ofRule("detached inside", n -> true, v -> null));
    r.add(ofRule("operands swapped", Mutation::isOfEqualPair, v -> v.by(1 - v.input()).right()));
    r.add(
        ofRule(
            "incoming gradient ignored", n -> true, v -> v.withCotangent(v.g().filled(1)).right()));
    r.add(
        ofRule(
            "incoming gradient squared", n -> true, v -> v.withCotangent(v.g().square()).right()));
    r.add(
        ofRule("incoming gradient cut off", n -> true, v -> v.withCotangent(v.g().relu()).right()));
    r.add(ofResult("gradient clipped to ±1", t -> t.clip(-1, 1)));
    r.add(ofResult("constant 10⁻³ added", t -> t.add(1e-3)));
    r.add(ofResult("not a number", t -> t.filled(Double.NaN)));
    r.add(ofResult(FLOAT32, GeneralMutations::rounded));
    r.add(ofRule("stale input", n -> true, v -> v.withOwn(stale(v.own())).right()));
    r.add(ofRule("stale value", n -> true, v -> v.withValue(stale(v.y())).right()));
    r.add(ofRule("stale input and value", n -> true, GeneralMutations::staleBoth));
    r.add(ofRule("value for input", Mutation::isUnary, v -> v.withOwn(v.y()).right()));
    r.add(ofRule("input for value", Mutation::isUnary, v -> v.withValue(v.own()).right()));
    r.add(ofResult("first element left out", t -> withoutElement(t, 0)));
    r.add(ofResult("last element left out", t -> withoutElement(t, t.shape().size() - 1)));
    r.add(ofResult("shifted by one element", GeneralMutations::shifted));
    r.add(ofResult("mean for every element", t -> t.mean().broadcastTo(t.shape())));
    r.add(ofResult("mean subtracted", t -> t.sub(t.mean())));
    r.add(ofResult("first example only", GeneralMutations::firstExample));
    r.add(ofResult("one-element path 0", t -> t.shape().size() == 1 ? t.mul(0) : t));
    r.add(Mutation.changing("mask drawn anew", n -> true, GeneralMutations::redrawn));
    r.add(
        Mutation.changing(
            "input mutated",
            n -> n.inputs().get(0).isDifferentiable(),
            GeneralMutations::mutating));
    r.add(
        new Mutation(
            "second order detached",
            n -> true,
            GeneralMutations::detached,
            Mutation.Kind.SECOND_ORDER));
    return r;
  }

  private static Tensor second(Vjp v, double factor) {
    return v.input() == 1 ? v.rightOrZero().mul(factor) : v.rightOrZero();
  }

  private static Tensor rounded(Tensor t) {
    return t.cast(DType.FLOAT32).cast(DType.FLOAT64);
  }

  /** What the tensor may have been a step of training before. */
  private static Tensor stale(Tensor t) {
    return t.dtype().isFloating() ? t.mul(0.9375) : t;
  }

  private static Tensor staleBoth(Vjp v) {
    List<Tensor> x = v.x().stream().map(GeneralMutations::stale).toList();
    Op op = v.op();
    Tensor y = Tensor.of(op.forward(x.stream().map(Tensor::value).toArray(NdArray[]::new)));
    return v.withInputs(x).withValue(y).rightOrZero();
  }

  private static Tensor withoutElement(Tensor t, int element) {
    double[] mask = new double[t.shape().size()];
    java.util.Arrays.fill(mask, 1);
    if (mask.length > 1) {
      mask[element] = 0;
    }
    return t.mul(Tensor.of(NdArray.wrap(mask, t.shape())));
  }

  static Tensor shifted(Tensor t) {
    int n = t.shape().size();
    if (n < 2) {
      return t;
    }
    Tensor flat = t.reshape(Shape.of(n));
    return Tensor.concat(0, flat.slice(0, n - 1, n), flat.slice(0, 0, n - 1)).reshape(t.shape());
  }

  private static Tensor firstExample(Tensor t) {
    if (t.shape().rank() == 0 || t.shape().dim(0) < 2) {
      return t;
    }
    Tensor first = t.slice(0, 0, 1);
    return Tensor.concat(0, first, t.slice(0, 1, t.shape().dim(0)).mul(0));
  }

  /** Half of the elements, others at each call, as where a mask of dropout is not kept. */
  private static Tensor redrawn(Vjp v) {
    Tensor right = v.rightOrZero();
    SplittableRandom rng = new SplittableRandom(v.call());
    Shape shape = right.shape();
    NdArray mask = NdArray.generate(DType.FLOAT64, shape, () -> rng.nextBoolean() ? 2 : 0);
    return right.mul(Tensor.of(mask));
  }

  /** Right, but halves the first element of its first input on the way. */
  private static Tensor mutating(Vjp v) {
    Tensor right = v.rightOrZero();
    NdArray x = v.x().get(0).value();
    if (x.size() > 0 && x.storage() instanceof double[] storage) {
      storage[x.offset()] *= 0.5;
    }
    return right;
  }

  private static Tensor detached(Vjp v) {
    return v.withInputs(v.x().stream().map(Tensor::detach).toList())
        .withValue(v.y().detach())
        .rightOrZero();
  }
}
