package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.check.Differentiator;
import dev.autodiff.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Puts every rule before right gradients, and before each kind of wrong one in each function it
 * fits.
 */
final class Measurement {
  /** Smaller faults count only among those that are meant to be small. */
  static final double LEAST_SIZE = 1e-6;

  private static final double ROUNDING = 1e-14;

  private final List<Rule> rules;
  private final long seed;
  private final int points;
  private final int draws;

  /**
   * @param points number of points for right gradients, for each function and kind of points
   * @param draws number of points for wrong gradients
   */
  Measurement(List<Rule> rules, long seed, int points, int draws) {
    this.rules = rules;
    this.seed = seed;
    this.points = points;
    this.draws = draws;
  }

  /** Runs all; the result depends on the seed alone, not on the number of threads. */
  List<Tally> run(List<Subject> subjects, IntConsumer progress) {
    List<List<Tally>> parts =
        IntStream.range(0, subjects.size())
            .parallel()
            .mapToObj(
                i -> {
                  List<Tally> part = of(subjects.get(i));
                  progress.accept(i);
                  return part;
                })
            .toList();
    List<Tally> sum = tallies();
    for (List<Tally> part : parts) {
      for (int r = 0; r < sum.size(); r++) {
        sum.get(r).add(part.get(r));
      }
    }
    return sum;
  }

  private List<Tally> tallies() {
    return rules.stream().map(r -> new Tally()).toList();
  }

  private List<Tally> of(Subject subject) {
    List<Tally> tallies = tallies();
    for (Region region : Region.values()) {
      if (!subject.regions().contains(region)) {
        continue;
      }
      for (int n = 0; n < Math.max(points, draws); n++) {
        Case drawn = subject.draw(region, seed, n);
        Checked truth = new Checked(drawn, Differentiator.ENGINE);
        double[][] jacobian = truth.jacobian();
        boolean isZero = subject.isStep() || Difference.isZero(jacobian, truth.value(), truth.at());
        if (n < points) {
          for (Tally tally : tallies) {
            tally.jacobianElements += (long) truth.outputs() * truth.inputs();
          }
          rightGradient(tallies, subject, region, drawn, isZero, n);
        }
        if (n < draws && !isZero) {
          new Faults(tallies, subject, region, drawn, truth, jacobian, n).all();
        }
      }
    }
    return tallies;
  }

  private void rightGradient(
      List<Tally> tallies, Subject subject, Region region, Case drawn, boolean isZero, int n) {
    for (int r = 0; r < rules.size(); r++) {
      Tally tally = tallies.get(r);
      Outcome outcome = rules.get(r).check(drawn, Differentiator.ENGINE, seed + n);
      (isZero && region != Region.KINK ? tally.zero : tally.right(region)).see(outcome);
      tally.evaluations += outcome.evaluations();
      if (outcome.verdict() == Verdict.AGREE && region == Region.ORDINARY && !isZero) {
        tally.apart.computeIfAbsent(subject.name(), name -> new ArrayList<>()).add(outcome.apart());
      }
      if (outcome.verdict() != Verdict.AGREE && region != Region.KINK && !isZero) {
        tally.remarks.add(
            "right gradient: %s, %s, draw %s: %s"
                .formatted(subject.name(), region.text, n, outcome.words()));
      }
    }
  }

  /** All kinds of faults in one case. */
  private final class Faults {
    private final List<Tally> tallies;
    private final Subject subject;
    private final Region region;
    private final Case drawn;
    private final Checked truth;
    private final double[][] jacobian;
    private final List<Tensor> nodes;
    private final SplittableRandom rng;
    private final int number;

    Faults(
        List<Tally> tallies,
        Subject subject,
        Region region,
        Case drawn,
        Checked truth,
        double[][] jacobian,
        int number) {
      this.tallies = tallies;
      this.subject = subject;
      this.number = number;
      this.region = region;
      this.drawn = drawn;
      this.truth = truth;
      this.jacobian = jacobian;
      this.rng = new SplittableRandom(seed + number);
      List<Tensor> variables = drawn.point().stream().map(Tensor::variable).toList();
      this.nodes = FaultyGraph.nodes(drawn.function().apply(variables));
    }

    void all() {
      for (Mutation mutation : Mutations.list()) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
          if (isDouble(nodes.get(i)) && mutation.fits().test(nodes.get(i))) {
            places.add(i);
          }
        }
        if (!places.isEmpty()) {
          mutated(mutation, places.get(rng.nextInt(places.size())));
        }
      }
      for (FaultySweep sweep : FaultySweep.values()) {
        see(sweep.text, -1, drawn, sweep, false);
      }
    }

    private static boolean isDouble(Tensor node) {
      return node.op().isPresent()
          && node.isDifferentiable()
          && node.dtype() == DType.FLOAT64
          && node.inputs().stream().noneMatch(t -> t.dtype() == DType.FLOAT32);
    }

    private void mutated(Mutation mutation, int place) {
      Case copy = drawn.copy();
      Case faulty = new Case(new FaultyGraph(copy.function(), place, mutation), copy.point());
      if (mutation.kind() != Mutation.Kind.SECOND_ORDER) {
        boolean isChanging = mutation.kind() == Mutation.Kind.CHANGING;
        see(mutation.name(), place, faulty, Differentiator.ENGINE, isChanging);
      } else if (region == Region.ORDINARY) {
        secondOrder(mutation, place);
      }
    }

    private void secondOrder(Mutation mutation, int place) {
      double[][] right = new Checked(SecondOrder.of(drawn), Differentiator.ENGINE).jacobian();
      Case faulty =
          SecondOrder.of(
              new Case(new FaultyGraph(drawn.function(), place, mutation), drawn.point()));
      double[][] wrong = new Checked(faulty, Differentiator.ENGINE).jacobian();
      if (new Difference(right, wrong).relativeSize() < LEAST_SIZE) {
        return;
      }
      for (int r = 0; r < rules.size(); r++) {
        Outcome outcome = rules.get(r).check(faulty, Differentiator.ENGINE, rng.nextLong());
        tallies.get(r).secondOrder.see(outcome, Location.UNKNOWN);
      }
    }

    private void see(
        String kind, int place, Case faulty, Differentiator differentiator, boolean isChanging) {
      Checked wrong = new Checked(faulty.copy(), differentiator);
      Difference difference = new Difference(jacobian, wrong.jacobian());
      double size = difference.relativeSize();
      boolean isSmall = size < (GeneralMutations.isGraded(kind) ? ROUNDING : LEAST_SIZE);
      if (isSmall || difference.isBelowRounding(truth.value(), truth.at())) {
        return; // right at this point after all
      }
      String operation = place < 0 ? "" : nodes.get(place).op().orElseThrow().name();
      String label = place < 0 ? "" : "node %d of %d)".formatted(place + 1, nodes.size());
      Location location =
          isChanging ? Location.UNKNOWN : new Location(difference.places(truth, wrong), label);
      for (int r = 0; r < rules.size(); r++) {
        Tally tally = tallies.get(r);
        Outcome outcome = rules.get(r).check(faulty.copy(), differentiator, rng.nextLong());
        if (size >= LEAST_SIZE) {
          tally.faults(region).see(outcome, location);
          if (!outcome.detects() || location.isMisplaced(outcome)) {
            tally.remarks.add(
                "%s: %s of %s in %s, %s, draw %s, relative size %.1e: %s"
                    .formatted(
                        outcome.detects() ? "misplaced" : "missed",
                        kind,
                        place < 0 ? "the walk" : operation + ", " + label,
                        subject.name(),
                        region.text,
                        number,
                        size,
                        outcome.words()));
          }
        }
        for (Found found : tally.named(region, kind, operation)) {
          found.see(outcome, location);
        }
      }
    }
  }
}
