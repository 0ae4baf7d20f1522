package dev.autodiff.testkit;

import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * What jqwik draws, and shrinks, to try operations on.
 *
 * <pre>{@code
 * arrays()                                                    // any shape of rank 0–4
 * arrays().ofShape(2, 3).in(Domain.POSITIVE).awayFrom(1)
 * together(arrays(), arrays().in(Domain.NON_ZERO))            // two inputs of one shape
 * apart(arrays().ofShape(2, 3), arrays().ofShape(3))          // two inputs of their own shapes
 * }</pre>
 */
public final class TensorArbitraries {
  private static final int MAX_RANK = 4;
  private static final int MAX_SIZE = 24; // a numerical derivative evaluates for every element

  private TensorArbitraries() {}

  /** Draws arrays: see there for what can be set. */
  public static NdArrayArbitrary arrays() {
    return new NdArrayArbitrary();
  }

  /**
   * Draws shapes of rank 0–4 with axes of length 0–4 and at most 24 elements. Axes of length 1 and
   * 0, at which broadcasting and sums go wrong first, are frequent enough.
   */
  public static Arbitrary<Shape> shapes() {
    return shapes(0, MAX_RANK);
  }

  /** Draws such shapes of a rank between the given ones, inclusive. */
  public static Arbitrary<Shape> shapes(int leastRank, int mostRank) {
    return Arbitraries.frequency(
            Tuple.of(9, 1), Tuple.of(9, 2), Tuple.of(9, 3), Tuple.of(5, 4), Tuple.of(2, 0))
        .list()
        .ofMinSize(leastRank)
        .ofMaxSize(mostRank)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(TensorArbitraries::capped);
  }

  private static Shape capped(List<Integer> drawn) {
    int[] dims = drawn.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < dims.length && Shape.of(dims).size() > MAX_SIZE; i++) {
      dims[i] = 1;
    }
    return Shape.of(dims);
  }

  /** Draws inputs that all have the same shape, one of {@link #shapes()}. */
  public static Arbitrary<List<NdArray>> together(NdArrayArbitrary... inputs) {
    return shapes()
        .flatMap(
            shape ->
                apart(
                    Arrays.stream(inputs)
                        .map(input -> input.ofShape(shape.toArray()))
                        .toArray(NdArrayArbitrary[]::new)));
  }

  /** Draws inputs that have nothing to do with each other. */
  public static Arbitrary<List<NdArray>> apart(NdArrayArbitrary... inputs) {
    return Combinators.combine(List.<Arbitrary<NdArray>>of(inputs)).as(List::copyOf);
  }
}
