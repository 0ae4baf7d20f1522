package dev.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The choices that operations report: all of them, and no others. */
final class BranchesTest {
  private static final double NAN = Double.NaN;

  @Property(seed = "21", tries = 40)
  void smallStepsChangeNoBranch(@ForAll(supplier = Sample.Small.class) Sample sample) {
    OperationTable.operations().forEach(o -> BranchContract.smallStepsChangeNoBranch(o, sample));
  }

  @Test
  void noKinkOfTheCatalogueIsInvisible() {
    Set<String> kinked = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      Sample sample = new Sample(List.of(3, 2), seed);
      for (Operation operation : OperationTable.operations()) {
        if (BranchContract.noKinkIsInvisible(operation, sample)) {
          kinked.add(operation.toString());
        }
      }
    }
    assertThat(kinked)
        .as("lines of the table where differences saw a kink")
        .containsExactlyInAnyOrder(
            "relu()",
            "hardtanh()",
            "abs()",
            "sign()",
            "floor()",
            "clip(double,double)",
            "maximum(T)",
            "minimum(T)",
            "where(T,T) of a comparison",
            "eq(T)",
            "ne(T)",
            "lt(T)",
            "le(T)",
            "gt(T)",
            "ge(T)",
            "eq(double)",
            "ne(double)",
            "lt(double)",
            "le(double)",
            "gt(double)",
            "ge(double)",
            "max(int...)",
            "max(boolean,int...)",
            "min(int...)",
            "min(boolean,int...)");
  }

  @Test
  void everyKinkOfTheCatalogueStatesItsDerivative() {
    Set<String> silent = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      Sample sample = new Sample(List.of(3, 2), seed);
      for (Operation operation : OperationTable.operations()) {
        silent.addAll(BranchContract.silentAtKinks(operation, sample));
      }
    }
    assertThat(silent)
        .as("operations at a kink whose besideKinks is empty: comparisons, and what they choose by")
        .containsExactlyInAnyOrder("eq", "ne", "lt", "le", "gt", "ge", "where");
  }

  private static List<Long> branches(UnaryOperator<Tensor> f, DType type, double x) {
    return BranchContract.signature(f.apply(Tensor.variable(NdArray.scalar(type, x))));
  }

  /** Just below, at and just above a point are three branches. */
  private static void three(UnaryOperator<Tensor> f, double... points) {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      for (double x : points) {
        double at = type == DType.FLOAT32 ? (float) x : x;
        double step = 2 * type.epsilon() * Math.max(1, Math.abs(x));
        Set<List<Long>> seen = new HashSet<>();
        for (double side : new double[] {-1, 0, 1}) {
          seen.add(branches(f, type, at + side * step));
        }
        assertThat(seen).as("around %s in %s", x, type).hasSize(3);
      }
    }
  }

  /** All points are on one branch. */
  private static void one(UnaryOperator<Tensor> f, double... points) {
    Set<List<Long>> seen = new HashSet<>();
    for (double x : points) {
      seen.add(branches(f, DType.FLOAT64, x));
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void kinksOfOneArgument() {
    three(Tensor::relu, 0);
    three(Tensor::hardtanh, -1, 1);
    three(Tensor::abs, 0);
    three(Tensor::sign, 0);
    three(Tensor::floor, -2, 0, 1);
    three(x -> x.clip(0.1, 0.7), 0.1, 0.7); // neither is a float
    three(x -> x.clip(2, 2), 2);
    one(Tensor::relu, -0.0, 0.0);
    one(Tensor::relu, -3, -1e-300);
    one(Tensor::hardtanh, -0.9, 0, 0.9);
    one(x -> x.clip(Double.NEGATIVE_INFINITY, 1), -1e300, 0, 0.9);
  }

  @Test
  void tiesOfTwoArguments() {
    Tensor third = Tensor.scalar(1.0 / 3);
    List<UnaryOperator<Tensor>> functions =
        List.of(
            x -> x.maximum(third.cast(x.dtype())),
            x -> third.cast(x.dtype()).minimum(x),
            x -> x.eq(1.0 / 3),
            x -> x.ne(1.0 / 3),
            x -> x.lt(1.0 / 3),
            x -> x.le(1.0 / 3),
            x -> x.gt(1.0 / 3),
            x -> x.ge(1.0 / 3));
    functions.forEach(f -> three(f, 1.0 / 3));
  }

  @Test
  void tiesAlongAnAxis() {
    for (double sign : new double[] {1, -1}) {
      UnaryOperator<Tensor> f =
          x -> {
            Tensor two = x.filled(2).mul(sign);
            Tensor all = Tensor.stack(0, two, x, two.mul(0.5));
            return sign > 0 ? all.max(0) : all.min(0);
          };
      three(f, 2 * sign);
      one(f, 1.9 * sign, sign, 0.1 * sign); // no kink where two losers tie
    }
  }

  @Test
  void whichOfTwoIsChosenAndNothingElse() {
    UnaryOperator<Tensor> f = x -> x.where(x.filled(1), x.filled(2));
    assertThat(branches(f, DType.FLOAT64, 0)).isNotEqualTo(branches(f, DType.FLOAT64, 1));
    one(f, -1, 0.5, 2);
  }

  @Test
  void endsOfDomainsAndPoles() {
    three(Tensor::sqrt, 0);
    three(Tensor::log, 0);
    three(Tensor::log1p, -1);
    three(Tensor::reciprocal, 0);
    three(x -> x.filled(1).div(x), 0);
    three(x -> x.pow(0.5), 0);
    three(x -> x.pow(-1), 0);
    one(x -> x.pow(3), -1, 0, 2);
    one(x -> x.pow(0), -1, 0, 2);
    one(x -> x.filled(2).pow(x), -1, -0.5, 0, 0.5, 2);
    one(x -> x.div(3), -1, 0, 2);
  }

  @Test
  void jumpsOfTruncation() {
    UnaryOperator<Tensor> f = x -> x.cast(DType.INT32);
    three(f, -70, -1, 1, 2, 1000);
    one(f, -0.9, -0.0, 0, 0.9);
    one(f, 2.1, 2.9);
    one(f, 0x1p31, 0x1p31 + 1.5, 1e30); // saturated
    one(x -> x.cast(DType.FLOAT32), -1, 0, 1 / 3.0);
  }

  @Test
  void aStoppedCotangentIsABranchOnlyWhereItMatters() {
    UnaryOperator<Tensor> finite = g -> g.chain(g.filled(3));
    one(finite, -1, 0, 1);
    UnaryOperator<Tensor> infinite = g -> g.chain(g.filled(Double.POSITIVE_INFINITY));
    assertThat(branches(infinite, DType.FLOAT64, 0))
        .isNotEqualTo(branches(infinite, DType.FLOAT64, 1));
  }

  @Test
  void indicesAreChoices() {
    Tensor x = Tensor.variable(NdArray.of(1, 2, 3));
    assertThat(BranchContract.signature(x.gatherRows(NdArray.ofInts(0, 2))))
        .isNotEqualTo(BranchContract.signature(x.gatherRows(NdArray.ofInts(2, 0))));
  }

  @Test
  void nanIsAStateOfItsOwn() {
    double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
    List<UnaryOperator<Tensor>> functions =
        List.of(Tensor::relu, Tensor::hardtanh, Tensor::sqrt, x -> x.maximum(x.filled(0)));
    for (UnaryOperator<Tensor> f : functions) {
      List<Long> nan = branches(f, DType.FLOAT64, NAN);
      assertThat(branches(f, DType.FLOAT64, otherNan)).isEqualTo(nan);
      for (double x : new double[] {-2, -1, 0, 1, 2}) {
        assertThat(branches(f, DType.FLOAT64, x)).isNotEqualTo(nan);
      }
    }
    assertThat(Branches.of(NdArray.of(NAN, 1), NdArray.of(NAN, 2)))
        .isEqualTo(Branches.of(NdArray.of(NAN, 1), NdArray.of(7, 2)));
  }

  @Test
  void everyStateAtEveryPlaceCounts() {
    int n = 12;
    Set<Long> hashes = new HashSet<>();
    for (int mask = 0; mask < 1 << n; mask++) {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = (mask >> i & 1) == 0 ? -1 : 1;
      }
      hashes.add(Branches.of(NdArray.of(x), 0));
    }
    assertThat(hashes).hasSize(1 << n);
  }

  @Test
  void memoryLayoutDoesNotCount() {
    NdArray x = NdArray.wrap(new double[] {1, -2, 0, -4, 5, -6}, Shape.of(2, 3));
    NdArray strided = x.transpose().dense().transpose();
    assertThat(strided.isDense()).isFalse();
    assertThat(Branches.of(strided, 0)).isEqualTo(Branches.of(x, 0));
    assertThat(Branches.of(strided, x)).isEqualTo(Branches.of(x, strided));
  }

  @Test
  void theSecondArrayBroadcasts() {
    NdArray a = NdArray.of(new double[][] {{1, 2}, {3, 1}});
    assertThat(Branches.of(a, NdArray.of(1, 2)))
        .isEqualTo(Branches.of(a, NdArray.of(new double[][] {{1, 2}, {1, 2}})));
    assertThatThrownBy(() -> Branches.of(NdArray.of(1, 2), a))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void derivativesReportTheirBranchesToo() {
    List<Tensor> slopes = new ArrayList<>();
    for (double x : new double[] {-1, 0, 1}) {
      Tensor t = Tensor.variable("x", x);
      slopes.add(Autodiff.differentiableGradients(t.relu(), t).of(t));
    }
    assertThat(slopes.stream().map(BranchContract::signature)).doesNotHaveDuplicates();
  }

  /** Rounds to integers, halves up. */
  private static final class Round extends CustomOp {
    Round() {
      super("round");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return NdArray.scalar(x.get(0).dtype(), Math.floor(x.get(0).item() + 0.5));
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.filled(0);
    }

    @Override
    protected long branches(List<NdArray> inputs, NdArray output) {
      return Branches.of(inputs.get(0), x -> Math.floor(x + 0.5) + Math.ceil(x + 0.5));
    }
  }

  @Test
  void customOperationsReportTheirs() {
    Round round = new Round();
    three(round::apply, -1.5, 0.5, 2.5);
    one(round::apply, 0.51, 1, 1.49);
  }
}
