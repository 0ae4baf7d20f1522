package dev.autodiff.formula;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A formula cannot be read or computed. The message says what is wrong and what would be right, and
 * shows the line with a caret under the place:
 *
 * <pre>{@code
 * unknown function sigmod. Did you mean sigmoid?
 *   0.5*sigmod(x)
 *       ^
 * }</pre>
 */
public final class FormulaException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  /** Most characters of a line shown on either side of the place. */
  private static final int CONTEXT = 60;

  private final int position;

  FormulaException(String problem, String text, int position) {
    this(problem + excerpt(text, position), position, null);
  }

  FormulaException(Throwable cause, String text, int position) {
    this(cause.getMessage() + excerpt(text, position), position, cause);
  }

  private FormulaException(String message, int position, @Nullable Throwable cause) {
    super(message, cause);
    this.position = position;
  }

  /** Returns where in the text the fault is: the index of a {@code char}, from 0 to its length. */
  public int position() {
    return position;
  }

  /**
   * Returns this exception with a message that says where the formula stands, such as an option.
   */
  public FormulaException in(String where) {
    return new FormulaException(where + ": " + getMessage(), position, this);
  }

  /** The line of the text with the position, cut if it is long, and a line with a caret. */
  private static String excerpt(String text, int position) {
    if (text.isBlank()) {
      return "";
    }
    int start = text.lastIndexOf('\n', position - 1) + 1;
    int end = text.indexOf('\n', position);
    end = end < 0 ? text.length() : end;
    int from = Math.max(start, position - CONTEXT);
    int to = Math.min(end, position + CONTEXT);
    String before = (from > start ? "…" : "") + text.substring(from, position);
    String after = text.substring(position, to) + (to < end ? "…" : "");
    StringBuilder blanks = new StringBuilder();
    before.codePoints().forEach(c -> blanks.append(c == '\t' ? '\t' : ' '));
    String line = System.lineSeparator() + "  ";
    return line + (before + after).stripTrailing() + line + blanks + "^";
  }
}
