package dev.autodiff.formula;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The operators of two operands: each is another spelling of an operation of the catalogue. */
enum Operator {
  LT("<", Operator.COMPARISON, "lt", (a, b) -> a < b ? 1 : 0),
  LE("<=", Operator.COMPARISON, "le", (a, b) -> a <= b ? 1 : 0),
  GT(">", Operator.COMPARISON, "gt", (a, b) -> a > b ? 1 : 0),
  GE(">=", Operator.COMPARISON, "ge", (a, b) -> a >= b ? 1 : 0),
  EQ("==", Operator.COMPARISON, "eq", (a, b) -> a == b ? 1 : 0),
  NE("!=", Operator.COMPARISON, "ne", (a, b) -> a != b ? 1 : 0),
  ADD("+", Operator.SUM, "add", Double::sum),
  SUB("-", Operator.SUM, "sub", (a, b) -> a - b),
  MUL("*", Operator.PRODUCT, "mul", (a, b) -> a * b),
  DIV("/", Operator.PRODUCT, "div", (a, b) -> a / b),
  MATMUL("@", Operator.PRODUCT, "matmul", null),
  POW("^", Operator.POWER, "pow", Math::pow);

  // Precedences, weakest first; a unary minus stands between product and power.
  static final int COMPARISON = 1;
  static final int SUM = 2;
  static final int PRODUCT = 3;
  static final int NEGATION = 4;
  static final int POWER = 5;
  static final int POSTFIX = 6;

  final String symbol;
  final int precedence;

  /** The method of the catalogue. */
  final String method;

  /** The same for two numbers, exactly; null if numbers are no operands. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions are pure
  final @Nullable DoubleBinaryOperator ofNumbers;

  Operator(String symbol, int precedence, String method, @Nullable DoubleBinaryOperator ofNumbers) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.method = method;
    this.ofNumbers = ofNumbers;
  }

  /** Returns what the grammar wants on the left: sums and products group from the left. */
  int leftPrecedence() {
    return precedence == POWER ? POSTFIX : precedence == COMPARISON ? SUM : precedence;
  }

  /** Returns what the grammar wants on the right, where powers group and may be negative. */
  int rightPrecedence() {
    return precedence == POWER ? NEGATION : precedence + 1;
  }

  /** Returns the operator a token stands for, if it has the given precedence. */
  static @Nullable Operator at(Token token, int precedence) {
    for (Operator op : values()) {
      if (op.precedence == precedence && token.is(op.symbol)) {
        return op;
      }
    }
    return null;
  }
}
