package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a traced function must not do, and what it is told then. */
final class ProgramTraceTest {
  private static final NdArray X = NdArray.of(1, 2);

  private static void refuses(Function<Tensor, Tensor> f, String... message) {
    assertThatThrownBy(() -> Program.of(v -> Result.of(f.apply(v.get(0))), X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void readingAValueExplainsItself() {
    refuses(
        x -> x.mul(x.sum().item()),
        "value: the function is being traced to be compiled, so this tensor (sum, shape [])",
        "Return it as an output and read that, or choose between values with where().");
    refuses(x -> Tensor.of(x.value()), "(an input, shape [2])");
    refuses(x -> x.detach().value().get(0) > 0 ? x : x.neg(), "(detach, shape [2])");
    refuses(
        x -> Tensor.of(Autodiff.gradients(x.square().sum(), x).of(x)),
        "stands for every value it will ever have");
  }

  @Test
  void printingATensorIsNoReading() {
    assertThatCode(
            () ->
                Program.of(
                    v -> {
                      assertThat(v.get(0).neg().toString()).isEqualTo("neg of [·] [1] float64");
                      return Result.of(v.get(0));
                    },
                    NdArray.of(1)))
        .doesNotThrowAnyException();
  }

  @Test
  void parametersAreNotReadEither() {
    Parameter w = Parameter.of("w", X);
    refuses(x -> x.mul(w.value().get(0)), "(parameter w, shape [2])");
    refuses(x -> x.mul(w.tensor().square().sum().item()), "(sum, shape [])");
    refuses(
        x -> {
          w.set(NdArray.of(5, 6));
          return x;
        },
        "parameter w: set in a function that is being traced",
        "Add update(parameter, next) to the result.");
    assertThat(w.value()).isEqualTo(X);
  }

  @Test
  void aDetachedParameterFollowsItsValue() {
    Parameter w = Parameter.of("w", X);
    Tensor before = w.tensor();
    Program p =
        Program.of(
            v ->
                Result.of(
                    w.tensor().square().detach(),
                    w.tensor().detach().exp(),
                    before.add(w.tensor())));
    w.set(NdArray.of(3, 4));
    p.run();
    assertThat(p.output(0)).isEqualTo(NdArray.of(9, 16));
    assertThat(p.output(1).isClose(NdArray.of(Math.exp(3), Math.exp(4)), 1e-15, 0)).isTrue();
    assertThat(p.output(2)).isEqualTo(NdArray.of(6, 8));
  }

  @Test
  void afterAnErrorParametersCanBeReadAgain() {
    Parameter w = Parameter.of("w", X);
    refuses(x -> x.mul(w.tensor().sum().item()), "value");
    assertThat(w.value()).isEqualTo(X);
    assertThat(w.tensor().sum().item()).isEqualTo(3);
  }

  @Test
  void aRandomDrawIsRefused() {
    SplittableRandom rng = new SplittableRandom(1);
    refuses(
        x -> x.mul(Tensor.of(NdArray.randomUniform(rng, DType.FLOAT64, 0, 1, Shape.of(2)))),
        "traced twice on the same inputs, the function did two different things"
            + " (a constant of shape [2] has other values)",
        "A random draw or a state that changes would be compiled in",
        "Pass what changes as an input of the function.");
  }

  @Test
  void stateThatChangesIsRefused() {
    AtomicInteger calls = new AtomicInteger();
    refuses(x -> calls.incrementAndGet() % 2 == 0 ? x.exp() : x.sin(), "(exp in place of sin)");
    refuses(x -> x.mul(calls.incrementAndGet()), "has other values");
    refuses(x -> calls.incrementAndGet() % 2 == 0 ? x.mul(x.exp()) : x.exp().mul(x), "in place of");
    Parameter a = Parameter.of("a", X);
    Parameter b = Parameter.of("b", X);
    refuses(
        x -> (calls.incrementAndGet() % 2 == 0 ? a : b).tensor().mul(x),
        "another parameter is used");
    assertThatThrownBy(
            () ->
                Program.of(
                    v ->
                        Result.of(List.of())
                            .update(calls.incrementAndGet() % 2 == 0 ? a : b, v.get(0)),
                    X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other parameters are updated");
    assertThatThrownBy(
            () ->
                Program.of(
                    v ->
                        calls.incrementAndGet() % 2 == 0
                            ? Result.of(v.get(0))
                            : Result.of(v.get(0), v.get(0)),
                    X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("values in place of");
  }

  @Test
  void theSameConstantsTwiceAreFine() {
    assertThatCode(
            () ->
                Program.of(
                    v ->
                        Result.of(
                            v.get(0)
                                .mul(
                                    Tensor.of(
                                        NdArray.randomUniform(
                                            new SplittableRandom(1),
                                            DType.FLOAT64,
                                            0,
                                            1,
                                            Shape.of(2))))
                                .add(Double.NaN)),
                    X))
        .doesNotThrowAnyException();
  }

  @Test
  void updatesOfAnotherShapeAndTwiceAreRefused() {
    Parameter w = Parameter.of("w", X);
    assertThatThrownBy(() -> Program.of(v -> Result.of(v).update(w, v.get(0).sum()), X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("update: parameter w float64 [2] cannot become float64 [].");
    assertThatThrownBy(
            () -> Program.of(v -> Result.of(v).update(w, v.get(0)).update(w, v.get(0)), X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("update: parameter w float64 [2] is set twice.");
  }

  @Test
  void aFunctionThatThrowsThrows() {
    assertThatThrownBy(() -> Program.of(v -> Result.of(v.get(0).reshape(3)), X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reshape");
  }
}
