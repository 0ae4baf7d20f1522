package dev.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.CustomOp;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace.Result;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that change parameters: the same as setting all of them after an eager step. */
final class ProgramUpdateTest {
  private static final int STEPS = 20;

  private static NdArray random(long seed, DType type, int... shape) {
    return NdArray.randomUniform(new SplittableRandom(seed), type, -1, 1, Shape.of(shape));
  }

  private static NdArray random(long seed, int... shape) {
    return random(seed, DType.FLOAT64, shape);
  }

  /** What a step gives: outputs, and next values in the order of the parameters. */
  private record Step(List<Tensor> outputs, List<Tensor> next) {}

  /**
   * Runs {@code step} compiled and eagerly, side by side, from the same values, and compares
   * everything after each step.
   */
  private static Program compare(
      List<NdArray> initial, Function<List<Tensor>, Step> step, double tolerance) {
    List<Parameter> compiled = new ArrayList<>();
    List<Parameter> eager = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) {
      compiled.add(Parameter.of("c" + i, initial.get(i)));
      eager.add(Parameter.of("e" + i, initial.get(i)));
    }
    Program p =
        Program.of(
            v -> {
              Step s = step.apply(compiled.stream().map(Parameter::tensor).toList());
              Result r = Result.of(s.outputs);
              for (int i = 0; i < compiled.size(); i++) {
                r.update(compiled.get(i), s.next.get(i));
              }
              return r;
            });
    for (int k = 0; k < STEPS; k++) {
      p.run();
      Step s = step.apply(eager.stream().map(Parameter::tensor).toList());
      for (int i = 0; i < eager.size(); i++) {
        eager.get(i).set(s.next.get(i).value());
      }
      for (int i = 0; i < s.outputs.size(); i++) {
        assertThat(p.output(i).difference(s.outputs.get(i).value(), tolerance, tolerance))
            .as("output %d of step %d of\n%s", i, k, p)
            .isEmpty();
      }
      for (int i = 0; i < eager.size() && k % 3 != 1; i++) { // some runs without anyone reading
        assertThat(compiled.get(i).value().difference(eager.get(i).value(), tolerance, tolerance))
            .as("parameter %d after step %d of\n%s", i, k, p)
            .isEmpty();
      }
    }
    return p;
  }

  // --- training

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "INT32", mode = EnumSource.Mode.EXCLUDE)
  void gradientDescent(DType type) {
    Tensor x = Tensor.of(random(1, type, 8, 5));
    NdArray labels = NdArray.ofInts(0, 1, 2, 0, 1, 2, 2, 2);
    Function<List<Tensor>, Step> step =
        w -> {
          Tensor h = x.matmul(w.get(0)).add(w.get(1)).relu();
          Tensor loss = h.matmul(w.get(2)).add(w.get(3)).logSoftmax(-1).pick(labels).mean().neg();
          return new Step(List.of(loss), descend(loss, w, 0.3));
        };
    double tolerance = type == DType.FLOAT64 ? 1e-12 : 2e-4;
    compare(
        List.of(
            random(2, type, 5, 4), random(3, type, 4), random(4, type, 4, 3), random(5, type, 3)),
        step,
        tolerance);
  }

  private static List<Tensor> descend(Tensor loss, List<Tensor> w, double rate) {
    List<Tensor> next = new ArrayList<>();
    var g = Autodiff.differentiableGradients(loss, w.toArray(new Tensor[0]));
    for (int i = 0; i < w.size(); i++) {
      next.add(w.get(i).sub(g.get(i).mul(rate)));
    }
    return next;
  }

  @Test
  void momentumThroughFurtherParameters() {
    Tensor x = Tensor.of(random(1, 8, 5));
    compare(
        List.of(random(2, 5, 4), NdArray.zeros(5, 4)),
        w -> {
          Tensor loss = x.matmul(w.get(0)).tanh().square().mean();
          Tensor g = Autodiff.differentiableGradients(loss, w.get(0)).of(w.get(0));
          Tensor v = w.get(1).mul(0.9).add(g);
          return new Step(List.of(loss), List.of(w.get(0).sub(v.mul(0.1)), v));
        },
        1e-12);
  }

  // --- all updates take effect together

  @Test
  void twoParametersSwap() {
    compare(
        List.of(random(1, 3), random(2, 3)),
        w -> new Step(List.of(), List.of(w.get(1), w.get(0))),
        0);
  }

  @Test
  void threeParametersRotateAndOneChanges() {
    compare(
        List.of(random(1, 3), random(2, 3), random(3, 3), random(4, 3)),
        w ->
            new Step(
                List.of(w.get(3)),
                List.of(w.get(1), w.get(2), w.get(0), w.get(3).mul(0.9).add(w.get(0)))),
        1e-14);
  }

  @Test
  void anUpdateReadsTheOldValueOfAnother() {
    compare(
        List.of(random(1, 40), random(2, 40)),
        w ->
            new Step(
                List.of(),
                List.of(w.get(0).mul(0.5).sub(w.get(1)), w.get(1).mul(0.5).add(w.get(0)))),
        1e-13);
  }

  @Test
  void aParameterBecomesAViewOfAnotherThatChanges() {
    compare(
        List.of(random(1, 3, 3), random(2, 3, 3)),
        w -> new Step(List.of(), List.of(w.get(1).transpose(), w.get(1).mul(0.5).add(0.1))),
        1e-14);
  }

  @Test
  void aParameterBecomesItsOwnTranspose() {
    compare(
        List.of(random(1, 3, 3)),
        w -> new Step(List.of(w.get(0).sum(0)), List.of(w.get(0).transpose())),
        1e-14);
  }

  @Test
  void aParameterReadInAnotherOrderThanItIsWritten() {
    compare(
        List.of(random(1, 30, 30)),
        w -> new Step(List.of(), List.of(w.get(0).transpose().mul(0.4).add(w.get(0)).tanh())),
        1e-13);
    compare(
        List.of(random(1, 70, 70)),
        w ->
            new Step(
                List.of(),
                List.of(w.get(0).slice(0, 1, 2).broadcastTo(70, 70).mul(0.4).add(w.get(0)).tanh())),
        1e-13);
    compare(
        List.of(random(1, 500)),
        w ->
            new Step(
                List.of(),
                List.of(w.get(0).slice(0, 3, 4).broadcastTo(500).mul(0.4).add(w.get(0)).tanh())),
        1e-13);
  }

  @Test
  void oldAndNewValuesMayBothBeOutputs() {
    compare(
        List.of(random(1, 3, 4)),
        w -> {
          Tensor next = w.get(0).mul(0.9).add(0.1);
          return new Step(
              List.of(w.get(0), next, w.get(0).transpose(), next.transpose(), w.get(0).sum(), next),
              List.of(next));
        },
        1e-14);
  }

  @Test
  void theOldValueMayBeUsedAfterTheUpdate() {
    compare(
        List.of(random(1, 4, 4)),
        w -> {
          Tensor next = w.get(0).mul(0.5).add(0.1);
          return new Step(
              List.of(next.matmul(w.get(0)).softmax(-1).matmul(w.get(0))), List.of(next));
        },
        1e-13);
  }

  @Test
  void oneNextValueForTwoParameters() {
    compare(
        List.of(random(1, 4), random(2, 4)),
        w -> {
          Tensor next = w.get(0).mul(0.5).add(w.get(1).mul(0.25));
          return new Step(List.of(next), List.of(next, next));
        },
        1e-14);
  }

  @Test
  void parametersMayBecomeConstantsAndStay() {
    compare(
        List.of(random(1, 4), random(2, 4), random(3, 2, 2)),
        w ->
            new Step(
                List.of(w.get(0).add(w.get(1))),
                List.of(
                    Tensor.of(NdArray.of(1, 2, 3, 4)),
                    w.get(1),
                    Tensor.of(NdArray.full(DType.FLOAT64, 2, Shape.of(2, 2))))),
        1e-14);
  }

  @Test
  void scalarsAndSumsAsParameters() {
    compare(
        List.of(NdArray.scalar(0.5), NdArray.scalar(2), random(1, 300)),
        w ->
            new Step(
                List.of(w.get(0)),
                List.of(
                    w.get(1),
                    w.get(0).add(w.get(2).square().mean()).mul(0.5),
                    w.get(2).mul(w.get(0)).tanh())),
        1e-12);
    compare(
        List.of(NdArray.scalar(0.5)),
        w ->
            new Step(
                List.of(),
                List.of(Tensor.of(random(1, 300)).mul(w.get(0)).square().sum().mul(0.01))),
        1e-12);
  }

  // --- products accumulated onto a parameter

  @Test
  void aProductOfTheParameterItself() {
    compare(
        List.of(random(1, 5, 5)),
        w -> new Step(List.of(), List.of(w.get(0).sub(w.get(0).matmul(w.get(0)).mul(0.1)))),
        1e-13);
    compare(
        List.of(random(1, 5, 5)),
        w ->
            new Step(
                List.of(),
                List.of(
                    w.get(0)
                        .sub(w.get(0).transpose().matmul(Tensor.of(random(2, 5, 5))).mul(0.1)))),
        1e-13);
  }

  @Test
  void aProductThatSomebodyElseNeeds() {
    Tensor x = Tensor.of(random(3, 4, 5));
    compare(
        List.of(random(1, 4, 5), random(2, 5, 5)),
        w -> {
          Tensor product = x.matmul(w.get(1));
          Tensor scaled = product.mul(0.1);
          return new Step(
              List.of(scaled),
              List.of(
                  w.get(0).sub(scaled),
                  w.get(1).sub(product.transpose().matmul(product).mul(0.01))));
        },
        1e-13);
  }

  @Test
  void theFactorIsAnInput() {
    Parameter w = Parameter.of("w", random(1, 3, 3));
    NdArray start = w.value();
    Tensor x = Tensor.of(random(2, 3, 3));
    Program p =
        Program.of(
            v -> Result.of().update(w, w.tensor().sub(x.matmul(x).mul(v.get(0)))),
            NdArray.scalar(0.5));
    NdArray expected = start;
    for (double rate : new double[] {0.5, 0.25, 0, -1}) {
      p.input(0, NdArray.scalar(rate));
      p.run();
      expected = Tensor.of(expected).sub(x.matmul(x).mul(rate)).value();
    }
    assertThat(w.value().difference(expected, 1e-14, 1e-14)).isEmpty();
  }

  @Test
  void theFactorDependsOnTheParameter() {
    compare(
        List.of(random(1, 3, 3)),
        w ->
            new Step(
                List.of(),
                List.of(
                    w.get(0)
                        .sub(
                            Tensor.of(random(2, 3, 3))
                                .matmul(Tensor.of(random(3, 3, 3)).add(w.get(0).mul(0)))
                                .mul(w.get(0).slice(0, 0, 1).slice(1, 1, 2).broadcastTo(3, 3))
                                .mul(0.1)))),
        1e-13);
  }

  // --- between runs

  private static Program counter(Parameter p) {
    return Program.of(v -> Result.of().update(p, p.tensor().add(1)));
  }

  @Test
  void aParameterIsReadAndSetBetweenRuns() {
    Parameter a = Parameter.of("a", NdArray.of(1, 2));
    Program p = counter(a);
    p.run();
    p.run();
    NdArray read = a.value();
    assertThat(read).isEqualTo(NdArray.of(3, 4));
    p.run();
    assertThat(read).isEqualTo(NdArray.of(3, 4)); // a value does not change
    a.set(NdArray.of(10, 20));
    p.run();
    assertThat(a.value()).isEqualTo(NdArray.of(11, 21));
    NdArray strided = NdArray.of(0, 7, 0, 8).slice(0, 1, 4, 2);
    a.set(strided);
    assertThat(a.value()).isEqualTo(NdArray.of(7, 8));
    p.run();
    assertThat(a.value()).isEqualTo(NdArray.of(8, 9));
  }

  @Test
  void aGraphKeepsTheLeafItWasBuiltWith() {
    Parameter a = Parameter.of("a", NdArray.of(1, 2));
    Program p = counter(a);
    p.run();
    Tensor y = a.tensor().square().sum();
    p.run();
    assertThat(Autodiff.gradients(y, List.of(a)).of(a)).isEqualTo(NdArray.of(4, 6));
    assertThat(a.value()).isEqualTo(NdArray.of(3, 4));
  }

  @Test
  void twoProgramsShareAParameter() {
    Parameter a = Parameter.of("a", NdArray.of(1));
    Program add = counter(a);
    Program twice = Program.of(v -> Result.of(a.tensor()).update(a, a.tensor().mul(2)));
    Program reader = Program.of(v -> Result.of(a.tensor().neg()));
    add.run(); // 2
    twice.run(); // 4
    twice.run(); // 8
    add.run(); // 9
    reader.run();
    assertThat(reader.scalar(0)).isEqualTo(-9);
    assertThat(a.value().item()).isEqualTo(9);
    twice.run(); // 18
    reader.run();
    assertThat(reader.scalar(0)).isEqualTo(-18);
  }

  @Test
  void aSetBetweenTwoProgramsIsNotLost() {
    Parameter a = Parameter.of("a", NdArray.of(1));
    Program first = counter(a);
    Program second = counter(a);
    first.run(); // the newest value is with the first
    a.set(NdArray.of(100));
    second.run(); // now with the second
    first.run();
    assertThat(a.value().item()).isEqualTo(102);
  }

  @Test
  void aParameterUsedTwiceIsOne() {
    Parameter a = Parameter.of("a", NdArray.of(3));
    Tensor before = a.tensor();
    Program p =
        Program.of(
            v -> {
              Tensor y = a.tensor().mul(a.tensor()).add(before).sum();
              return Result.of(y)
                  .update(
                      a,
                      a.tensor()
                          .sub(Autodiff.differentiableGradients(y, List.of(a)).of(a).mul(0.1)));
            });
    p.run();
    assertThat(p.scalar(0)).isEqualTo(12);
    assertThat(a.value().item()).isEqualTo(3 - 0.1 * 7);
  }

  // --- a run that fails

  /** The next value is the parameter with something added to it: in its own place. */
  @Test
  void pickedElementsAreAddedToAParameterInItsPlace() {
    Parameter p = Parameter.of("p", random(1, 3, 4));
    NdArray before = p.value();
    Program program =
        Program.of(
            v -> {
              Tensor y = p.tensor().pick(v.get(0).cast(DType.INT32)).sum();
              var g = Autodiff.differentiableGradients(y, List.of(p));
              return Result.of(y).update(p, p.tensor().add(g.of(p)));
            },
            NdArray.of(3.5, 0.5, 1.5));
    assertThat(program.toString()).contains("ADD_PICKED");
    program.run();
    double[] expected = before.toDoubles();
    for (int at : new int[] {3, 4, 9}) {
      expected[at] += 1;
    }
    assertThat(p.value().toDoubles()).containsExactly(expected);
    program.input(0, NdArray.of(1, 1, 4));
    assertThatThrownBy(program::run).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(p.value().toDoubles()).containsExactly(expected);
  }

  @Test
  void aLabelOutOfRangeChangesNothing() {
    Parameter steps = Parameter.of("steps", NdArray.scalar(0));
    Parameter table = Parameter.of("table", random(1, 4, 3));
    Parameter bias = Parameter.of("bias", NdArray.zeros(3));
    NdArray start = table.value();
    Program p =
        Program.of(
            v -> {
              Tensor rows = table.tensor().gatherRows(v.get(0)).add(bias.tensor());
              Tensor loss = rows.logSoftmax(-1).pick(v.get(1)).mean().neg();
              var g = Autodiff.differentiableGradients(loss, List.of(table, bias));
              return Result.of(loss)
                  .update(steps, steps.tensor().add(1))
                  .update(table, table.tensor().sub(g.of(table)))
                  .update(bias, bias.tensor().sub(g.of(bias)));
            },
            NdArray.ofInts(0, 1),
            NdArray.ofInts(0, 2));
    p.input(1, NdArray.ofInts(0, 3));
    assertThatThrownBy(p::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("pick: index 3 at place 1 is outside 0…2.");
    p.input(1, NdArray.ofInts(0, 2));
    p.input(0, NdArray.ofInts(-1, 2));
    assertThatThrownBy(p::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("gatherRows: index -1 at place 0 is outside 0…3.");
    assertThat(steps.value().item()).isZero();
    assertThat(table.value()).isEqualTo(start);
    assertThat(bias.value()).isEqualTo(NdArray.zeros(3));
    p.input(0, NdArray.ofInts(0, 1));
    p.run();
    assertThat(steps.value().item()).isEqualTo(1);
    assertThat(table.value()).isNotEqualTo(start);
  }

  /** Refuses numbers above 1. */
  private static final class Limited extends CustomOp {
    Limited() {
      super("limited");
    }

    @Override
    protected NdArray forward(List<NdArray> x) {
      if (x.get(0).get(0) > 1) {
        throw new ArithmeticException("limited: above 1");
      }
      return x.get(0);
    }

    @Override
    protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
      return g;
    }
  }

  @Test
  void anOperationThatThrowsChangesNothing() {
    Parameter a = Parameter.of("a", NdArray.of(0.5, 5));
    Parameter steps = Parameter.of("steps", NdArray.scalar(0));
    Program p =
        Program.of(
            v ->
                Result.of(new Limited().apply(a.tensor().exp().add(v.get(0)).log()))
                    .update(a, a.tensor().mul(0.5))
                    .update(steps, steps.tensor().add(1)),
            NdArray.of(0, 0));
    p.run();
    p.input(0, NdArray.of(9, 9));
    assertThatThrownBy(p::run).hasMessage("limited: above 1");
    assertThat(a.value()).isEqualTo(NdArray.of(0.25, 2.5));
    assertThat(steps.value().item()).isEqualTo(1);
    p.input(0, NdArray.of(0, 0));
    p.run();
    assertThat(a.value()).isEqualTo(NdArray.of(0.125, 1.25));
    assertThat(steps.value().item()).isEqualTo(2);
  }

  // --- large values, which lie behind each other in one array

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "INT32", mode = EnumSource.Mode.EXCLUDE)
  void largeParametersWhateverReadsAndWritesThem(DType type) {
    int rows = 72;
    int columns = 64;
    NdArray labels = NdArray.ofInts(new SplittableRandom(3).ints(rows, 0, columns).toArray());
    Map<String, BinaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("product", (w, v) -> w.matmul(v.transpose()).tanh());
    functions.put("product of a transpose", (w, v) -> w.transpose().matmul(v));
    functions.put("loop", (w, v) -> w.relu().mul(v).add(w.sum(0).clip(-1, 1)));
    functions.put("reductions", (w, v) -> w.sum(1).mul(v.max(1)));
    functions.put("softmax", (w, v) -> w.softmax(0).mul(v.softmax(1)));
    functions.put("logarithms", (w, v) -> w.logsumexp(0).add(v.logSoftmax(1).pick(labels).mean()));
    functions.put("rows", (w, v) -> w.gatherRows(labels).mul(v));
    functions.put("picked", (w, v) -> w.pick(labels).sub(v.pick(labels)));
    functions.put("slices", (w, v) -> w.slice(0, 3, 60, 2).mul(v.slice(0, 5, 34)));
    functions.put("joined", (w, v) -> Tensor.concat(1, w, v, w));
    functions.put(
        "convolution", (w, v) -> w.reshape(4, 2, 24, 24).conv2d(v.reshape(64, 2, 6, 6), 3, 0));
    functions.put("a parameter becomes the other", (w, v) -> w.mul(v).mean());
    functions.forEach(
        (name, f) ->
            compare(
                List.of(random(1, type, rows, columns), random(2, type, rows, columns)),
                p -> {
                  Tensor y = f.apply(p.get(0), p.get(1));
                  List<Tensor> next = descend(y.square().mean(), p, 0.01);
                  List<Tensor> exchanged = List.of(next.get(1), next.get(0));
                  return new Step(List.of(y), name.startsWith("a ") ? exchanged : next);
                },
                type == DType.FLOAT64 ? 1e-11 : 1e-4));
  }

  // --- where the next value is written

  @Test
  void plainUpdatesAreInPlace() {
    Map<String, Function<Tensor, Tensor>> updates = new LinkedHashMap<>();
    updates.put("elementwise", w -> w.sub(w.mul(0.1)));
    updates.put("product", w -> w.sub(Tensor.of(random(1, 4, 4)).matmul(w.mul(0)).mul(0.1)));
    updates.forEach(
        (name, f) -> {
          Parameter w = Parameter.of("w", random(2, 4, 4));
          Program p = Program.of(v -> Result.of().update(w, f.apply(w.tensor())));
          assertThat(p.toString()).as(name).contains("in place");
        });
  }
}
