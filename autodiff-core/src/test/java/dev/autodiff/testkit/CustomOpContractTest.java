package dev.autodiff.testkit;

import static dev.autodiff.testkit.TensorArbitraries.apart;
import static dev.autodiff.testkit.TensorArbitraries.arrays;
import static dev.autodiff.testkit.TensorArbitraries.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.Reason;
import dev.autodiff.op.Branches;
import dev.autodiff.op.Domain;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The contract passes what is right and names what is wrong. */
final class CustomOpContractTest {
  private static final NdArray X = NdArray.of(new double[][] {{0.5, -1.25, 3}, {2, 0.125, -0.75}});
  private static final NdArray Y = NdArray.of(new double[][] {{2, 1.5, -1}, {0.25, -3, 1.125}});

  /** a·b², open to mistakes of every kind. */
  private static class Scaled extends CustomOp {
    Scaled() {
      super("scaled");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return Tensor.of(x.get(0)).mul(Tensor.of(x.get(1)).square()).value();
    }

    @Override
    protected @Nullable Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return input == 0 ? byA(g, x) : byB(g, x);
    }

    @Nullable Tensor byA(Tensor g, List<Tensor> x) {
      return g.mul(x.get(1).square());
    }

    @Nullable Tensor byB(Tensor g, List<Tensor> x) {
      return g.mul(x.get(0)).mul(x.get(1)).mul(2);
    }
  }

  /** tanh by its values, with a rule and a way of computing that a test chooses. */
  private static class Tanh extends CustomOp {
    private final UnaryOperator<NdArray> forward;
    private final BinaryOperator<Tensor> slope; // of x and y

    Tanh(UnaryOperator<NdArray> forward, BinaryOperator<Tensor> slope) {
      super("myTanh");
      this.forward = forward;
      this.slope = slope;
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return forward.apply(x.get(0));
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(slope.apply(x.get(0), y));
    }
  }

  private static NdArray tanh(NdArray x) {
    return Tensor.of(x).tanh().value();
  }

  private static Tensor right(Tensor x, Tensor y) {
    return y.square().neg().add(1);
  }

  private static void fails(CustomOp wrong, String rule, String... words) {
    NdArray[] inputs = wrong instanceof Tanh ? new NdArray[] {X} : new NdArray[] {X, Y};
    var thrown =
        assertThatThrownBy(() -> CustomOpContract.of(wrong).check(inputs))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining(" breaks the rule '" + rule + "'")
            .hasMessageContaining("input 0: float64 [2, 3] [0.5, -1.25, 3.0, 2.0, 0.125, -0.75]");
    for (String w : words) {
      thrown.hasMessageContaining(w);
    }
  }

  @Property(seed = "1", tries = 60)
  void aRightOperationPasses(@ForAll("pairs") List<NdArray> inputs) {
    CustomOpContract.of(new Scaled()).check(inputs);
    CustomOpContract.of(new Tanh(CustomOpContractTest::tanh, CustomOpContractTest::right))
        .check(inputs.get(0));
  }

  @Property(seed = "2", tries = 30)
  void operationsOfTheCataloguePass(@ForAll("pairs") List<NdArray> inputs) {
    CustomOpContract.of(x -> x.get(0).mul(x.get(1)).add(x.get(0))).check(inputs);
    CustomOpContract.of(x -> x.get(0).sum()).check(inputs.get(0));
    CustomOpContract.of(x -> x.get(0).transpose()).check(inputs.get(0));
  }

  @Property(seed = "3", tries = 30)
  void aProductOfMatricesPasses(@ForAll("matrices") List<NdArray> inputs) {
    CustomOpContract.of(x -> x.get(0).matmul(x.get(1))).check(inputs);
  }

  @Property(seed = "4", tries = 30)
  void aKinkIsAvoidedOrAllowed(
      @ForAll("besideZero") NdArray smooth, @ForAll("alsoZero") NdArray kinked) {
    CustomOpContract.of(x -> x.get(0).relu()).check(smooth);
    CustomOpContract.of(x -> x.get(0).relu()).allowing(Reason.KINK).check(kinked);
  }

  @Provide
  Arbitrary<List<NdArray>> pairs() {
    return together(arrays(), arrays());
  }

  @Provide
  Arbitrary<List<NdArray>> matrices() {
    return apart(arrays().ofShape(2, 3), arrays().ofShape(3, 4).in(Domain.ABOVE_MINUS_ONE));
  }

  @Provide
  Arbitrary<NdArray> besideZero() {
    return arrays().awayFrom(0);
  }

  @Provide
  Arbitrary<NdArray> alsoZero() {
    return arrays().awayFrom(0).hitting(0);
  }

  @Example
  void aKinkNotAllowedIsNamed() {
    assertThatThrownBy(() -> CustomOpContract.of(x -> x.get(0).relu()).check(NdArray.of(0, 1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("relu breaks the rule 'gradient'")
        .hasMessageContaining("INCONCLUSIVE (KINK")
        .hasMessageContaining("Draw inputs away from such places, or allow them");
  }

  @Example
  void aWrongConventionAtAKinkIsFound() {
    CustomOp wrong =
        new CustomOp("myRelu") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            return Tensor.of(x.get(0)).relu().value();
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            Tensor atZero = x.get(0).eq(0).cast(g.dtype());
            Tensor above = x.get(0).gt(0).cast(g.dtype());
            return g.mul(above.add(atZero.mul(2))); // 2 is not between 0 and 1
          }

          @Override
          protected long branches(List<NdArray> inputs, NdArray output) {
            return Branches.of(inputs.get(0), 0);
          }
        };
    assertThatThrownBy(
            () -> CustomOpContract.of(wrong).allowing(Reason.KINK).check(NdArray.of(0, 1)))
        .hasMessageContaining("myRelu breaks the rule 'gradient'")
        .hasMessageContaining("DISAGREES");
  }

  @Example
  void signFactorAndOperand() {
    fails(
        new Tanh(CustomOpContractTest::tanh, (x, y) -> right(x, y).neg()),
        "gradient",
        "DISAGREES",
        "ratio -1");
    fails(
        new Tanh(CustomOpContractTest::tanh, (x, y) -> right(x, y).mul(2)),
        "gradient",
        "DISAGREES",
        "ratio 2");
    fails(
        new Scaled() {
          @Override
          @Nullable Tensor byB(Tensor g, List<Tensor> x) {
            return null;
          }
        },
        "gradient",
        "DISAGREES",
        "/∂x1");
  }

  @Example
  void cotangentIgnoredOrSquared() {
    fails(
        new Tanh(CustomOpContractTest::tanh, CustomOpContractTest::right) {
          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return right(x.get(0), y);
          }
        },
        "gradient",
        "DISAGREES");
    fails(
        new Tanh(CustomOpContractTest::tanh, CustomOpContractTest::right) {
          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return g.square().mul(right(x.get(0), y));
          }
        },
        "gradient",
        "not linear in the cotangent");
  }

  @Example
  void stateKept() {
    NdArray[] kept = new NdArray[1];
    fails(
        new Tanh(
            x -> {
              kept[0] = x;
              return tanh(x);
            },
            (x, y) -> right(x, Tensor.of(kept[0]).tanh())),
        "no state",
        "the gradient by input 0 is not the same twice",
        "Does it keep values");
    int[] calls = {0};
    fails(
        new Tanh(
            x -> Tensor.of(x).add(1e-9 * calls[0]++).tanh().value(), CustomOpContractTest::right),
        "no state",
        "the value is not the same twice");
  }

  @Example
  void inputOrCotangentChanged() {
    fails(
        new Tanh(
            x -> {
              NdArray y = tanh(x);
              ((double[]) x.dense().storage())[1] = y.toDoubles()[1];
              return y;
            },
            CustomOpContractTest::right),
        "nothing is written",
        "input 0 was changed: 1 of 6 elements differ, most at [0, 1]");
  }

  @Example
  void layoutIgnored() {
    fails(
        new Tanh(x -> tanh(NdArray.over(x.storage(), 0, x.shape())), CustomOpContractTest::right),
        "any layout",
        "the value: ");
  }

  @Example
  void notDifferentiableTwice() {
    Tanh once = new Tanh(CustomOpContractTest::tanh, (x, y) -> right(x, y.detach()));
    fails(once, "second order", "DISAGREES");
    CustomOpContract.of(once).differentiableOnce().check(X);
    CustomOp linear =
        new CustomOp("thrice") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            return Tensor.of(x.get(0)).mul(3).value();
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return g.detach().mul(3);
          }
        };
    assertThatThrownBy(() -> CustomOpContract.of(linear).check(X))
        .isInstanceOf(AssertionError.class);
  }

  @Example
  void notToBeTraced() {
    Tanh reads =
        new Tanh(
            CustomOpContractTest::tanh,
            (x, y) -> x.value().size() > 0 ? right(x, y) : right(x, y).neg());
    assertThatThrownBy(() -> CustomOpContract.of(reads).check(X))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(() -> CustomOpContract.of(reads).eagerOnly().check(X))
        .doesNotThrowAnyException();
  }

  @Example
  void doublesOnly() {
    Tanh wide =
        new Tanh(
            x -> tanh(x.cast(DType.FLOAT64)),
            (x, y) -> Tensor.of(NdArray.scalar(0)).cast(y.dtype()));
    CustomOp doubles =
        new CustomOp("wide") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            return tanh(x.get(0).cast(DType.FLOAT64));
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return g.mul(right(x.get(0), y)).cast(x.get(0).dtype());
          }
        };
    fails(wide, "gradient");
    assertThatThrownBy(() -> CustomOpContract.of(doubles).check(X))
        .hasMessageContaining("wide breaks the rule 'float32'")
        .hasMessageContaining("the value of float32 inputs is float64");
    CustomOpContract.of(doubles).float64Only().check(X);
  }

  @Example
  void lessPreciseThanItsTypeInFloat32() {
    fails(
        new Tanh(
            x -> x.dtype() == DType.FLOAT64 ? tanh(x) : Tensor.of(tanh(x)).mul(1.01).value(),
            CustomOpContractTest::right),
        "float32",
        "the value: ");
  }

  @Example
  void emptyAndScalarInputsPass() {
    CustomOpContract.of(new Scaled()).check(NdArray.zeros(0, 2), NdArray.zeros(0, 2));
    CustomOpContract.of(new Scaled()).check(NdArray.scalar(2), NdArray.scalar(-1));
  }

  @Example
  void everyBrokenRuleIsNamed() {
    CustomOp twice =
        new CustomOp("sumOfSquares") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            double sum = 0;
            for (double v : x.get(0).toDoubles()) {
              sum += v * v;
            }
            return NdArray.scalar(sum); // float64 whatever came in
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return x.get(0).mul(2); // without g
          }
        };
    assertThatThrownBy(() -> CustomOpContract.of(twice).check(X))
        .hasMessageStartingWith("sumOfSquares breaks the rule 'float32'\n  input 0: float64 [2, 3]")
        .hasMessageContaining("is float64. Give it their type: .cast(inputs.get(0).dtype()).")
        .hasMessageContaining("sumOfSquares breaks the rule 'gradient' too\n  gradient DISAGREES");
  }

  @Example
  void branchesLeftOutAreNoticed() {
    CustomOp abs =
        new CustomOp("myAbs") {
          @Override
          protected NdArray forward(List<NdArray> x) {
            return Tensor.of(x.get(0)).abs().value();
          }

          @Override
          protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
            return g.mul(x.get(0).sign());
          }
        };
    CustomOpContract contract = CustomOpContract.of(abs).allowing(Reason.KINK);
    contract.check(NdArray.of(1, -2));
    assertThatThrownBy(() -> contract.check(NdArray.of(0, 1)))
        .hasMessageContaining("myAbs breaks the rule 'branches'")
        .hasMessageContaining("Override branches: Branches.of(inputs.get(0), kinks...)");
    CustomOpContract.of(x -> x.get(0).abs()).allowing(Reason.KINK).check(NdArray.of(0, 1));
  }

  @Example
  void shrinkingKeepsToTheRule() {
    Tanh wrong = new Tanh(CustomOpContractTest::tanh, (x, y) -> right(x, y).mul(2));
    Tanh other = new Tanh(CustomOpContractTest::tanh, (x, y) -> right(x, y.detach()));
    assertThat(kind(wrong)).isEqualTo(kind(wrong)).isNotEqualTo(kind(other));
  }

  /** What jqwik compares errors by when it shrinks. */
  private static String kind(CustomOp operation) {
    AssertionError e =
        catchThrowableOfType(AssertionError.class, () -> CustomOpContract.of(operation).check(X));
    return e.getStackTrace()[0].toString();
  }
}
