package dev.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * The contract of every operation, over the {@link OperationTable}. Each generated sample is tried
 * on each line of the table; a failure names every operation that fails at the sample, shrunk.
 */
@Tag("contract")
final class OperationContractTest {

  private static void everyOperation(Sample sample, Consumer<Operation> rule) {
    List<String> failures = new ArrayList<>();
    for (Operation operation : OperationTable.operations()) {
      try {
        rule.accept(operation);
      } catch (AssertionError e) {
        failures.add(e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError(operation + " at " + sample + ": " + e, e);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(
          failures.size() + " lines of the table fail:\n" + String.join("\n", failures));
    }
  }

  @Property(seed = "1", tries = 400)
  void valueAndShapeAreThoseOfTheReference(@ForAll(supplier = Sample.Any.class) Sample sample) {
    everyOperation(sample, o -> new ValueContract(o, sample, false).value());
  }

  @Property(seed = "2", tries = 150)
  void float32IsFloat64Rounded(@ForAll(supplier = Sample.Any.class) Sample sample) {
    everyOperation(sample, o -> new ValueContract(o, sample, true).singlePrecision());
  }

  @Property(seed = "3", tries = 100)
  void valueIsTheSameInEveryMemoryLayout(@ForAll(supplier = Sample.Any.class) Sample sample) {
    everyOperation(sample, o -> new ValueContract(o, sample, false).stridedInputs());
  }

  @Property(seed = "4", tries = 600)
  void gradientAgreesWithDifferences(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).derivative(1));
  }

  @Property(seed = "5", tries = 300)
  void secondDerivativeAgreesWithDifferences(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).derivative(2));
  }

  @Property(seed = "6", tries = 100)
  void thirdDerivativeAgreesWithDifferences(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).derivative(3));
  }

  @Property(seed = "7", tries = 300)
  void forwardAndReverseModeAreAdjoint(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).adjoint(1));
  }

  @Property(seed = "8", tries = 200)
  void forwardOverReverseIsReverseOverReverse(
      @ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).adjoint(2));
  }

  @Property(seed = "9", tries = 100)
  void recordingChangesNoValue(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).recording());
  }

  @Property(seed = "10", tries = 150)
  void aTensorUsedTwiceGetsBothGradients(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new DerivativeContract(o, sample).fanOut());
  }

  @Property(seed = "11", tries = 3)
  void domainIsDeclared(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, o -> new ValueContract(o, sample, true).domain());
  }
}
