package dev.autodiff.check;

import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a wrong gradient looks like beside the right one, in the words of a colleague: the sign, a
 * factor, the transpose, a part that is missing.
 */
final class Explanation {
  private static final int FEW = 4;

  private final List<Comparison> all;
  private final int[] at; // of the comparisons in the whole
  private final boolean complete;
  private final String elements;
  private final Shape shape;
  private final Clues clues;
  private final int input;
  private final int wrong;

  private Explanation(List<Comparison> all, int[] at, Shape shape, Clues clues, int input) {
    this.all = all;
    this.at = at;
    this.complete = all.size() == shape.size();
    this.elements = complete ? "all " + all.size() + " elements" : all.size() + " elements tried";
    this.shape = shape;
    this.clues = clues;
    this.input = input;
    this.wrong = (int) all.stream().filter(c -> c.verdict() == Verdict.DISAGREE).count();
  }

  /**
   * Returns what to add to the line of the worst comparison.
   *
   * @param some derivatives of one or more outputs by one input
   * @param at their places in the whole
   * @param shape of the whole: of outputs and input, one behind the other
   */
  static String of(List<Comparison> some, int[] at, Shape shape, Clues clues, int input) {
    int[] known =
        IntStream.range(0, at.length).filter(j -> Double.isFinite(some.get(j).numeric())).toArray();
    List<Comparison> finite = Arrays.stream(known).mapToObj(some::get).toList();
    if (finite.stream().noneMatch(c -> c.verdict() == Verdict.DISAGREE)) {
      return some.stream().anyMatch(c -> c.verdict() == Verdict.DISAGREE)
          ? ": not between them"
          : "";
    }
    int[] places = Arrays.stream(known).map(j -> at[j]).toArray();
    return new Explanation(finite, places, shape, clues, input).words();
  }

  private String words() {
    if (all.stream().anyMatch(c -> !Double.isFinite(c.analytic()))) {
      return undefined();
    }
    if (all.stream().allMatch(c -> c.analytic() == 0)) {
      return all.size() == 1
          ? ": is a term dropped, or the input taken for a constant?"
          : ": 0 at %s: is a term dropped, or the input taken for a constant?".formatted(elements);
    }
    if (all.size() == 1) {
      return single(all.get(0));
    }
    double ratio = ratio(all);
    if (!Double.isNaN(ratio)) {
      return " over " + elements + ": " + Factor.words(ratio, clues.factors());
    }
    String found = moved();
    found = found == null ? guessed() : found;
    found = found == null ? partial() : found;
    found = found == null ? operand() : found;
    found = found == null ? added() : found;
    return found == null ? ": wrong at %s elements".formatted(count(wrong)) : found;
  }

  private String undefined() {
    long nan = all.stream().filter(c -> Double.isNaN(c.analytic())).count();
    long infinite = all.stream().filter(c -> Double.isInfinite(c.analytic())).count();
    String what = infinite == 0 ? "not a number" : nan == 0 ? "infinite" : "not finite";
    return all.size() == 1
        ? ": " + what
        : ": %s at %s elements".formatted(what, count(nan + infinite));
  }

  /**
   * One element has some ratio and some difference: they mean something only where many digits are
   * those of a known mistake.
   */
  private String single(Comparison c) {
    double ratio = ratio(all);
    if (!(c.tolerance() <= 1e-6 * c.difference())) {
      return Math.abs(ratio + 1) <= 1e-6 ? ": the wrong sign?" : "";
    }
    String found = Double.isNaN(ratio) ? null : Factor.plainest(ratio);
    found = found != null || Double.isNaN(ratio) ? found : Factor.known(ratio, clues.factors());
    if (found == null) {
      String guess = guessed();
      found = guess == null ? null : guess.substring(2);
    }
    found = found != null || Double.isNaN(ratio) ? found : Factor.constant(ratio);
    return found == null ? "" : ": " + found;
  }

  private String count(long some) {
    return some == all.size() ? "all " + some : some + " of " + all.size();
  }

  // --- what fits

  /** Whether {@code guess} leaves nothing of the analytic derivative {@code c} to explain. */
  private boolean fits(Comparison c, double guess, double amplification) {
    double digits = all.size() < FEW ? 1e-6 : 1e-4; // few elements fit by chance
    return Math.abs(c.analytic() - guess)
        <= 4 * c.tolerance() * (1 + Math.abs(amplification)) + digits * c.difference();
  }

  private boolean fits(double[] guess) {
    for (int j = 0; j < at.length; j++) {
      if (!fits(all.get(j), guess[at[j]], 1)) {
        return false;
      }
    }
    return true;
  }

  /** The ratio that is the same for all of these; NaN if it is not, or if that means nothing. */
  private double ratio(List<Comparison> some) {
    double ab = 0;
    double bb = 0;
    for (Comparison c : some) {
      ab += c.analytic() * c.numeric();
      bb += c.numeric() * c.numeric();
    }
    double r = ab / bb;
    double known = 0; // of the analytic size, what is explained by a numeric one
    for (Comparison c : some) {
      if (!fits(c, r * c.numeric(), r)) { // also where r is NaN
        return Double.NaN;
      }
      known = Math.max(known, Math.abs(c.numeric()) - c.tolerance());
    }
    return known > 0 ? r : Double.NaN;
  }

  // --- what it may mean

  /** The right numbers at the wrong places. */
  private @Nullable String moved() {
    if (!complete || all.size() < 2) {
      return null;
    }
    int rank = shape.rank();
    for (int a = 0; a < rank; a++) {
      for (int b = a + 1; b < rank; b++) {
        if (shape.dim(a) == shape.dim(b) && isMoved(exchange(a, b))) {
          return rank == 2
              ? ": the transpose of the right one"
              : ": axes %d and %d are exchanged".formatted(a, b);
        }
      }
    }
    for (int a = 0; a < rank; a++) {
      int stride = stride(a);
      int n = shape.dim(a);
      String axis = rank == 1 ? "" : " along axis " + a;
      if (n > 1 && isMoved(j -> j + stride * (n - 1 - 2 * (j / stride % n)))) {
        return ": the right elements in reverse order" + axis;
      }
      for (int shift = -1; n > 2 && shift <= 1; shift += 2) {
        int s = shift;
        if (isMoved(
            j -> (j / stride % n) + s < 0 || (j / stride % n) + s >= n ? -1 : j + s * stride)) {
          return ": the right elements one place off" + axis;
        }
      }
    }
    return null;
  }

  private int stride(int axis) {
    return shape.rowMajorStrides()[axis];
  }

  private IntUnaryOperator exchange(int a, int b) {
    int p = stride(a);
    int q = stride(b);
    int n = shape.dim(a);
    return j -> {
      int difference = j / p % n - j / q % n;
      return j + difference * (q - p);
    };
  }

  /** Whether each analytic derivative is the numeric one from elsewhere; −1 for from nowhere. */
  private boolean isMoved(IntUnaryOperator from) {
    for (int j = 0; j < all.size(); j++) {
      int source = from.applyAsInt(j);
      if (source >= 0) {
        Comparison other = all.get(source);
        double slack = 4 * (all.get(j).tolerance() + other.tolerance());
        if (!(Math.abs(all.get(j).analytic() - other.numeric()) <= slack)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the gradient under test is the engine's, of a function with one output. */
  private boolean isEngine() {
    return clues.outputs() == 1 && fits(clues.engine(input, new double[] {1}));
  }

  private @Nullable String guessed() {
    if (isEngine()) {
      return null; // then it is the numerical derivative that does not fit the formulas
    }
    for (Map.Entry<String, double[]> guess : clues.guesses(input).entrySet()) {
      if (fits(guess.getValue())) {
        return ": " + guess.getKey();
      }
    }
    return null;
  }

  /** Some elements are right. */
  private @Nullable String partial() {
    List<Comparison> faulty = all.stream().filter(c -> c.verdict() == Verdict.DISAGREE).toList();
    if (faulty.size() == all.size()) {
      return null;
    }
    String where = " at %s elements%s".formatted(count(wrong), slice());
    if (wrong == 1) {
      return ": the only wrong one of " + elements;
    }
    if (faulty.stream().allMatch(c -> c.analytic() == 0)) {
      return ": 0%s, right at the others: is a part of it missing?".formatted(where);
    }
    double ratio = ratio(faulty);
    return Double.isNaN(ratio)
        ? null
        : "%s, right at the others: %s".formatted(where, Factor.words(ratio, clues.factors()));
  }

  /** The slice that all wrong elements lie in, in brackets. */
  private String slice() {
    if (!complete) {
      return "";
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      int stride = stride(axis);
      int n = shape.dim(axis);
      int[] at = new int[n];
      for (int j = 0; j < all.size(); j++) {
        at[j / stride % n] += all.get(j).verdict() == Verdict.DISAGREE ? 1 : 0;
      }
      int[] used = Arrays.stream(at).filter(c -> c > 0).toArray();
      if (used.length == 1 && n > 1) {
        int index = 0;
        while (at[index] == 0) {
          index++;
        }
        return " (index %d of axis %d)".formatted(index, axis);
      }
    }
    return "";
  }

  /** A factor that differs from element to element, but is a known one. */
  private @Nullable String operand() {
    if (!complete || all.size() < 2) {
      return null;
    }
    for (Map.Entry<String, double[]> o : clues.operands(shape).entrySet()) {
      double[] v = o.getValue();
      for (int c = 1; c >= -1; c -= 2) {
        boolean more = true;
        boolean less = true;
        for (int j = 0; j < v.length; j++) {
          Comparison at = all.get(j);
          more &= fits(at, c * at.numeric() * v[j], v[j]);
          less &= v[j] != 0 && fits(at, c * at.numeric() / v[j], 1 / v[j]);
        }
        if (more || less) {
          String sign = c < 0 ? ", with the wrong sign" : "";
          return ": the ratio is %s%s at each element%s: a factor %s?"
              .formatted(more ? "" : "1/", o.getKey(), sign, more ? "too many" : "missing");
        }
      }
    }
    return null;
  }

  /** A difference that is the same everywhere, or a multiple of the input. */
  private @Nullable String added() {
    if (!complete || all.size() < 3) {
      return null;
    }
    double[] ones = new double[all.size()];
    Arrays.fill(ones, 1);
    double c = multiple(ones);
    if (!Double.isNaN(c)) {
      return ": %s by %s at all %d elements: an additive constant?"
          .formatted(c > 0 ? "more" : "less", Factor.plain(Math.abs(c)), ones.length);
    }
    for (Map.Entry<String, double[]> o : clues.operands(shape).entrySet()) {
      c = multiple(o.getValue());
      if (!Double.isNaN(c)) {
        return ": %s by %s·%s at all %d elements: a term %s?"
            .formatted(
                c > 0 ? "more" : "less",
                Factor.plain(Math.abs(c)),
                o.getKey(),
                ones.length,
                c > 0 ? "too many" : "missing");
      }
    }
    return null;
  }

  /** The multiple of v that is the difference everywhere; NaN if none is. */
  private double multiple(double[] v) {
    double dv = 0;
    double vv = 0;
    for (int j = 0; j < v.length; j++) {
      dv += (all.get(j).analytic() - all.get(j).numeric()) * v[j];
      vv += v[j] * v[j];
    }
    double c = dv / vv;
    for (int j = 0; j < v.length; j++) {
      if (!fits(all.get(j), all.get(j).numeric() + c * v[j], 1)) {
        return Double.NaN;
      }
    }
    return c;
  }
}
