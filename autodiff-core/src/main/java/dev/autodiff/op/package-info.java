/**
 * The operation catalogue: one family a file, each operation declared once.
 *
 * <p>Each family is an interface with the methods users call, {@code x.sin()}, and beneath them the
 * declarations they apply: name, checks, kernel and derivative. Operations and values call each
 * other, for derivatives are themselves written in operations; the knot is tied here by {@link
 * dev.autodiff.op.Expr}, an interface below both: rules are generic in the kind of value, {@code
 * dev.autodiff.Tensor} is the user's kind, and this package does not know it.
 *
 * <h2>Values at kinks and edges</h2>
 *
 * <table>
 * <caption>Derivative taken where a function has none, or more than one</caption>
 * <tr><th>operation</th><th>where</th><th>derivative</th></tr>
 * <tr><td>relu</td><td>0</td><td>0</td></tr>
 * <tr><td>abs</td><td>0</td><td>0</td></tr>
 * <tr><td>hardtanh, clip</td><td>at either end of the interval</td><td>1</td></tr>
 * <tr><td>maximum, minimum</td><td>tie</td><td>½ to each</td></tr>
 * <tr><td>max, min over axes</td><td>tie of n</td><td>1/n to each</td></tr>
 * <tr><td>sqrt</td><td>0</td><td>+∞</td></tr>
 * <tr><td>log</td><td>0</td><td>+∞</td></tr>
 * <tr><td>log, log1p</td><td>below the domain</td><td>NaN, as the value</td></tr>
 * <tr><td>pow(x, 0)</td><td>any x</td><td>0 in x</td></tr>
 * <tr><td>pow(0, y)</td><td>y ≥ 0</td><td>0 in y</td></tr>
 * <tr><td>where</td><td>the operand not chosen</td><td>exactly 0, whatever its value</td></tr>
 * <tr><td>sigmoid, tanh, erf, softplus, gelu</td><td>±1000</td><td>the exact limit, 0 or 1</td></tr>
 * </table>
 *
 * <p>A cotangent that is exactly 0 stays 0 through every elementwise rule, even where the local
 * derivative is infinite or NaN: rules multiply by {@link dev.autodiff.op.Arithmetic#chain}.
 *
 * <p>At which of these places a value was computed, and on which side of them, every operation
 * reports by {@link dev.autodiff.op.Op#branches}; so do steps (sign, floor, comparisons, casts to
 * int32), poles (1/x at 0) and indices. Which derivative is meant at a kink it states by {@link
 * dev.autodiff.op.Op#besideKinks}, and package {@code check} holds its rules to that.
 */
@NullMarked
package dev.autodiff.op;

import org.jspecify.annotations.NullMarked;
