package dev.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ShapeTest {
  private static final Shape S = Shape.of(2, 3, 4);

  @Test
  void hasRankSizeAndLengths() {
    assertThat(S.rank()).isEqualTo(3);
    assertThat(S.size()).isEqualTo(24);
    assertThat(S.dim(1)).isEqualTo(3);
    assertThat(S.dim(-1)).isEqualTo(4);
    assertThat(S).hasToString("[2, 3, 4]");
    assertThat(Shape.of()).isSameAs(Shape.SCALAR).hasToString("[]");
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
    assertThat(Shape.of(3, 0).size()).isZero();
  }

  @Test
  void isAValue() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void refusesImpossibleLengths() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape: axis lengths must not be negative: [2, -1]");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shape: [65536, 32768] has more than 2^31-1 elements, the most a Java array holds. Work on parts.");
    assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void resolvesAxes() {
    assertThat(S.axis("op", -3)).isZero();
    assertThat(S.axis("op", 2)).isEqualTo(2);
    assertThat(S.axes("op", 0, -1)).containsExactly(true, false, true);
    assertThat(S.axes("op")).containsExactly(true, true, true);
    assertThatThrownBy(() -> S.axis("sum", 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("sum: axis 3 is out of range for shape [2, 3, 4]: use -3 to 2.");
    assertThatThrownBy(() -> Shape.SCALAR.axis("sum", 0))
        .hasMessage("sum: axis 0 is out of range for shape [], which has no axes.");
    assertThatThrownBy(() -> S.axes("sum", 1, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sum: axis 1 is named twice in [1, -2].");
  }

  @Test
  void derivesOtherShapes() {
    boolean[] middle = {false, true, false};
    assertThat(S.reduce(middle, false)).isEqualTo(Shape.of(2, 4));
    assertThat(S.reduce(middle, true)).isEqualTo(Shape.of(2, 1, 4));
    assertThat(S.permute(2, 0, 1)).isEqualTo(Shape.of(4, 2, 3));
    assertThat(S.with(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
    assertThat(S.insert(0, 5)).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(S.insert(3, 5)).isEqualTo(Shape.of(2, 3, 4, 5));
    assertThat(S.append(Shape.of(5, 6))).isEqualTo(Shape.of(2, 3, 4, 5, 6));
    assertThat(S.append(Shape.of())).isEqualTo(S);
    assertThat(Shape.of().append(S)).isEqualTo(S);
    assertThat(S.index(0)).containsExactly(0, 0, 0);
    assertThat(S.index(23)).containsExactly(1, 2, 3);
    assertThat(S.index(17)).containsExactly(1, 1, 1);
    assertThat(Shape.of().index(0)).isEmpty();
    assertThat(S.rowMajorStrides()).containsExactly(12, 4, 1);
  }

  @Test
  void broadcastsAsNumPyDoes() {
    assertThat(Shape.broadcast("add", Shape.of(3, 1), Shape.of(4))).isEqualTo(Shape.of(3, 4));
    assertThat(Shape.broadcast("add", Shape.SCALAR, S)).isEqualTo(S);
    assertThat(Shape.broadcast("add", Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
    assertThat(Shape.broadcast("add", Shape.of(8, 1, 6, 1), Shape.of(7, 1, 5)))
        .isEqualTo(Shape.of(8, 7, 6, 5));
    assertThatThrownBy(() -> Shape.broadcast("add", Shape.of(2, 0), Shape.of(2, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Arbitraries.integers().between(0, 3).array(int[].class).ofMaxSize(4).map(Shape::of);
  }

  @Property(seed = "42", tries = 300)
  void broadcastingIsSymmetricAndBothSidesFit(
      @ForAll("shapes") Shape x, @ForAll("shapes") Shape y) {
    Shape both;
    try {
      both = Shape.broadcast("op", x, y);
    } catch (IllegalArgumentException e) {
      assertThatThrownBy(() -> Shape.broadcast("op", y, x)).isInstanceOf(e.getClass());
      assertThat(x.broadcastsTo(y) || y.broadcastsTo(x)).isFalse();
      return;
    }
    assertThat(Shape.broadcast("op", y, x)).isEqualTo(both);
    assertThat(x.broadcastsTo(both)).isTrue();
    assertThat(y.broadcastsTo(both)).isTrue();
  }
}
