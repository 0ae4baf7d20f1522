package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Programs without parameters: what they compute, and what is left of what was traced. */
final class ProgramTest {
  private static NdArray random(long seed, int... shape) {
    return NdArray.randomUniform(new SplittableRandom(seed), DType.FLOAT64, -1, 1, Shape.of(shape));
  }

  private static Program run(Program p, NdArray... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      p.input(i, inputs[i]);
    }
    p.run();
    return p;
  }

  /** A program of the value and the gradient by the first input; the others may be indices. */
  private static Program valueAndGradient(Function<List<Tensor>, Tensor> f, NdArray... inputs) {
    return Program.of(
        v -> {
          Tensor y = f.apply(v);
          return Result.of(y, Autodiff.differentiableGradients(y, v.get(0)).of(v.get(0)));
        },
        inputs);
  }

  private static void assertClose(NdArray actual, NdArray expected) {
    assertThat(actual.difference(expected, 1e-13, 1e-13)).isEmpty();
  }

  @Test
  void seedExample() {
    NdArray[] x = {NdArray.scalar(1), NdArray.scalar(2), NdArray.scalar(3), NdArray.scalar(4)};
    Program p =
        Program.gradients(v -> v.get(0).add(v.get(1)).mul(v.get(2).add(v.get(3))).square(), x);
    p.run();
    assertThat(p.scalar(0)).isEqualTo(441);
    assertThat(p.scalar(1)).isEqualTo(294);
    assertThat(p.output(4).item()).isEqualTo(126);
    run(p, NdArray.scalar(0));
    assertThat(p.scalar(0)).isEqualTo(196);
  }

  // --- what is left of the trace

  @Test
  void anElementwiseChainIsOneLoop() {
    Program p =
        Program.gradients(
            x -> x.get(0).sin().mul(x.get(1)).tanh().add(1).log().mul(x.get(0)).sum(),
            random(1, 30, 40),
            random(2, 30, 40).cast(DType.FLOAT64));
    assertThat(p.stats().stages()).isEqualTo(1);
    assertThat(p.stats().loops()).isEqualTo(1);
    assertThat(p.toString()).contains("stage 0, loop").doesNotContain("stage 1");
  }

  @Test
  void commonSubexpressionsAreComputedOnce() {
    NdArray x = random(1, 5);
    Program once = Program.of(v -> Result.of(v.get(0).exp().square()), x);
    Program twice = Program.of(v -> Result.of(v.get(0).exp().square(), v.get(0).exp().square()), x);
    assertThat(twice.stats().operations()).isEqualTo(once.stats().operations()).isEqualTo(2);
    assertThat(twice.stats().tracedOperations()).isEqualTo(4);
    twice.run();
    assertThat(twice.output(0)).isEqualTo(twice.output(1));
  }

  @Test
  void whatNothingNeedsIsLeftOut() {
    Program p =
        Program.of(
            v -> {
              Tensor unused = v.get(0).exp().sum();
              assertThat(unused.shape()).isEqualTo(Shape.SCALAR);
              return Result.of(v.get(0).neg());
            },
            random(1, 5));
    assertThat(p.stats().operations()).isEqualTo(1);
    assertThat(p.toString()).contains("neg").doesNotContain("exp");
  }

  @Test
  void constantsAreFoldedAndNeutralOperandsDropped() {
    Tensor two = Tensor.scalar(2);
    Program p =
        Program.of(
            v -> Result.of(v.get(0).mul(two.exp().log().div(2)).mul(1).div(1).neg().neg()),
            random(1, 5));
    assertThat(p.stats().operations()).isLessThanOrEqualTo(1); // ×1, as exp and log may round
    NdArray x = random(1, 5);
    p.run();
    assertClose(p.output(0), x);
  }

  @Test
  void aLongerLivedValueDoesNotShareItsPlace() {
    NdArray x = random(1, 4, 4);
    Function<Tensor, Tensor> f =
        t -> {
          Tensor early = t.matmul(t);
          Tensor y = early;
          for (int i = 0; i < 6; i++) {
            y = y.matmul(t).transpose().softmax(0).sum(true, 1).add(t);
          }
          return y.add(early);
        };
    Program p = Program.of(v -> Result.of(f.apply(v.get(0))), x);
    p.run();
    assertClose(p.output(0), f.apply(Tensor.of(x)).value());
    assertThat(p.stats().buffers()).isLessThan(p.stats().stages());
  }

  @Test
  void aLoopWritesOverWhatNobodyReadsAgain() {
    NdArray x = random(1, 6, 6);
    Function<Tensor, Tensor> f =
        t -> {
          Tensor product = t.matmul(t);
          return product.add(1).tanh().mul(product);
        };
    Program p = Program.of(v -> Result.of(f.apply(v.get(0))), x);
    assertClose(run(p, x).output(0), f.apply(Tensor.of(x)).value());
    assertThat(p.stats().buffers()).isEqualTo(1);
  }

  @Test
  void aLoopDoesNotWriteOverWhatItReadsInAnotherOrder() {
    NdArray x = random(1, 6, 6);
    Function<Tensor, Tensor> f =
        t -> {
          Tensor product = t.matmul(t);
          return product.add(product.transpose()).mul(product.transpose().exp());
        };
    Program p = Program.of(v -> Result.of(f.apply(v.get(0))), x);
    assertClose(run(p, x).output(0), f.apply(Tensor.of(x)).value());
  }

  @Test
  void pickedElementsAreAddedInPlace() {
    NdArray x = random(1, 4, 5);
    NdArray labels = NdArray.ofInts(3, 0, 4, 4);
    Function<List<Tensor>, Tensor> f =
        v -> {
          Tensor z = v.get(0);
          return z.pick(v.get(1)).square().sum().add(z.mul(z.exp()).sum());
        };
    Program p = valueAndGradient(f, x, labels);
    Tensor t = Tensor.variable(x);
    Tensor y = f.apply(List.of(t, Tensor.of(labels)));
    assertClose(run(p, x, labels).output(1), Autodiff.gradients(y, t).of(t));
    assertThat(p.toString()).contains("ADD_PICKED").doesNotContain("unpick");
  }

  @Test
  void aConstantFactorIsAbsorbedByTheSoftmaxThatNothingElseNeeds() {
    NdArray x = random(1, 4, 5);
    NdArray labels = NdArray.ofInts(3, 0, 4, 4);
    Function<List<Tensor>, Tensor> f = v -> v.get(0).logSoftmax(-1).pick(v.get(1)).mean().neg();
    Program p = valueAndGradient(f, x, labels);
    Tensor t = Tensor.variable(x);
    Tensor y = f.apply(List.of(t, Tensor.of(labels)));
    assertClose(run(p, x, labels).output(1), Autodiff.gradients(y, t).of(t));
    assertThat(p.toString()).contains("factor=0.25").doesNotContain("mul ", "NEG");
  }

  @Test
  void aSoftmaxThatIsNeededAsItIsKeepsNoFactor() {
    NdArray x = random(1, 4, 5);
    Program p =
        Program.of(
            v -> {
              Tensor s = v.get(0).softmax(-1);
              return Result.of(s, s.mul(-3).neg(), s.mul(0.5));
            },
            x);
    run(p, x);
    NdArray s = Tensor.of(x).softmax(-1).value();
    assertClose(p.output(0), s);
    assertClose(p.output(1), Tensor.of(s).mul(3).value());
    assertClose(p.output(2), Tensor.of(s).mul(0.5).value());
  }

  @Test
  void factorsAroundASoftmaxMultiply() {
    NdArray x = random(1, 4, 5);
    Program p = Program.of(v -> Result.of(v.get(0).softmax(0).mul(-3).neg().mul(0.5)), x);
    assertClose(run(p, x).output(0), Tensor.of(x).softmax(0).mul(1.5).value());
    assertThat(p.stats().operations()).isEqualTo(1);
  }

  // --- outputs

  @Test
  void outputsMayBeInputsConstantsViewsAndTheSameTwice() {
    NdArray x = random(1, 2, 3);
    Tensor c = Tensor.of(NdArray.of(7, 8));
    Program p =
        Program.of(
            v -> {
              Tensor y = v.get(0).exp();
              return Result.of(
                  v.get(0),
                  c,
                  y.transpose(),
                  y,
                  y,
                  v.get(0).transpose(),
                  v.get(0).slice(1, 1, 3),
                  y.slice(0, 1, 2).broadcastTo(4, 3),
                  v.get(0).reshape(3, 2).detach());
            },
            x);
    for (NdArray in : List.of(x, random(2, 2, 3), random(3, 3, 2).transpose())) {
      run(p, in);
      NdArray y = Tensor.of(in).exp().value();
      assertThat(p.output(0)).isEqualTo(in);
      assertThat(p.output(1)).isEqualTo(c.value());
      assertThat(p.output(2)).isEqualTo(y.transpose());
      assertThat(p.output(3)).isEqualTo(y);
      assertThat(p.output(4)).isEqualTo(y);
      assertThat(p.output(5)).isEqualTo(in.transpose());
      assertThat(p.output(6)).isEqualTo(in.slice(1, 1, 3));
      assertThat(p.output(7)).isEqualTo(y.slice(0, 1, 2).broadcastTo(Shape.of(4, 3)));
      assertThat(p.output(8)).isEqualTo(in.reshape(Shape.of(3, 2)));
    }
  }

  @Test
  void outputsStayThoseOfTheLastRunWhenInputsAreSet() {
    Program p = Program.of(v -> Result.of(v.get(0), v.get(0).slice(0, 0, 1)), NdArray.of(1, 2));
    p.run();
    p.input(0, NdArray.of(3, 4));
    assertThat(p.output(0)).isEqualTo(NdArray.of(1, 2));
    assertThat(p.scalar(1)).isEqualTo(1);
  }

  @Test
  void anOutputThatWasReadIsACopy() {
    Program p = Program.of(v -> Result.of(v.get(0).mul(2)), NdArray.of(1, 2));
    p.run();
    NdArray first = p.output(0);
    run(p, NdArray.of(5, 6));
    assertThat(first).isEqualTo(NdArray.of(2, 4));
    assertThat(p.output(0)).isEqualTo(NdArray.of(10, 12));
  }

  @Test
  void scalarRefusesOutputsOfSeveralElementsAndReadsIntegers() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0), v.get(0).cast(DType.INT32).reshape(2).slice(0, 1, 2)),
            NdArray.of(1.5, 2.5));
    p.run();
    assertThat(p.scalar(1)).isEqualTo(2);
    assertThatThrownBy(() -> p.scalar(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("scalar: output 0 has shape [2]. Use output(0).");
  }

  // --- inputs

  @Test
  void inputsMayBeStridedSlicedAndLongerThanTheirShape() {
    NdArray a = random(1, 6, 4);
    Program p = Program.of(v -> Result.of(v.get(0).matmul(v.get(0).transpose())), random(2, 3, 4));
    for (NdArray x :
        List.of(
            a.slice(0, 3, 6),
            a.slice(0, 0, 3),
            a.slice(0, 0, 6, 2),
            random(5, 4, 3).transpose(),
            NdArray.full(DType.FLOAT64, 3, Shape.of(3, 4)))) {
      run(p, x);
      Tensor t = Tensor.of(x);
      assertClose(p.output(0), t.matmul(t.transpose()).value());
    }
  }

  @Test
  void inputsOfAnotherShapeOrTypeAreRefused() {
    Program p = Program.of(v -> Result.of(v.get(0).neg()), NdArray.of(1, 2));
    assertThatThrownBy(() -> p.input(0, NdArray.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "input 0: the program was compiled for float64 [2], not float64 [3]. Compile another for this shape.");
    assertThatThrownBy(() -> p.input(0, NdArray.ofFloats(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not float32 [2]");
    p.run();
    assertThat(p.output(0)).isEqualTo(NdArray.of(-1, -2));
  }

  @Test
  void indicesThatAreInputsFollow() {
    NdArray x = random(1, 4, 3);
    Function<List<Tensor>, Tensor> f =
        v -> {
          Tensor t = v.get(0);
          Tensor rows = v.get(1);
          Tensor picked = t.gatherRows(rows).logSoftmax(-1).pick(v.get(2));
          Tensor hot = v.get(2).oneHot(3).mul(t.gatherRows(rows)).sum(-1);
          return Tensor.concat(0, picked, hot.mul(2)).slice(0, 1, 4).sum();
        };
    NdArray[] first = {x, NdArray.ofInts(3, 0), NdArray.ofInts(1, 2)};
    NdArray[] second = {random(2, 4, 3), NdArray.ofInts(2, 2), NdArray.ofInts(0, 0)};
    Program p = valueAndGradient(f, first);
    for (NdArray[] in : List.of(first, second, first)) {
      run(p, in);
      Tensor t = Tensor.variable(in[0]);
      Tensor y = f.apply(List.of(t, Tensor.of(in[1]), Tensor.of(in[2])));
      assertClose(p.output(0), y.value());
      assertClose(p.output(1), Autodiff.gradients(y, t).of(t));
    }
  }

  @Test
  void indicesMayBeViewsOfInputsOrComputed() {
    NdArray x = random(1, 3, 5);
    Function<List<Tensor>, Tensor> f =
        v ->
            v.get(0)
                .pick(v.get(1).transpose().slice(0, 1, 2).reshape(3))
                .add(v.get(0).pick(v.get(2).cast(DType.INT32)));
    NdArray labels = NdArray.fromNested(new int[][] {{9, 1}, {9, 2}, {9, 4}});
    NdArray others = NdArray.fromNested(new int[][] {{-1, 0}, {9, 3}, {9, 3}});
    Program p = Program.of(v -> Result.of(f.apply(v)), x, labels, NdArray.of(0.5, 1.5, 2.5));
    for (NdArray l : List.of(labels, others)) {
      NdArray real = NdArray.of(4.5, 0, 3.1);
      run(p, x, l, real);
      assertClose(
          p.output(0), f.apply(List.of(Tensor.of(x), Tensor.of(l), Tensor.of(real))).value());
    }
    p.input(2, NdArray.of(0, 5, 0));
    assertThatThrownBy(p::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("pick: index 5 at place 1 is outside 0…4.");
  }

  @Test
  void labelsAreCheckedEvenIfTheirRowsAreOnlySummed() {
    Program inputs = Program.of(v -> Result.of(v.get(0).oneHot(3).sum(-1)), NdArray.ofInts(0, 2));
    Program views =
        Program.of(
            v -> Result.of(v.get(0).reshape(2).oneHot(3).sum(-1)),
            NdArray.fromNested(new int[][] {{0, 2}}));
    Program computed =
        Program.of(
            v -> Result.of(v.get(0).cast(DType.INT32).oneHot(3).sum(-1)), NdArray.of(0.5, 2.5));
    inputs.input(0, NdArray.ofInts(1, 3));
    views.input(0, NdArray.fromNested(new int[][] {{1, 3}}));
    computed.input(0, NdArray.of(1, 3));
    for (Program p : List.of(inputs, views, computed)) {
      assertThatThrownBy(p::run)
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("oneHot: index 3 at place 1 is outside 0…2.");
    }
    inputs.input(0, NdArray.ofInts(1, 2));
    inputs.run();
    assertThat(inputs.output(0)).isEqualTo(NdArray.of(1, 1));
  }

  // --- operations of users

  private static final class Halve extends CustomOp {
    Halve() {
      super("halve");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      return Tensor.of(x.get(0)).mul(0.5).value();
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g.mul(0.5);
    }
  }

  @Test
  void customOperationsSeeStridedInputsAndNewOnes() {
    Halve halve = new Halve();
    Function<Tensor, Tensor> f =
        t -> halve.apply(t.transpose()).mul(halve.apply(t.exp()).transpose());
    Program p = Program.of(v -> Result.of(f.apply(v.get(0))), random(1, 2, 3));
    for (NdArray x : List.of(random(1, 2, 3), random(2, 2, 3), random(3, 3, 2).transpose())) {
      run(p, x);
      assertClose(p.output(0), f.apply(Tensor.of(x)).value());
    }
  }

  // --- derivatives

  @Test
  void gradientsDoNotPassDetach() {
    NdArray x = NdArray.of(1, 2);
    Program p = Program.gradients(v -> v.get(0).detach().mul(v.get(0)).sum(), x);
    run(p, NdArray.of(3, 4));
    assertThat(p.scalar(0)).isEqualTo(25);
    assertThat(p.output(1)).isEqualTo(NdArray.of(3, 4));
  }

  @Test
  void hessianVectorProductsInBothModes() {
    Function<Tensor, Tensor> f = t -> t.tanh().matmul(t.exp().transpose()).softmax(-1).log().sum();
    NdArray x = random(1, 2, 3);
    NdArray v = random(2, 2, 3);
    Program p =
        Program.of(
            in -> {
              Tensor t = in.get(0);
              Tensor g = Autodiff.differentiableGradients(f.apply(t), t).of(t);
              Tensor gv = g.mul(in.get(1)).sum();
              return Result.of(
                  Autodiff.differentiableGradients(gv, t).of(t),
                  Autodiff.pushforward(g, t, in.get(1)));
            },
            x,
            v);
    for (int seed = 3; seed < 6; seed++) {
      NdArray at = random(seed, 2, 3);
      run(p, at);
      NdArray expected = Autodiff.hvp(f, at, v);
      assertClose(p.output(0), expected);
      assertClose(p.output(1), expected);
    }
  }

  @Test
  void manyNodesAreNoDanger() {
    Program p =
        Program.gradients(
            v -> {
              Tensor y = v.get(0);
              for (int i = 0; i < 20_000; i++) {
                y = y.mul(0.999).add(0.001);
              }
              return y;
            },
            NdArray.scalar(0));
    p.run();
    assertThat(p.scalar(1)).isCloseTo(Math.pow(0.999, 20_000), within(1e-15));
  }

  private static org.assertj.core.data.Offset<Double> within(double d) {
    return org.assertj.core.data.Offset.offset(d);
  }

  @Test
  void emptyArraysAndNoOutputs() {
    Program p =
        Program.of(
            v -> Result.of(v.get(0).exp().sum(), v.get(0).mul(2), v.get(0).sum(0)),
            NdArray.zeros(0, 3));
    p.run();
    assertThat(p.scalar(0)).isZero();
    assertThat(p.output(1)).isEqualTo(NdArray.zeros(0, 3));
    assertThat(p.output(2)).isEqualTo(NdArray.zeros(3));
    Program none = Program.of(v -> Result.of(new ArrayList<>()));
    none.run();
    assertThat(none.outputs()).isZero();
  }
}
