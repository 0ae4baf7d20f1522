/**
 * Formulas written as text, computed with tensors.
 *
 * <pre>{@code
 * formula    = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ] ;
 * sum        = product { ( "+" | "-" ) product } ;
 * product    = factor { ( "*" | "/" | "@" ) factor } ;
 * factor     = "-" factor | "+" factor | power ;
 * power      = postfix [ "^" factor ] ;
 * postfix    = primary { ".T" } ;
 * primary    = number | name | "(" formula ")" | array | call ;
 * array      = "[" formula { "," formula } "]" ;
 * call       = name "(" [ argument { "," argument } ] ")" ;
 * argument   = [ name "=" ] ( formula | "true" | "false" ) ;
 * number     = ( digits [ "." [ digits ] ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ] ;
 * name       = letter { letter | digit | "_" | "'" } ;
 * }</pre>
 *
 * <p>So {@code ^} groups from the right and binds tighter than a minus before it: {@code -x^2} is
 * −(x²), {@code 2^-1} is ½ and {@code 2^3^2} is 2⁹. {@code *}, {@code /} and {@code @} group from
 * the left, as in Python: {@code W.T@d*s} is (Wᵀd)⊙s. A product always needs its sign; a name
 * followed by a parenthesis is a function.
 *
 * <p><b>Operators</b> are the elementwise operations {@code add}, {@code sub}, {@code mul}, {@code
 * div}, {@code pow}, {@code lt} … of the catalogue, with broadcasting, and {@code @} is {@code
 * matmul}. Where only numbers meet, they are computed at once, so {@code x^(1/2)} has a constant
 * exponent.
 *
 * <p><b>Functions</b> are the operations of {@link dev.autodiff.op} under their Java names, the
 * value they are called on being the first argument: {@code sum(x)}, {@code sum(x, 0)}, {@code
 * sum(x, axis=0, keepDims=true)}, {@code where(c, p, q)}, {@code reshape(x, 2, 3)}, {@code
 * concat(0, a, b)}. Arguments may be named as in Java; {@code axis} will do for {@code axes}. Where
 * {@code axis} is all a function wants beside its operand, as in {@code softmax(z)}, the last axis
 * is meant.
 *
 * <p><b>Names</b> are of letters of any script, digits, {@code _}, the prime {@code '} and lowered
 * digits: {@code σ'(z)} would call a function σ', and {@code W'} is a name, not a transpose,
 * because derivatives are written so. A transpose is {@code W.T}, {@code Wᵀ} or {@code
 * transpose(W)}. {@code pi} and {@code π} have their value unless they are given another; {@code
 * true} and {@code false} are no names.
 *
 * <p><b>Arrays</b> join elements of one shape along a new leading axis: {@code [[1, 2], [3, 4]]}
 * has shape [2, 2]. Elements may be any formulas, such as {@code [2*a, b]}.
 *
 * <p>The signs {@code · ⊙ − ≤ ≥ ≠ ⊤} may be written for {@code * * - <= >= != .T}.
 */
@NullMarked
package dev.autodiff.formula;

import org.jspecify.annotations.NullMarked;
