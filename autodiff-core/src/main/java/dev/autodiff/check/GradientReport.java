package dev.autodiff.check;

import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Multiset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a gradient check: a verdict, the comparison that agrees least, how many there
 * were, and how small an error would have been seen.
 */
public final class GradientReport {
  private static final int KEPT = 1000;

  private final Verdict verdict;
  private final @Nullable Reason reason;
  private final @Nullable Comparison worst;
  private final List<Comparison> findings;
  private final Multiset<Verdict> counts;
  private final @Nullable String besides;
  private final int evaluations;
  private final double smallestDetectable;
  private final double relativeDifference;
  private final double forwardGap;
  private final List<String> remarks;
  private final @Nullable String node;
  private final String headline;

  private GradientReport(Builder b, int evaluations) {
    this.worst = b.located != null ? b.located : b.worst;
    this.counts = ImmutableMultiset.copyOf(b.verdicts);
    this.besides = b.besides;
    this.evaluations = evaluations;
    this.findings = List.copyOf(b.findings);
    this.relativeDifference = b.apart;
    this.forwardGap = b.forward;
    this.node = b.node;
    this.headline = worst == null ? "" : b.line(worst);
    this.remarks = List.copyOf(b.remarksBut(worst));
    boolean sawNothing = b.vacuous && !b.isRightByParts;
    this.smallestDetectable =
        sawNothing || b.detectable == 0 ? Double.POSITIVE_INFINITY : b.detectable;
    if (b.forced != null) {
      verdict = Verdict.INCONCLUSIVE;
      reason = b.forced;
    } else if (b.disagrees()) {
      verdict = Verdict.DISAGREE;
      reason = null;
    } else if (worst != null && inconclusive() > 0 && !b.isRightByParts) {
      verdict = Verdict.INCONCLUSIVE;
      reason = worst.reason().orElse(Reason.NOISY);
    } else if (worst == null || (b.vacuous && inconclusive() == 0)) {
      verdict = Verdict.INCONCLUSIVE;
      reason = Reason.VACUOUS;
    } else {
      verdict = Verdict.AGREE;
      reason = null;
    }
  }

  /** Returns the verdict: DISAGREE if anything disagrees, AGREE if everything agrees. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns why the verdict is INCONCLUSIVE; empty if it is not. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Returns whether the verdict is AGREE. */
  public boolean agrees() {
    return verdict == Verdict.AGREE;
  }

  /**
   * Returns the comparison that agrees least: the first to look at. Of directions that disagree, an
   * element that is at fault.
   *
   * @throws IllegalStateException if nothing was compared
   */
  public Comparison worst() {
    if (worst == null) {
      throw new IllegalStateException(
          "gradient report: nothing was compared, so there is no worst comparison. " + this);
    }
    return worst;
  }

  /** Returns the comparisons that do not agree, at most the first 1,000. */
  public List<Comparison> findings() {
    return findings;
  }

  /**
   * Returns the number of comparisons with differences: of elements of the Jacobian, or of
   * directions.
   */
  public int elements() {
    return counts.size();
  }

  /** Returns the number of comparisons that agree. */
  public int agreeing() {
    return counts.count(Verdict.AGREE);
  }

  /** Returns the number of comparisons that disagree. */
  public int disagreeing() {
    return counts.count(Verdict.DISAGREE);
  }

  /** Returns the number of comparisons that decide nothing. */
  public int inconclusive() {
    return counts.count(Verdict.INCONCLUSIVE);
  }

  /** Returns the number of evaluations of the function. */
  public int evaluations() {
    return evaluations;
  }

  /**
   * Returns the smallest error, relative to the largest derivative, that would have been seen
   * wherever it was; infinite if there is no derivative but 0, or none that could be measured.
   */
  public double smallestDetectable() {
    return smallestDetectable;
  }

  /**
   * Returns the largest difference that was seen, relative to the largest derivative of the same
   * output: for a right gradient the error of the numerical derivatives.
   */
  public double relativeDifference() {
    return relativeDifference;
  }

  /**
   * Returns how far the engine's forward and reverse mode are apart, |⟨v, J·u⟩ − ⟨Jᵀ·v, u⟩| in
   * units of rounding of the sums; NaN if they were not compared, as for a gradient derived by
   * hand.
   */
  public double forwardGap() {
    return forwardGap;
  }

  /** Returns the worst comparison in a line, with what it looks like; empty without one. */
  public String headline() {
    return headline;
  }

  /** Returns what else there is to say: of other inputs, and of the place of the fault. */
  public List<String> remarks() {
    return remarks;
  }

  /** Returns the operation whose derivative is at fault, where the check could tell. */
  public Optional<String> node() {
    return Optional.ofNullable(node);
  }

  /**
   * Does nothing if the gradients agree.
   *
   * @throws AssertionError with the report as its message if they do not, or if nothing could be
   *     decided
   */
  public void assertAgrees() {
    if (!agrees()) {
      throw new AssertionError(toString());
    }
  }

  /** Returns the outcome: a line, the {@link #headline}, and a line for each remark. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("gradient ");
    s.append(
        verdict == Verdict.AGREE
            ? "agrees"
            : verdict == Verdict.DISAGREE ? "DISAGREES" : "check INCONCLUSIVE (" + reason + ": ");
    if (reason != null) {
      s.append(reason.words()).append(')');
    }
    if (worst == null) {
      return s
          + (elements() == 0 && reason == Reason.VACUOUS ? ": nothing to compare" : "")
          + lines();
    }
    s.append(
        String.format(Locale.ROOT, ": compared %,d in %,d evaluations", elements(), evaluations));
    if (verdict != Verdict.AGREE) {
      s.append(
          String.format(
              Locale.ROOT,
              ", %,d agree, %,d disagree, %,d undecided",
              agreeing(),
              disagreeing(),
              inconclusive()));
      s.append(besides == null ? "" : "; " + besides);
    }
    if (Double.isFinite(smallestDetectable)) {
      s.append(
          String.format(
              Locale.ROOT, "; smallest detectable relative error %.1g", smallestDetectable));
    }
    s.append("\n  ").append(verdict == Verdict.AGREE ? "furthest apart: " : "").append(headline);
    return s + lines();
  }

  private String lines() {
    StringBuilder s = new StringBuilder();
    for (String remark : remarks) {
      s.append("\n  ").append(remark);
    }
    return s.toString();
  }

  /** Collects comparisons. */
  static final class Builder {
    private final List<Comparison> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<Comparison, String> explained = new LinkedHashMap<>();
    private final String subject;
    private final List<Verdict> verdicts = new ArrayList<>();
    private int next; // of the verdicts
    private boolean wrong;
    private @Nullable String besides;
    private @Nullable String leftOut;
    private boolean isSingular; // at a kink, a jump or the like, or further apart than noise
    private boolean isRightByParts;
    private @Nullable Comparison worst;
    private @Nullable Comparison located;
    private @Nullable Reason forced;
    private @Nullable String node;
    private double detectable;
    private double apart;
    private double forward = Double.NaN;
    private boolean vacuous = true;

    /**
     * @param subject what to call the derivative under test
     */
    Builder(String subject) {
      this.subject = subject;
    }

    /**
     * Adds a comparison of a derivative of an output whose derivatives are of size {@code scale}.
     */
    void see(Comparison c, double scale) {
      boolean first = next == verdicts.size();
      if (first) {
        verdicts.add(c.verdict());
      }
      boolean worse = rank(c.verdict()) > rank(verdicts.get(next));
      if (worse) {
        verdicts.set(next, c.verdict());
      }
      next++;
      note(c, scale, first || worse);
    }

    /** The comparisons that follow are of the same elements as those so far: count them once. */
    void again() {
      next = 0;
    }

    /** Adds the element at fault in a direction that was seen to disagree. */
    void locate(Comparison c) {
      note(c, 0, true);
    }

    /**
     * Adds a disagreement that is none with a difference of the function.
     *
     * @param words of what is wrong
     */
    void seeBesides(Comparison c, double scale, String words) {
      besides = words;
      note(c, scale, true);
    }

    private void note(Comparison c, double scale, boolean isNew) {
      wrong |= c.verdict() == Verdict.DISAGREE;
      isSingular |= c.verdict() == Verdict.INCONCLUSIVE && !c.isOnlyNoisy();
      if (isNew && c.verdict() != Verdict.AGREE && findings.size() < KEPT) {
        findings.add(c);
      }
      if (worst == null || isWorse(c, worst)) {
        worst = c;
      }
      if (c.verdict() != Verdict.INCONCLUSIVE) {
        boolean zero = Math.abs(c.numeric()) <= c.tolerance();
        vacuous &= zero;
        if (scale > c.tolerance() && !Double.isNaN(c.numeric())) { // not at a kink
          apart = Math.max(apart, c.difference() / scale);
          detectable = Math.max(detectable, c.tolerance() / scale);
        }
      }
    }

    /** Whether {@code a} is further from agreement, in units of what is tolerated. */
    static boolean isWorse(Comparison a, Comparison b) {
      int rank = Integer.compare(rank(a.verdict()), rank(b.verdict()));
      return rank != 0 ? rank > 0 : excess(a) > excess(b);
    }

    private static int rank(Verdict v) {
      return v == Verdict.DISAGREE ? 2 : v == Verdict.INCONCLUSIVE ? 1 : 0;
    }

    static double excess(Comparison c) {
      double e = c.difference() / c.tolerance();
      return Double.isNaN(e) ? (c.difference() == 0 ? 0 : Double.POSITIVE_INFINITY) : e;
    }

    /** Notes how far forward and reverse mode are apart, in units of rounding. */
    void forward(double units) {
      forward = Double.isNaN(forward) ? units : Math.max(forward, units);
    }

    boolean disagrees() {
      return wrong;
    }

    /** Some elements were left out of what was compared. */
    void leaveOut(String remark) {
      leftOut = leftOut == null ? remark : leftOut + "\n  " + remark;
    }

    /** Whether all that is open is the noise of differences which agree as far as they go. */
    boolean isOnlyNoisy() {
      return !wrong && !isSingular && leftOut == null && verdicts.contains(Verdict.INCONCLUSIVE);
    }

    /** Whether nothing disagrees, and something could not be decided, or all was 0. */
    boolean isOpen() {
      return !wrong && (leftOut != null || vacuous || verdicts.contains(Verdict.INCONCLUSIVE));
    }

    /**
     * Every operation by itself and every sum of gradients is right, and so is all that was only
     * too noisy to compare.
     *
     * @param leastSeen the smallest relative error of the gradient that would have been seen
     */
    void rightByParts(double leastSeen) {
      isRightByParts = true;
      detectable = Math.max(detectable, leastSeen);
      remark(
          "the function is too noisy for some comparisons; every operation by itself agrees, and so do the sums of gradients: right by the chain rule");
    }

    /** Says what a comparison that was seen looks like; it goes before all others. */
    void explain(Comparison c, String words) {
      explained.put(c, words);
      located = located == null || isWorse(c, located) ? c : located;
    }

    private String line(Comparison c) {
      return c.describe(subject) + explained.getOrDefault(c, "");
    }

    private List<String> remarksBut(@Nullable Comparison headline) {
      List<String> r = new ArrayList<>();
      for (Comparison c : explained.keySet()) {
        if (!c.equals(headline)) {
          r.add(line(c));
        }
      }
      r.addAll(remarks);
      if (leftOut != null && !wrong) {
        r.add(leftOut);
      }
      return r;
    }

    void remark(String remark) {
      remarks.add(remark);
    }

    void node(String place) {
      node = place;
    }

    /** Nothing can be decided, for this reason. */
    GradientReport undecided(Reason why, int evaluations) {
      forced = why;
      return report(evaluations);
    }

    GradientReport report(int evaluations) {
      return new GradientReport(this, evaluations);
    }
  }
}
