package dev.autodiff.formula;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a parsed formula. Its value is a {@code Double}, as long as only numbers meet, a {@code
 * Tensor}, or a {@code Boolean}, which only functions take.
 */
sealed interface Expression {
  /** Where it stands in the text; for an operator, the sign itself. */
  int position();

  /** Returns the value, a new part of the graph. */
  Object evaluate(Scope scope);

  /** Writes it so that it can stand where the grammar wants this precedence or a stronger one. */
  void print(StringBuilder out, int precedence);

  /** A number. */
  record Literal(int position, double value) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return value;
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      String s = Double.toString(value);
      out.append(s.endsWith(".0") ? s.substring(0, s.length() - 2) : s);
    }
  }

  /** {@code true} or {@code false}. */
  record Flag(int position, boolean value) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return value;
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      out.append(value);
    }
  }

  /** A name that stands for a value. */
  record Name(int position, String name) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return scope.value(name, position);
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      out.append(name);
    }
  }

  /** −x. */
  record Negation(int position, Expression operand) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object x = operand.evaluate(scope);
      return x instanceof Double d ? (Object) (-d) : scope.call("neg", position, x);
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      boolean parentheses = Operator.NEGATION < precedence;
      out.append(parentheses ? "(-" : "-");
      operand.print(out, Operator.NEGATION);
      out.append(parentheses ? ")" : "");
    }
  }

  /** xᵀ. */
  record Transposed(int position, Expression operand) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return scope.call("transpose", position, operand.evaluate(scope));
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      operand.print(out, Operator.POSTFIX);
      out.append(".T");
    }
  }

  /**
   * Two operands. A sum of many terms leans to the left as deep as it is long, so both methods walk
   * down its left side instead of recursing.
   */
  record Binary(int position, Operator operator, Expression left, Expression right)
      implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Deque<Binary> open = new ArrayDeque<>();
      Expression e = this;
      for (; e instanceof Binary b; e = b.left) {
        open.push(b);
      }
      Object value = e.evaluate(scope);
      for (Binary b : open) {
        value = b.apply(value, b.right.evaluate(scope), scope);
      }
      return value;
    }

    private Object apply(Object a, Object b, Scope scope) {
      return operator.ofNumbers != null && a instanceof Double x && b instanceof Double y
          ? (Object) operator.ofNumbers.applyAsDouble(x, y)
          : scope.call(operator.method, position, a, b);
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      if (operator.precedence < precedence) {
        out.append('(');
        print(out, 0);
        out.append(')');
        return;
      }
      Deque<Binary> open = new ArrayDeque<>();
      Expression e = this;
      int wanted = precedence;
      while (e instanceof Binary b && b.operator.precedence >= wanted) {
        open.push(b);
        wanted = b.operator.leftPrecedence();
        e = b.left;
      }
      e.print(out, wanted);
      for (Binary b : open) {
        boolean wide = b.operator.precedence <= Operator.SUM;
        out.append(wide ? " " + b.operator.symbol + " " : b.operator.symbol);
        b.right.print(out, b.operator.rightPrecedence());
      }
    }
  }

  /** Elements in brackets: a new leading axis. */
  record Array(int position, List<Expression> elements) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      List<Object> values = new ArrayList<>();
      for (Expression e : elements) {
        values.add(e.evaluate(scope));
      }
      if (values.stream().allMatch(Double.class::isInstance)) {
        return Tensor.of(NdArray.of(values.stream().mapToDouble(v -> (Double) v).toArray()));
      }
      Tensor[] parts = new Tensor[values.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = scope.tensor(values.get(i), elements.get(i).position());
        if (!parts[i].shape().equals(parts[0].shape())) {
          throw scope.error(
              "the array is ragged: element 0 has shape %s, element %s has shape %s. All must have one shape."
                  .formatted(parts[0].shape(), i, parts[i].shape()),
              elements.get(i).position());
        }
      }
      return scope.guard(position, () -> Tensor.stack(0, parts));
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      String separator = "[";
      for (Expression e : elements) {
        out.append(separator);
        e.print(out, 0);
        separator = ", ";
      }
      out.append(']');
    }
  }

  /** A function with its arguments, those without a name first. */
  record Call(
      int position, String function, List<Expression> arguments, Map<String, Expression> named)
      implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      List<Object> values = new ArrayList<>();
      arguments.forEach(a -> values.add(a.evaluate(scope)));
      Map<String, Object> byName = new LinkedHashMap<>();
      named.forEach((name, a) -> byName.put(name, a.evaluate(scope)));
      return scope.call(function, position, values, byName);
    }

    @Override
    public void print(StringBuilder out, int precedence) {
      out.append(function);
      String separator = "(";
      for (Expression a : arguments) {
        out.append(separator);
        a.print(out, 0);
        separator = ", ";
      }
      for (Map.Entry<String, Expression> a : named.entrySet()) {
        out.append(separator).append(a.getKey()).append('=');
        a.getValue().print(out, 0);
        separator = ", ";
      }
      out.append(separator.equals("(") ? "()" : ")");
    }
  }
}
