package dev.autodiff.testkit;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Domain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ArbitraryDecorator;

/**
 * Draws arrays. Immutable: each setting gives another. What is not set: any shape of {@link
 * TensorArbitraries#shapes()}, every real number, magnitudes ⅛ and 1, float64.
 *
 * <p>Numbers are such as float32 has too, so both types are tried at the same points. Shrinking
 * makes shapes smaller and numbers ½, 1 or 2, where errors still show; not 0, where they vanish.
 */
public final class NdArrayArbitrary extends ArbitraryDecorator<NdArray> {
  private static final int GRID = 1 << 16; // numbers are drawn as k/GRID
  private static final double MARGIN = 1.0 / 8; // from the end of a domain, of the magnitude
  private static final int OFTEN = 10_000;
  private static final double NEAR = 1.0 / 32; // to a kink, of the magnitude

  private Arbitrary<Shape> shapes = TensorArbitraries.shapes();
  private Domain domain = Domain.REAL;
  private double[] magnitudes = {1, 1.0 / 8};
  private double[] avoided = {};
  private double[] hit = {};
  private DType dtype = DType.FLOAT64;

  NdArrayArbitrary() {}

  /** Draws arrays of this shape. */
  public NdArrayArbitrary ofShape(int... shape) {
    return ofShapes(Arbitraries.just(Shape.of(shape)));
  }

  /** Draws arrays of these shapes. */
  public NdArrayArbitrary ofShapes(Arbitrary<Shape> drawn) {
    NdArrayArbitrary r = typedClone();
    r.shapes = drawn;
    return r;
  }

  /** Draws numbers of a domain, an eighth of their magnitude or more away from its end. */
  public NdArrayArbitrary in(Domain numbers) {
    NdArrayArbitrary r = typedClone();
    r.domain = numbers;
    return r;
  }

  /**
   * Draws numbers of these sizes: up to 2·m away from 0, or from the end of the domain.
   *
   * @throws IllegalArgumentException if there is none, or one is not positive
   */
  public NdArrayArbitrary ofMagnitudes(double... sizes) {
    if (sizes.length == 0 || !Arrays.stream(sizes).allMatch(m -> m > 0 && m < 1e30)) {
      throw new IllegalArgumentException(
          "ofMagnitudes: needs positive numbers below 1e30, not %s."
              .formatted(Arrays.toString(sizes)));
    }
    NdArrayArbitrary r = typedClone();
    r.magnitudes = sizes.clone();
    return r;
  }

  /** Draws no number closer than 1/32 of its magnitude to one of these: kinks and jumps. */
  public NdArrayArbitrary awayFrom(double... kinks) {
    NdArrayArbitrary r = typedClone();
    r.avoided = kinks.clone();
    return r;
  }

  /** Draws these numbers themselves for every eighth element: kinks and other special places. */
  public NdArrayArbitrary hitting(double... numbers) {
    NdArrayArbitrary r = typedClone();
    r.hit = numbers.clone();
    return r;
  }

  /**
   * Draws arrays of this type.
   *
   * @throws IllegalArgumentException if it is no floating type
   */
  public NdArrayArbitrary ofType(DType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException("ofType: draws float32 or float64, not " + type + ".");
    }
    NdArrayArbitrary r = typedClone();
    r.dtype = type;
    return r;
  }

  @Override
  protected Arbitrary<NdArray> arbitrary() {
    Arbitrary<Double> numbers = numbers();
    DType type = dtype;
    return shapes.flatMap(
        shape -> numbers.list().ofSize(shape.size()).map(elements -> array(elements, shape, type)));
  }

  private static NdArray array(List<Double> elements, Shape shape, DType type) {
    double[] r = elements.stream().mapToDouble(Double::doubleValue).toArray();
    return NdArray.wrap(r, shape).cast(type);
  }

  private Arbitrary<Double> numbers() {
    List<Tuple.Tuple2<Integer, Arbitrary<Double>>> kinds = new ArrayList<>();
    List<Double> plain = plain();
    if (!plain.isEmpty()) { // first, so that others shrink to it; rare, for equal numbers make ties
      kinds.add(Tuple.of(1, Arbitraries.of(plain).withoutEdgeCases()));
    }
    for (double m : magnitudes) {
      kinds.add(Tuple.of(7 * OFTEN, numbers(m)));
    }
    if (hit.length > 0) {
      Arbitrary<Double> special = Arbitraries.of(Arrays.stream(hit).boxed().toList());
      kinds.add(Tuple.of(OFTEN * magnitudes.length, special));
    }
    return Arbitraries.frequencyOf(kinds);
  }

  /** The numbers to shrink to. */
  private List<Double> plain() {
    boolean bounded = Double.isFinite(domain.low());
    double m = magnitudes[0];
    return DoubleStream.of(0.5, 1, 2, -0.5, -1, -2)
        .filter(x -> !bounded || x > 0)
        .map(x -> (float) ((bounded ? domain.low() : 0) + m * x))
        .filter(x -> isFarFromKinks(x, m))
        .boxed()
        .toList();
  }

  private boolean isFarFromKinks(double x, double magnitude) {
    return Arrays.stream(avoided).noneMatch(at -> Math.abs(x - at) < NEAR * magnitude);
  }

  private Arbitrary<Double> numbers(double magnitude) {
    boolean bounded = Double.isFinite(domain.low());
    double end = bounded ? domain.low() : 0;
    int least = (int) (MARGIN * GRID);
    return Arbitraries.integers()
        .between(bounded ? least : -2 * GRID, 2 * GRID)
        .shrinkTowards(GRID / 2)
        .withDistribution(RandomDistribution.uniform())
        .edgeCases(ends -> ends.includeOnly(0)) // the others are no more special than any number
        .filter(k -> domain != Domain.NON_ZERO || Math.abs(k) >= least)
        .map(k -> (double) (float) (end + magnitude * k / GRID))
        .filter(x -> isFarFromKinks(x, magnitude));
  }
}
