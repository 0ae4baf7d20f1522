package dev.autodiff.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recursive descent: a method for each rule of the grammar on the package page. */
final class Parser {
  /** Deepest nesting; far beyond what anyone writes, and far from the end of a thread's stack. */
  static final int DEEPEST = 250;

  private final String text;
  private final List<Token> tokens;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> indices = new LinkedHashSet<>();
  private int next;
  private int depth;

  Parser(String text) {
    this.text = text;
    this.tokens = Token.all(text);
  }

  Expression parse() {
    if (peek().kind() == Token.Kind.END) {
      throw error("the formula is empty", peek());
    }
    Expression e = comparison();
    if (peek().kind() != Token.Kind.END) {
      throw unexpected("an operator or the end");
    }
    return e;
  }

  /** Returns the names of values that were read. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Returns the names that stand where indices are wanted. */
  Set<String> indices() {
    return Set.copyOf(indices);
  }

  private Expression comparison() {
    Expression left = sum();
    Operator op = Operator.at(peek(), Operator.COMPARISON);
    if (op == null) {
      return left;
    }
    int at = take().position();
    Expression e = new Expression.Binary(at, op, left, sum());
    if (Operator.at(peek(), Operator.COMPARISON) != null) {
      throw error("comparisons cannot be chained. Multiply two: (a < b)*(b < c)", peek());
    }
    return e;
  }

  private Expression sum() {
    Expression left = product();
    for (Operator op; (op = Operator.at(peek(), Operator.SUM)) != null; ) {
      left = new Expression.Binary(take().position(), op, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = factor();
    for (Operator op; (op = Operator.at(peek(), Operator.PRODUCT)) != null; ) {
      left = new Expression.Binary(take().position(), op, left, factor());
    }
    return left;
  }

  /** Every way down to a deeper level leads through here. */
  private Expression factor() {
    if (++depth > DEEPEST) {
      throw tooDeep();
    }
    Expression e;
    if (peek().is("-")) {
      e = new Expression.Negation(take().position(), factor());
    } else if (peek().is("+")) {
      take();
      e = factor();
    } else {
      e = power();
    }
    depth--;
    return e;
  }

  private Expression power() {
    Expression base = postfix();
    Operator op = Operator.at(peek(), Operator.POWER);
    return op == null ? base : new Expression.Binary(take().position(), op, base, factor());
  }

  private Expression postfix() {
    Expression e = primary();
    for (int times = 1; peek().is(".T"); times++) {
      if (depth + times > DEEPEST) {
        throw tooDeep();
      }
      e = new Expression.Transposed(take().position(), e);
    }
    return e;
  }

  private Expression primary() {
    Token t = peek();
    if (t.kind() == Token.Kind.NUMBER) {
      return number(take());
    }
    if (t.kind() == Token.Kind.NAME) {
      take();
      if (peek().is("(")) {
        return call(t);
      }
      if (t.text().equals("true") || t.text().equals("false")) {
        return new Expression.Flag(t.position(), t.text().equals("true"));
      }
      names.add(t.text());
      return new Expression.Name(t.position(), t.text());
    }
    if (t.is("(")) {
      take();
      Expression e = comparison();
      close(t, ")", "an operator or )");
      return e;
    }
    if (t.is("[")) {
      return array();
    }
    if (t.is("*") && next > 0 && tokens.get(next - 1).is("*")) {
      throw error("** is no operator. A power is written with ^", t);
    }
    throw unexpected("a number, a name, ( or [");
  }

  private Expression number(Token t) {
    double value = Double.parseDouble(t.text());
    if (Double.isInfinite(value)) {
      throw error("the number is too large: " + t.text() + " exceeds 1.8e308", t);
    }
    return new Expression.Literal(t.position(), value);
  }

  private Expression call(Token function) {
    Token open = take();
    List<Expression> arguments = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!peek().is(")") || !arguments.isEmpty() || !named.isEmpty()) {
      Token first = peek();
      if (first.kind() == Token.Kind.NAME && tokens.get(next + 1).is("=")) {
        next += 2;
        if (named.put(first.text(), comparison()) != null) {
          throw error("the argument " + first.text() + " is given twice", first);
        }
      } else if (named.isEmpty()) {
        arguments.add(comparison());
      } else {
        throw error("an argument without a name follows one with a name. Put it first", first);
      }
      if (!peek().is(",")) {
        break;
      }
      take();
    }
    close(open, ")", "an operator, a comma or )");
    int at = Catalogue.indices(function.text());
    if (at >= 0 && at < arguments.size() && arguments.get(at) instanceof Expression.Name n) {
      indices.add(n.name());
    }
    return new Expression.Call(function.position(), function.text(), List.copyOf(arguments), named);
  }

  private Expression array() {
    Token open = take();
    List<Expression> elements = new ArrayList<>();
    if (peek().is("]")) {
      throw error("an array needs at least one element", open);
    }
    elements.add(comparison());
    while (peek().is(",")) {
      take();
      elements.add(comparison());
    }
    close(open, "]", "an operator, a comma or ]");
    return new Expression.Array(open.position(), List.copyOf(elements));
  }

  private void close(Token open, String closing, String expected) {
    if (peek().is(closing)) {
      take();
    } else if (peek().kind() == Token.Kind.END) {
      throw error("this " + open + " is not closed. Put " + closing + " at its end", open);
    } else {
      throw unexpected(expected);
    }
  }

  private FormulaException unexpected(String expected) {
    Token t = peek();
    String remedy = "";
    if (t.is("[") && next > 0 && !tokens.get(next - 1).is("(")) {
      remedy = ". A part of an array is slice(x, axis, start, stop)";
    } else if (expected.contains("comma or ]") && t.kind() == Token.Kind.NUMBER) {
      remedy = ". Elements are separated by commas";
    } else if (t.is(")") || t.is("]")) {
      remedy = ". Is there one too many, or an operand missing before it?";
    } else if (t.kind() == Token.Kind.NAME || t.kind() == Token.Kind.NUMBER || t.is("(")) {
      remedy = ". A product needs its *: 2*x, not 2x";
    } else if (t.is("=")) {
      remedy = ". Equality is written ==";
    } else if (t.kind() == Token.Kind.END) {
      remedy = ". Is something missing?";
    }
    return error("expected " + expected + ", but found " + t + remedy, t);
  }

  private FormulaException tooDeep() {
    return error("nested more than " + DEEPEST + " deep. Name a part of the formula", peek());
  }

  private FormulaException error(String problem, Token at) {
    return new FormulaException(
        problem.endsWith("?") ? problem : problem + ".", text, at.position());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }
}
