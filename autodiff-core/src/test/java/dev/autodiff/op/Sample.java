package dev.autodiff.op;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * What jqwik generates, and shrinks, for an operation to make its inputs of: a shape and a seed.
 *
 * @param dims the shape, which operations with shapes of several parts take as a start
 * @param seed of everything else: values, axes, memory layouts, directions
 */
record Sample(List<Integer> dims, long seed) {

  /** Rank 0–4 with axes 0–4, axes of 1 and 0 often enough, at most {@code cap} elements. */
  private static Arbitrary<List<Integer>> dims(int cap) {
    return Arbitraries.frequency(
            Tuple.of(2, 0), Tuple.of(9, 1), Tuple.of(9, 2), Tuple.of(9, 3), Tuple.of(5, 4))
        .list()
        .ofMinSize(0)
        .ofMaxSize(4)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(
            dims -> {
              Integer[] r = dims.toArray(new Integer[0]);
              for (int i = 0; i < r.length && size(r) > cap; i++) {
                r[i] = 1;
              }
              return List.of(r);
            });
  }

  private static int size(Integer[] dims) {
    return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
  }

  private static Arbitrary<Sample> of(Arbitrary<List<Integer>> dims) {
    return Combinators.combine(dims, Arbitraries.longs().between(0, 1L << 40)).as(Sample::new);
  }

  /** Shapes for derivatives. */
  static final class Small implements ArbitrarySupplier<Sample> {
    @Override
    public Arbitrary<Sample> get() {
      return of(dims(24));
    }
  }

  /** Shapes for values, some long enough for every path of the kernels, tails included. */
  static final class Any implements ArbitrarySupplier<Sample> {
    @Override
    public Arbitrary<Sample> get() {
      Arbitrary<List<Integer>> vectors =
          Arbitraries.of(5, 7, 8, 9, 16, 31, 67, 130, 513, 1030).map(List::of);
      Arbitrary<List<Integer>> matrices =
          Combinators.combine(Arbitraries.of(2, 3, 5, 9), Arbitraries.of(7, 16, 33, 130))
              .as(List::of);
      return of(
          Arbitraries.frequencyOf(
              Tuple.of(6, dims(256)), Tuple.of(1, vectors), Tuple.of(1, matrices)));
    }
  }
}
