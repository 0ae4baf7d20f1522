/**
 * What tests of users' own operations and derivations need: drawn arrays, the contract that every
 * operation must keep to, and assertions.
 *
 * <p>An operation of one's own is tested in one class:
 *
 * <pre>{@code
 * import static dev.autodiff.testkit.AutodiffAssertions.assertThat;
 * import static dev.autodiff.testkit.TensorArbitraries.arrays;
 * import static dev.autodiff.testkit.TensorArbitraries.together;
 *
 * import dev.autodiff.CustomOp;
 * import dev.autodiff.Tensor;
 * import dev.autodiff.array.NdArray;
 * import dev.autodiff.check.GradientCheck;
 * import dev.autodiff.op.Domain;
 * import dev.autodiff.testkit.CustomOpContract;
 * import java.util.List;
 * import net.jqwik.api.Arbitrary;
 * import net.jqwik.api.Example;
 * import net.jqwik.api.ForAll;
 * import net.jqwik.api.Property;
 * import net.jqwik.api.Provide;
 *
 * final class QuotientTest {
 *   // a/b²
 *   private static final class Quotient extends CustomOp {
 *     Quotient() {
 *       super("quotient");
 *     }
 *
 *     protected NdArray forward(List<NdArray> x) {
 *       return Tensor.of(x.get(0)).div(Tensor.of(x.get(1)).square()).value();
 *     }
 *
 *     protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
 *       return input == 0 ? g.div(x.get(1).square()) : g.mul(y).div(x.get(1)).mul(-2);
 *     }
 *   }
 *
 *   @Property(seed = "1", tries = 50)
 *   void keepsTheContract(@ForAll("inputs") List<NdArray> inputs) {
 *     CustomOpContract.of(new Quotient()).check(inputs);
 *   }
 *
 *   @Provide
 *   Arbitrary<List<NdArray>> inputs() {
 *     return together(arrays(), arrays().in(Domain.NON_ZERO).ofMagnitudes(1));
 *   }
 *
 *   @Example
 *   void oneOverTheSquare() {
 *     NdArray a = NdArray.of(1, 8), b = NdArray.of(1, 2);
 *     assertThat(new Quotient().apply(Tensor.of(a), Tensor.of(b)).value())
 *         .isCloseTo(NdArray.of(1, 2), 1e-15);
 *     assertThat(
 *             GradientCheck.ofInputs(in -> new Quotient().apply(in.get(0), in.get(1)))
 *                 .at(a, b)
 *                 .check())
 *         .agrees();
 *   }
 * }
 * }</pre>
 *
 * <p>{@link dev.autodiff.testkit.CustomOpContract} says what the contract is; {@link
 * dev.autodiff.testkit.CustomOpProperty} is a shorter way to it where the class tests one
 * operation.
 *
 * <p>The package is an artifact of its own, with the classifier {@code testkit}; its sources have
 * {@code testkit-sources}. Maven does not bring along what such an artifact needs, so a project
 * lists these, of which only the second belongs to other than tests:
 *
 * <pre>{@code
 * dev.autodiff:autodiff-core:0.1.0-SNAPSHOT, classifier testkit
 * dev.autodiff:autodiff-core:0.1.0-SNAPSHOT
 * net.jqwik:jqwik:1.9.3
 * org.assertj:assertj-core:3.27.7
 * }</pre>
 *
 * <p>jqwik runs on the JUnit platform, beside JUnit Jupiter or without it. On the module path the
 * artifact is the automatic module {@code dev.autodiff.testkit}.
 */
@NullMarked
package dev.autodiff.testkit;

import org.jspecify.annotations.NullMarked;
