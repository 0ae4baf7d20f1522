package dev.autodiff.testkit;

import dev.autodiff.CustomOp;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Reason;
import dev.autodiff.check.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an operation must keep to, whatever it computes. {@link #check} holds it to every rule at
 * one point; a property of jqwik's calls it at many.
 *
 * <pre>{@code
 * @Property(seed = "1", tries = 100)
 * void cubeKeepsTheContract(@ForAll("inputs") List<NdArray> inputs) {
 *   CustomOpContract.of(new Cube()).check(inputs);
 * }
 *
 * @Provide
 * Arbitrary<List<NdArray>> inputs() {
 *   return together(arrays());
 * }
 * }</pre>
 *
 * <p>The rules, in the order in which they are tried:
 *
 * <ol>
 *   <li><b>No state.</b> The same inputs give the same value, and the same gradient even if the
 *       operation was used for other inputs between.
 *   <li><b>Nothing is written.</b> Inputs are afterwards what they were.
 *   <li><b>Any layout.</b> Inputs that lie in memory in another order, as views do, give the same
 *       value within rounding.
 *   <li><b>float32, the type.</b> The value of float32 inputs is float32, unless {@link
 *       #float64Only}.
 *   <li><b>Gradient.</b> It agrees with numerical differences, is linear in the cotangent and
 *       adjoint to forward mode: {@link GradientCheck}. A derivative that is 0 everywhere ({@link
 *       Reason#VACUOUS}), or of no elements, passes; any other inconclusive check is a failure
 *       unless {@link #allowing} says otherwise.
 *   <li><b>Branches.</b> Where slopes to both sides differ, {@code branches} changes nearby: the
 *       check relies on it to keep its steps on one side of kinks.
 *   <li><b>Second order.</b> The gradient of the gradient agrees too, unless {@link
 *       #differentiableOnce}.
 *   <li><b>Fan-out.</b> The gradient of f(x) + f(x) is twice that of f(x), and a tensor that is
 *       several inputs at once gets the sum of their gradients.
 *   <li><b>Compiled.</b> A {@link dev.autodiff.compile.Program} gives value and gradient of the
 *       eager operation, also when run again with other inputs, unless {@link #eagerOnly}.
 *   <li><b>float32.</b> Value and gradient are those of float64 within rounding, unless {@link
 *       #float64Only}.
 * </ol>
 *
 * <p>All rules are tried, and an error names each that is broken.
 *
 * <p>Nothing is drawn at random, so the same inputs have the same outcome. "Within rounding" is
 * 2¹⁴·ε·(1 + the largest value).
 */
public final class CustomOpContract {
  private final Function<List<Tensor>, Tensor> function;
  private final Options options;

  private record Options(
      boolean secondOrder, boolean compiled, boolean float32, Set<Reason> allowed) {}

  private CustomOpContract(Function<List<Tensor>, Tensor> function, Options options) {
    this.function = function;
    this.options = options;
  }

  /** Returns the contract of an operation. */
  public static CustomOpContract of(CustomOp operation) {
    return of(inputs -> operation.apply(inputs.toArray(new Tensor[0])));
  }

  /** Returns the contract of a function of tensors, which may hold constants for the operation. */
  public static CustomOpContract of(Function<List<Tensor>, Tensor> function) {
    return new CustomOpContract(
        function, new Options(true, true, true, EnumSet.of(Reason.VACUOUS)));
  }

  /** Leaves out second derivatives: for a vjp that is itself not to be differentiated. */
  public CustomOpContract differentiableOnce() {
    return with(new Options(false, options.compiled, options.float32, options.allowed));
  }

  /** Leaves out programs: for an operation whose vjp reads values, and so cannot be traced. */
  public CustomOpContract eagerOnly() {
    return with(new Options(options.secondOrder, false, options.float32, options.allowed));
  }

  /** Leaves out float32: for an operation on float64 alone. */
  public CustomOpContract float64Only() {
    return with(new Options(options.secondOrder, options.compiled, false, options.allowed));
  }

  /**
   * Lets a gradient check be inconclusive for this reason, where inputs hit such places on purpose.
   * At a {@link Reason#KINK} the gradient must even so lie between the slopes of both sides.
   */
  public CustomOpContract allowing(Reason reason) {
    Set<Reason> allowed = EnumSet.copyOf(options.allowed);
    allowed.add(reason);
    return with(new Options(options.secondOrder, options.compiled, options.float32, allowed));
  }

  private CustomOpContract with(Options changed) {
    return new CustomOpContract(function, changed);
  }

  /**
   * Holds the operation to every rule at these inputs.
   *
   * @param inputs arrays of float64 or float32, one for each input
   * @throws AssertionError if a rule is broken; the message names the operation, the rule, the
   *     inputs, and what differs or the gradient's report
   */
  public void check(NdArray... inputs) {
    check(List.of(inputs));
  }

  /** The same as {@link #check(NdArray...)}, for inputs as jqwik draws them. */
  public void check(List<NdArray> inputs) {
    Trial trial = new Trial(function, inputs);
    List<Runnable> rules = new ArrayList<>();
    rules.add(trial::keepsNoState);
    rules.add(trial::writesNothing);
    rules.add(trial::readsAnyLayout);
    if (options.float32) {
      rules.add(trial::keepsTheType);
    }
    GradientReport first = trial.gradientCheck(function).check();
    rules.add(() -> require("gradient", first));
    if (first.findings().stream().anyMatch(c -> c.reason().equals(Optional.of(Reason.KINK)))) {
      rules.add(trial::tellsBranchesApart);
    }
    if (options.secondOrder && isDecided(first)) { // at a kink of f, the gradient jumps
      rules.add(() -> requireSecondOrder(trial));
    }
    rules.add(trial::fansOut);
    if (options.compiled) {
      rules.add(trial::compiles);
    }
    if (options.float32) {
      rules.add(trial::worksInFloat32);
    }
    List<BrokenRule> broken = new ArrayList<>();
    for (Runnable rule : rules) {
      try {
        rule.run();
      } catch (BrokenRule e) {
        broken.add(e);
      } catch (RuntimeException e) {
        if (broken.isEmpty()) { // else a consequence, as likely as not
          throw e;
        }
      }
    }
    if (!broken.isEmpty()) {
      throw trial.error(broken);
    }
  }

  private void requireSecondOrder(Trial trial) {
    GradientReport second = trial.gradientCheck(function).secondOrder().check();
    require("second order", second);
    if (second.reason().isPresent()) { // f is linear: then ½f² is not
      second = trial.gradientCheck(x -> function.apply(x).square().mul(0.5)).secondOrder().check();
      require("second order of ½f(x)²", second);
    }
  }

  private static boolean isDecided(GradientReport report) {
    return report.reason().isEmpty() || report.reason().get() == Reason.VACUOUS;
  }

  private void require(String rule, GradientReport report) {
    boolean passes =
        report.agrees()
            || (report.verdict() == Verdict.INCONCLUSIVE
                && options.allowed.contains(report.reason().orElseThrow()));
    if (!passes) {
      boolean kink = report.verdict() == Verdict.INCONCLUSIVE;
      throw new BrokenRule(
          rule,
          " " + report.verdict() + report.reason().map(r -> " " + r).orElse(""),
          report
              + (kink
                  ? "\n  Draw inputs away from such places, or allow them with allowing(Reason."
                      + report.reason().orElseThrow()
                      + ")."
                  : ""));
    }
  }
}
