package dev.autodiff.formula;

import dev.autodiff.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A formula written as text, such as {@code 0.5*sum((y - sigmoid(W@x + b))^2)}. The language is
 * described on the {@linkplain dev.autodiff.formula package page}.
 *
 * <pre>{@code
 * Formula f = Formula.parse("((a+b)*(c+d))^2");
 * f.names();                                       // [a, b, c, d]
 * Tensor a = Tensor.variable("a", 1);
 * Tensor y = f.evaluate(Map.of("a", a, "b", …));   // a graph: Autodiff.gradients(y, a)
 * }</pre>
 *
 * <p>Formulas are immutable. Every evaluation builds a new graph.
 */
public final class Formula {
  private final String text;
  private final Expression root;
  private final List<String> names;
  private final Set<String> indices;

  private Formula(String text, Expression root, List<String> names, Set<String> indices) {
    this.text = text;
    this.root = root;
    this.names = names;
    this.indices = indices;
  }

  /**
   * Reads a formula.
   *
   * @throws FormulaException if the text is none; the message shows where
   */
  public static Formula parse(String text) {
    Parser parser = new Parser(text);
    Expression root = parser.parse();
    return new Formula(text, root, parser.names(), parser.indices());
  }

  /** Returns whether a text is a name that may be given a value. */
  public static boolean isName(String text) {
    return Token.isName(text);
  }

  /** Returns whether a name has a value unless it is given another: {@code pi} and {@code π}. */
  public static boolean isConstant(String name) {
    return Scope.CONSTANTS.contains(name);
  }

  /** Returns how each function is called, such as {@code softmax(x, axis=-1)}, sorted by name. */
  public static List<String> functions() {
    return Catalogue.lines();
  }

  /**
   * Returns the names that stand where a function wants indices or labels, such as y in {@code
   * pick(x, y)}: whole numbers, by which nothing has a derivative.
   */
  public Set<String> indices() {
    return indices;
  }

  /** Returns the names of values, not of functions, in order of appearance. */
  public List<String> names() {
    return names;
  }

  /**
   * Computes the formula with Java methods: the graph leads to the given tensors.
   *
   * @param values what the names stand for; more than needed is allowed
   * @throws FormulaException if a name or function is unknown, or an operation refuses its operands
   */
  public Tensor evaluate(Map<String, Tensor> values) {
    return evaluate(values, Map.of());
  }

  /**
   * Computes the formula with further functions beside those of the catalogue.
   *
   * @param values what the names stand for; more than needed is allowed
   * @param functions functions by name; each takes its arguments as tensors
   * @throws FormulaException if a name or function is unknown, or an operation refuses its operands
   */
  public Tensor evaluate(
      Map<String, Tensor> values, Map<String, Function<List<Tensor>, Tensor>> functions) {
    // Known names are listed in error messages, in the order of the caller's map.
    Scope scope = new Scope(text, new LinkedHashMap<>(values), Map.copyOf(functions));
    return scope.tensor(root.evaluate(scope), root.position());
  }

  /**
   * Returns the formula in its plainest form: only the parentheses it needs. Reading it again gives
   * an equal formula.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    root.print(out, 0);
    return out.toString();
  }

  /** Returns whether both are written alike but for blanks and needless parentheses. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Formula f && toString().equals(f.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
