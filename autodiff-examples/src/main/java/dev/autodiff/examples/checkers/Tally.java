package dev.autodiff.examples.checkers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one rule said in all cases. */
final class Tally {
  /** Right gradients, by the kind of points. */
  final Map<Region, Right> right = new EnumMap<>(Region.class);

  /** Right gradients that are 0 throughout, of which a check can say little. */
  final Right zero = new Right();

  /** Faults of relative size 10⁻⁶ or more, by the kind of points. */
  final Map<Region, Found> faults = new EnumMap<>(Region.class);

  /** At ordinary points, by kind of fault. */
  final Map<String, Found> kinds = new TreeMap<>();

  /**
   * At ordinary points, by the operation that is wrong; without faults that are meant to be small.
   */
  final Map<String, Found> operations = new TreeMap<>();

  /** At kinks, by kind of fault. */
  final Map<String, Found> kindsAtKinks = new TreeMap<>();

  /**
   * Of right gradients that agree at ordinary points, by function: how far apart the numbers are.
   */
  final Map<String, List<Double>> apart = new TreeMap<>();

  final Found secondOrder = new Found();

  /** False alarms and misses, one a line. */
  final List<String> remarks = new ArrayList<>();

  long evaluations;
  long jacobianElements;

  Tally() {
    for (Region region : Region.values()) {
      right.put(region, new Right());
      faults.put(region, new Found());
    }
  }

  void add(Tally other) {
    right.forEach((region, r) -> r.add(get(other.right, region)));
    zero.add(other.zero);
    faults.forEach((region, f) -> f.add(get(other.faults, region)));
    other.kinds.forEach((name, f) -> found(kinds, name).add(f));
    other.operations.forEach((name, f) -> found(operations, name).add(f));
    other.kindsAtKinks.forEach((name, f) -> found(kindsAtKinks, name).add(f));
    other.apart.forEach((name, d) -> apart.computeIfAbsent(name, n -> new ArrayList<>()).addAll(d));
    secondOrder.add(other.secondOrder);
    remarks.addAll(other.remarks);
    evaluations += other.evaluations;
    jacobianElements += other.jacobianElements;
  }

  static Found found(Map<String, Found> in, String name) {
    return in.computeIfAbsent(name, n -> new Found());
  }

  static <V> V get(Map<Region, V> of, Region region) {
    V value = of.get(region);
    if (value == null) {
      throw new IllegalStateException("no entry for " + region);
    }
    return value;
  }

  Right right(Region region) {
    return get(right, region);
  }

  Found faults(Region region) {
    return get(faults, region);
  }

  /** Returns what to count a fault in, beside {@link #faults}. */
  List<Found> named(Region region, String kind, String operation) {
    return switch (region) {
      case ORDINARY ->
          GeneralMutations.isGraded(kind)
              ? List.of(found(kinds, kind))
              : List.of(found(kinds, kind), found(operations, operation));
      case KINK -> List.of(found(kindsAtKinks, kind));
      case EXTREME -> List.of();
    };
  }

  double evaluationsPerElement() {
    return jacobianElements == 0 ? Double.NaN : (double) evaluations / jacobianElements;
  }

  /** Returns the largest k such that ×(1 + 10⁻ᵏ) is found in 99 of 100 cases, as for all before. */
  int smallestFactor() {
    int k = 1;
    while (k < 12 && rateOfFactor(k + 1) >= 0.99) {
      k++;
    }
    return k;
  }

  double rateOfFactor(int k) {
    return found(kinds, GeneralMutations.factor(k)).rate();
  }
}
