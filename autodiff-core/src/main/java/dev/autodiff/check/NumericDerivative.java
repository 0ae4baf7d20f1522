package dev.autodiff.check;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The derivative at 0 of a vector-valued function of one number, with an error estimate for each
 * output, or the reason why there is none.
 *
 * <p>Differences over a {@link Ladder} of steps h, h/2, h/4 …, powers of two, are extrapolated to h
 * → 0: central ones where the function is smooth, by the values and by the branches taken; from
 * each side where it is not. A step that crosses into another branch or out of the domain is shrunk
 * first. Beside the central differences those of second order, (f(h) + f(−h) − 2·f(0))/h, are
 * extrapolated: they tend to the change of slope at 0, which central differences cannot see (that
 * of relu at 0 is ½ at every step).
 */
final class NumericDerivative {
  private static final int STEPS = 44;
  private static final int LEAST_STEPS = 4;
  private static final double COARSE = 0x1p20;
  private static final double GOLDEN = 0x0.9e4p0; // near (√5 − 1)/2, of few digits
  private static final double ENOUGH = 1e-12; // relative error at which no further step is worth it

  /** The derivative; NaN where there is a reason against it. */
  final double[] value;

  /** The estimated error of {@link #value}, or of the slopes at a kink. */
  final double[] error;

  /**
   * How large a derivative may be that nothing is seen of, because an operation rounds inside: more
   * than the error where no step changed the output at all, else 0.
   */
  final double[] slack;

  /** The slopes to the left and right, where there is a kink; else the derivative. */
  final double[] left;

  final double[] right;

  private final @Nullable Reason[] reasons;
  private final boolean[] isStill;

  private final Rounding rounding;

  private NumericDerivative(int n, Rounding rounding) {
    this.rounding = rounding;
    value = filled(n, Double.NaN);
    error = filled(n, Double.POSITIVE_INFINITY);
    left = value.clone();
    right = value.clone();
    slack = new double[n];
    isStill = new boolean[n];
    reasons = new Reason[n];
  }

  /** How large the numbers are that output {@code i} was rounded with on the way. */
  double rounding(int i) {
    return rounding.hidden[i] / rounding.epsilon;
  }

  /** The size of output {@code i}. */
  double size(int i) {
    return Double.isFinite(rounding.size[i]) ? rounding.size[i] : 0;
  }

  /** Whether no step changed output {@code i} at all. */
  boolean isStill(int i) {
    return isStill[i];
  }

  /** Why output {@code i} has no derivative, or none that can be told. */
  Optional<Reason> reason(int i) {
    return Optional.ofNullable(reasons[i]);
  }

  /**
   * Differentiates {@code f} at 0.
   *
   * @param centre f(0)
   * @param firstStep the largest step
   */
  static NumericDerivative of(Curve f, Curve.Point centre, double firstStep, Rounding rounding) {
    double least = firstStep * Math.max(rounding.epsilon * 4, 0x1p-48);
    double[] still = new double[centre.values.length]; // the longest step that changes nothing
    for (double h = firstStep; h > least; h /= 8) {
      Curve.Point plus = f.at(h);
      Curve.Point minus = f.at(-h);
      lengthen(still, centre, plus, minus, h);
      if (plus.branches == centre.branches
          && minus.branches == centre.branches
          && plus.isFiniteLike(centre)
          && minus.isFiniteLike(centre)) {
        return central(f, centre, h, plus, minus, still, rounding);
      }
    }
    return fromBothSides(f, centre, firstStep, least, rounding);
  }

  private static NumericDerivative central(
      Curve f,
      Curve.Point centre,
      double h,
      Curve.Point plus,
      Curve.Point minus,
      double[] still,
      Rounding rounding) {
    double[] noise = rounding.noise;
    int n = centre.values.length;
    Ladder slope = new Ladder(n, 2, 2);
    Ladder bend = new Ladder(n, 1, 2);
    double[] grown = new double[n];
    double[] quantum = new double[n]; // the last change before steps were too short for any
    boolean[] lost = new boolean[n]; // still now, though longer steps moved it by more than noise
    double[] growth = new double[n]; // of the difference quotient, as h was halved last
    boolean[] unresolved = new boolean[n]; // the values bend faster than the steps can show
    double longest = h;
    boolean done = false;
    for (int k = 0; k < STEPS && !done; k++, h /= 2) {
      Curve.Point p = k == 0 ? plus : f.at(h);
      Curve.Point m = k == 0 ? minus : f.at(-h);
      double[] first = new double[n];
      double[] second = new double[n];
      double[] bendNoise = new double[n];
      for (int i = 0; i < n; i++) {
        double a = p.values[i];
        double b = m.values[i];
        double c = centre.values[i];
        first[i] = (a - b) / (p.t - m.t);
        second[i] = (a - c) / p.t + (c - b) / m.t;
        boolean moved = a != c || b != c;
        still[i] = moved ? 0 : still[i];
        quantum[i] = moved ? Math.max(Math.abs(a - c), Math.abs(b - c)) : quantum[i];
        grown[i] = Math.max(noise[i], rounding.epsilon * Math.max(Math.abs(a), Math.abs(b)));
        lost[i] = !moved && quantum[i] > COARSE * grown[i];
        grown[i] = moved ? grown[i] : Math.max(grown[i], quantum[i]);
        bendNoise[i] = 4 * grown[i];
        boolean visible = k > 0 && slope.last(i) != 0 && Math.abs(a - b) > 16 * grown[i];
        growth[i] = visible ? first[i] / slope.last(i) : 0;
        boolean bends = k > 0 && Math.abs(second[i]) * h > 16 * grown[i];
        unresolved[i] = bends && Math.abs(second[i]) > 1.5 * Math.abs(bend.last(i));
      }
      slope.add(h, first, grown);
      bend.add(h, second, bendNoise);
      for (int i = 0; i < n; i++) {
        if (unresolved[i]) {
          slope.forget(i);
          bend.forget(i);
        }
      }
      boolean enough = isDone(slope, h, grown);
      boolean isLong = h > longest * 0x1p-28; // short ones are no multiples of anything
      boolean isCoarse = !p.isPrecise && !isLong; // long ones only where x + h needs one digit more
      done = isCoarse || (enough && (!isLong || isNoAlias(f, h, slope, bend, grown)));
    }
    probeFar(f, centre, still, rounding);
    NumericDerivative d = new NumericDerivative(n, rounding);
    for (int i = 0; i < n; i++) {
      if (still[i] > 0) {
        d.isStill[i] = true;
        d.settle(i, 0, noise[i] / still[i]);
        d.slack[i] = rounding.hidden[i] / still[i];
      } else {
        d.settle(i, centre.values[i], slope, bend, growth[i]);
        boolean open = lost[i] || !slope.isSettled(i);
        if (open && d.reason(i).isEmpty()) { // what was seen lies beyond a kink or is no limit
          d.none(i, Reason.NOISY);
        }
      }
    }
    return d;
  }

  private static void lengthen(
      double[] still, Curve.Point centre, Curve.Point plus, Curve.Point minus, double h) {
    for (int i = 0; i < still.length; i++) {
      boolean same = plus.values[i] == centre.values[i] && minus.values[i] == centre.values[i];
      if (same && Double.isFinite(centre.values[i])) {
        still[i] = Math.max(still[i], h);
      }
    }
  }

  /**
   * An output that no step changed has a slope below its rounding error over the longest step: if
   * that is not small, as for 10¹⁸ or where an output has lost its digits, a step a million times
   * longer tells more: if that changes nothing either, the output does not depend on what moves.
   */
  private static void probeFar(Curve f, Curve.Point centre, double[] still, Rounding rounding) {
    double longest = 0;
    for (int i = 0; i < still.length; i++) {
      boolean isCoarse = rounding.noise[i] > 1e-12 * Math.min(still[i], rounding.size[i]);
      longest = isCoarse ? Math.max(longest, still[i]) : longest;
    }
    if (longest > 0) {
      double[] far = new double[still.length];
      double h = longest * 0x1p20;
      lengthen(far, centre, f.at(h), f.at(-h), h);
      for (int i = 0; i < still.length; i++) {
        still[i] = still[i] > 0 && far[i] > 0 ? Double.POSITIVE_INFINITY : still[i];
      }
    }
  }

  /** Whether every output has digits enough, or rounding prevents more. */
  private static boolean isDone(Ladder slope, double h, double[] noise) {
    return slope.size() >= LEAST_STEPS && (slope.isEnough(ENOUGH) || slope.isExhausted(h, noise));
  }

  /**
   * Whether a step that is no power of two times the others fits in. Steps that are all multiples
   * of a period see a straight line; this one does not. What does not fit is dropped.
   */
  private static boolean isNoAlias(Curve f, double h, Ladder slope, Ladder bend, double[] noise) {
    double step = GOLDEN * h;
    Curve.Point p = f.at(step);
    Curve.Point m = f.at(-step);
    boolean fits = true;
    for (int i = 0; i < noise.length && p.isPrecise; i++) {
      double quotient = (p.values[i] - m.values[i]) / (p.t - m.t);
      double curved = Math.abs(slope.last(i) - slope.value[i]); // the truncation error at h
      double allowed = 1.5 * curved + 8 * (slope.error[i] + noise[i] / step);
      if (Math.abs(quotient - slope.value[i]) > allowed) {
        slope.forget(i);
        bend.forget(i);
        fits = false;
      }
    }
    return fits;
  }

  private void settle(int i, double derivative, double estimatedError) {
    value[i] = derivative;
    error[i] = estimatedError;
    left[i] = derivative;
    right[i] = derivative;
  }

  private void settle(int i, double centre, Ladder slope, Ladder bend, double growth) {
    settle(i, slope.value[i], slope.error[i]);
    if (!Double.isFinite(centre)) {
      none(i, Reason.NONFINITE);
      return;
    }
    double change = bend.value[i];
    double size = Math.max(Math.abs(value[i]), Math.abs(change));
    boolean bends =
        Math.abs(change) > Math.max(16 * bend.error[i], 1e-6 * size)
            && Math.abs(bend.last(i) - change) < 0.1 * Math.abs(change); // not f″·h with h large
    if (bends && error[i] <= 1e-3 * size) {
      left[i] = value[i] - change / 2;
      right[i] = value[i] + change / 2;
      error[i] += bend.error[i];
      none(i, Reason.KINK);
    } else if (!(error[i] <= 0.1 * Math.abs(value[i])) && growth > 1.1) {
      none(i, growth > 1.9 ? Reason.JUMP : Reason.NONFINITE); // a jump's quotient doubles
    } else if (Double.isNaN(value[i])) {
      none(i, Reason.NOISY);
    }
  }

  private void none(int i, Reason reason) {
    reasons[i] = reason;
    value[i] = Double.NaN;
    if (reason != Reason.KINK) {
      left[i] = Double.NaN;
      right[i] = Double.NaN;
    }
  }

  /** At a kink, a jump or an end of the domain: a ladder of one-sided differences for each side. */
  private static NumericDerivative fromBothSides(
      Curve f, Curve.Point centre, double firstStep, double least, Rounding rounding) {
    int n = centre.values.length;
    Side right = Side.of(f, centre, firstStep, least, rounding);
    Side left = Side.of(t -> f.at(-t), centre, firstStep, least, rounding);
    NumericDerivative d = new NumericDerivative(n, rounding);
    for (int i = 0; i < n; i++) {
      d.join(i, centre.values[i], left, right);
    }
    return d;
  }

  private void join(int i, double centre, Side l, Side r) {
    double a = -l.slope[i]; // along −t
    double b = r.slope[i];
    left[i] = a;
    right[i] = b;
    double both = l.error[i] + r.error[i];
    double size = Math.max(Math.abs(a), Math.abs(b));
    if (!Double.isFinite(centre) || l.isInfinite(i) || r.isInfinite(i)) {
      none(i, Reason.NONFINITE);
    } else if (l.jumps(i) || r.jumps(i)) {
      none(i, Reason.JUMP);
    } else if (!l.exists || !r.exists) { // the end of a domain: the slope of the side there is
      settle(i, l.exists ? a : b, l.exists ? l.error[i] : r.error[i]);
      if (Double.isNaN(value[i])) {
        none(i, Reason.NONFINITE);
      }
    } else if (Math.abs(a - b) > 8 * both + 1e-7 * size) {
      none(i, Reason.KINK);
      error[i] = both;
    } else {
      settle(
          i, l.error[i] < r.error[i] ? a : b, Math.abs(a - b) + Math.min(l.error[i], r.error[i]));
    }
  }

  static double[] filled(int n, double v) {
    double[] r = new double[n];
    Arrays.fill(r, v);
    return r;
  }
}
