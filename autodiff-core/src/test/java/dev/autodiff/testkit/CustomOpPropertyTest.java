package dev.autodiff.testkit;

import static dev.autodiff.testkit.TensorArbitraries.arrays;
import static dev.autodiff.testkit.TensorArbitraries.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.array.NdArray;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** The property with a seed and number of tries of the user's own. */
final class CustomOpPropertyTest implements CustomOpProperty {
  private static int tries;

  @Override
  public CustomOpContract contract() {
    return CustomOpContract.of(x -> x.get(0).sin());
  }

  @Override
  public Arbitrary<List<NdArray>> inputs() {
    return together(arrays());
  }

  @Override
  @Property(seed = "42", tries = 20)
  public void keepsTheContract(@ForAll("drawn") List<NdArray> inputs) {
    tries++;
    CustomOpProperty.super.keepsTheContract(inputs);
  }

  /** It ran, and not once more with the annotation of the interface. */
  @AfterContainer
  static void ranAsAnnotated() {
    assertThat(tries).isEqualTo(20);
  }
}
