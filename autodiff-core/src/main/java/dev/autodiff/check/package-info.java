/**
 * Verification of gradients, the engine's or derived by hand, against numerical differences.
 *
 * <p>{@link dev.autodiff.check.GradientCheck} compares, {@link dev.autodiff.check.GradientReport}
 * says what came of it. Three things set it apart from a comparison at one step with one tolerance:
 *
 * <ul>
 *   <li>Each numerical derivative has an error estimate of its own. Central differences at steps h,
 *       h/2, h/4 … are extrapolated to h → 0 (Richardson 1911; the table of Neville; the entry of
 *       least estimated error, Ridders 1982). The noise of the values, which limits how short steps
 *       may be, is measured from the function (Moré and Wild 2011) and bounded from the graph by
 *       running error analysis (Linnainmaa 1976). Smooth functions of moderate size give eleven
 *       digits and more.
 *   <li>Operations report the branches they take ({@link dev.autodiff.op.Op#branches}), so steps do
 *       not cross a kink: relu is checked at 10⁻⁷ as well as at 1. At a kink the slopes to both
 *       sides are taken, and a gradient must lie between them; one that the engine computes must be
 *       made of the derivatives that operations state there ({@link
 *       dev.autodiff.op.Op#besideKinks}).
 *   <li>There is a third verdict. Where the numbers cannot decide, it is INCONCLUSIVE with a {@link
 *       dev.autodiff.check.Reason}, and never a guess.
 * </ul>
 *
 * <table>
 * <caption>Verdicts</caption>
 * <tr><td>AGREE</td><td>|analytic − numeric| ≤ 4·error + rounding of the analytic value; and the error is at most 10⁻⁶ (10⁻² for float32) of the largest derivative, and 10⁻³ (10⁻¹) of the largest by the same input. Derivatives of different outputs are compared by their share of what a derivative may naturally be, the size of the output over that of the input</td></tr>
 * <tr><td>DISAGREE</td><td>the difference is larger, and the error at most 10⁻² of what the differences show; or, with one element moved at a kink, the gradient is not between the slopes; or the gradients contradict themselves, as below; or an operation by itself is wrong, or a sum of gradients</td></tr>
 * <tr><td>INCONCLUSIVE</td><td>KINK, JUMP, NONFINITE, NOISY, NONDETERMINISTIC or VACUOUS</td></tr>
 * </table>
 *
 * <p>The rounding of an analytic derivative is taken as 2⁻³⁴ of itself, 2⁻⁴⁴ of the largest
 * derivative by the same input, and eight roundings of what was computed on the way: a wrong factor
 * 1 + 10⁻⁹ is found.
 *
 * <p>Where terms of a gradient cancel, as those of (x − x)/ε + g(x), its rounding is seen by
 * rounding what a sweep adds up at random (Vignes 1974). Where the function's differences leave
 * something open, the parts are looked at: each operation at the inputs it had, at kinks by the
 * derivative it states, and where rounding hides it also at inputs of size 1, for a rule that is
 * wrong there is wrong; and each sum of gradients. If one is wrong, so is the gradient. If all are
 * right, the differences agree as far as they go, the recorded graph is all there is to the
 * function (it gives the same at another point), and errors too small to be seen in a part stay
 * small in the whole, then it is right by the chain rule.
 *
 * <p>A limit: an operation that has a kink and does not report its branches is undecided near it.
 *
 * <p>Beside the differences three facts about the engine's gradients are held to, to a few
 * roundings: they are linear in the cotangent, Jᵀ(cv) = c·Jᵀv, adjoint to forward mode, ⟨v, J·u⟩ =
 * ⟨Jᵀv, u⟩, and leave their inputs as they were. A float32 function is checked twice: its formulas
 * in float64, where that can be had by calling the function with such inputs, and its own values
 * with the tolerance of float32.
 *
 * <p>Random directions have components ±U[1, 2] times the size of what is moved, and weights of
 * outputs ±U[1, 2] over the size of the output: see {@link
 * dev.autodiff.check.GradientCheck.At#directions} for why they are neither normal, nor ±1, nor of
 * one sign.
 */
@NullMarked
package dev.autodiff.check;

import org.jspecify.annotations.NullMarked;
