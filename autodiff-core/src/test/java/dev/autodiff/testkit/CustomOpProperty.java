package dev.autodiff.testkit;

import dev.autodiff.array.NdArray;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A test class of jqwik's for one operation, which only says what to test and on what.
 *
 * <pre>{@code
 * final class CubeTest implements CustomOpProperty {
 *   public CustomOpContract contract() {
 *     return CustomOpContract.of(new Cube());
 *   }
 *
 *   public Arbitrary<List<NdArray>> inputs() {
 *     return together(arrays());
 *   }
 * }
 * }</pre>
 *
 * <p>For a fixed seed or another number of tries, override the property with annotations of your
 * own; or write a property that calls {@link CustomOpContract#check}.
 *
 * <pre>{@code
 * @Override
 * @Property(seed = "42", tries = 50)
 * public void keepsTheContract(@ForAll("drawn") List<NdArray> inputs) {
 *   CustomOpProperty.super.keepsTheContract(inputs);
 * }
 * }</pre>
 */
public interface CustomOpProperty {
  /** Returns the contract of the operation. */
  CustomOpContract contract();

  /** Returns what inputs to draw. */
  Arbitrary<List<NdArray>> inputs();

  /** The operation keeps to its contract at all inputs that are drawn. */
  @Property(tries = 100)
  default void keepsTheContract(@ForAll("drawn") List<NdArray> inputs) {
    contract().check(inputs);
  }

  /** Hands {@link #inputs} to jqwik. */
  @Provide
  default Arbitrary<List<NdArray>> drawn() {
    return inputs();
  }
}
