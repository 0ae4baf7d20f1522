package dev.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Every line of the {@link OperationTable} compiled: the same results as eagerly. */
@Tag("contract")
final class CompiledContractTest {

  private static void everyOperation(Sample sample, boolean smooth, int order) {
    List<String> failures = new ArrayList<>();
    for (Operation operation : OperationTable.operations()) {
      try {
        new CompiledContract(operation, sample, smooth).check(order);
      } catch (AssertionError e) {
        failures.add(operation + ": " + e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError(operation + " at " + sample + ": " + e, e);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(
          failures.size() + " lines of the table fail:\n" + String.join("\n", failures));
    }
  }

  @Property(seed = "1", tries = 60)
  void valueAndGradientAreTheEagerOnes(@ForAll(supplier = Sample.Any.class) Sample sample) {
    everyOperation(sample, false, 1);
  }

  @Property(seed = "2", tries = 30)
  void gradientOfTheGradientIsTheEagerOne(@ForAll(supplier = Sample.Small.class) Sample sample) {
    everyOperation(sample, true, 2);
  }
}
