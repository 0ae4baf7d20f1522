package dev.autodiff.examples.checkers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A function whose gradient is checked, with the points to check it at.
 *
 * @param name the method of the catalogue, such as {@code add(T)}, or what was put together of them
 * @param cases how to draw a case, for each region that the function has
 * @param isStep whether the derivative is 0 everywhere by nature
 */
record Subject(String name, Map<Region, Function<Draw, Case>> cases, boolean isStep) {

  /** A function with ordinary points. */
  static Subject of(String name, Function<Draw, Case> ordinary) {
    return new Subject(name, Map.of(Region.ORDINARY, ordinary), false);
  }

  Subject with(Region region, Function<Draw, Case> more) {
    Map<Region, Function<Draw, Case>> all = new EnumMap<>(Region.class);
    all.putAll(cases);
    all.put(region, more);
    return new Subject(name, all, isStep);
  }

  Subject extreme(Function<Draw, Case> more) {
    return with(Region.EXTREME, more);
  }

  Subject kinks(Function<Draw, Case> more) {
    return with(Region.KINK, more);
  }

  Subject steps() {
    return new Subject(name, cases, true);
  }

  Set<Region> regions() {
    return cases.keySet();
  }

  /** The {@code number}-th case of a region. */
  Case draw(Region region, long seed, int number) {
    Function<Draw, Case> drawn = cases.get(region);
    if (drawn == null) {
      throw new IllegalArgumentException(name + ": has no " + region.text);
    }
    long mixed = seed * 0x9E3779B97F4A7C15L + name.hashCode() * 31L + region.name().hashCode();
    return drawn.apply(new Draw(region, mixed * 0x2545F4914F6CDD1DL + number));
  }
}
