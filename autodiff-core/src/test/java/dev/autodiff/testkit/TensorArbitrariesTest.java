package dev.autodiff.testkit;

import static dev.autodiff.testkit.TensorArbitraries.arrays;
import static dev.autodiff.testkit.TensorArbitraries.together;
import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

final class TensorArbitrariesTest {
  @Provide
  Arbitrary<NdArray> positive() {
    return arrays().in(Domain.POSITIVE).ofMagnitudes(1e-3, 1, 1e3).awayFrom(1);
  }

  @Provide
  Arbitrary<NdArray> nonZero() {
    return arrays().in(Domain.NON_ZERO).ofMagnitudes(1).ofType(DType.FLOAT32);
  }

  @Provide
  Arbitrary<List<NdArray>> pairs() {
    return together(arrays(), arrays().in(Domain.ABOVE_MINUS_ONE).hitting(7));
  }

  @Property(seed = "1", tries = 200)
  void valuesLieInTheirDomain(
      @ForAll("positive") NdArray a,
      @ForAll("nonZero") NdArray b,
      @ForAll("pairs") List<NdArray> c) {
    for (double x : a.toDoubles()) {
      assertThat(x).isBetween(1e-4, 2000.0);
      assertThat(Math.abs(x - 1)).isGreaterThanOrEqualTo(1e-3 / 32);
    }
    assertThat(b.dtype()).isEqualTo(DType.FLOAT32);
    for (double x : b.toDoubles()) {
      assertThat(Math.abs(x)).isBetween(0.125, 2.0);
    }
    assertThat(c.get(0).shape()).isEqualTo(c.get(1).shape());
    for (double x : c.get(1).toDoubles()) {
      assertThat(x).isGreaterThan(-1).isEqualTo((float) x);
    }
  }

  @Example
  void everyRankEmptyArraysAndSpecialNumbersAreDrawn() {
    List<NdArray> drawn = new ArrayList<>();
    RandomGenerator<NdArray> generator =
        arrays().ofMagnitudes(0.125, 1, 8).hitting(7).generator(1000);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      drawn.add(generator.next(random).value());
    }
    assertThat(drawn).extracting(NdArray::rank).contains(0, 1, 2, 3, 4);
    assertThat(drawn).anyMatch(a -> a.size() == 0).allMatch(a -> a.size() <= 24);
    List<Double> all = drawn.stream().flatMapToDouble(a -> stream(a.toDoubles())).boxed().toList();
    assertThat(all.stream().filter(x -> x == 7).count() / (double) all.size()).isBetween(0.1, 0.15);
    assertThat(all)
        .anyMatch(x -> Math.abs(x) > 8)
        .anyMatch(x -> x != 0 && Math.abs(x) < 0.1)
        .allMatch(x -> Math.abs(x) <= 16);
  }

  @Example
  void refusesWhatItCannotDraw() {
    assertThatThrownBy(() -> arrays().ofMagnitudes(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ofMagnitudes: needs positive numbers below 1e30, not [1.0, 0.0].");
    assertThatThrownBy(() -> arrays().ofType(DType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ofType: draws float32 or float64, not int32.");
  }

  @Example
  void numbersShrinkToOneHalf() {
    Shrinkable<NdArray> smallest = arrays().ofShape(2).generator(1000, false).next(new Random(1));
    Optional<Shrinkable<NdArray>> next = Optional.of(smallest);
    while (next.isPresent()) {
      smallest = next.get();
      next = smallest.shrink().findFirst();
    }
    assertThat(smallest.value().toDoubles()).containsExactly(0.5, 0.5);
  }
}
