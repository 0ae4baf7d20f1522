package dev.autodiff.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a formula.
 *
 * @param text the word in its plain spelling; empty at the end
 * @param position where it starts
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  /** ᵀ is the sign for a transpose, so it is no letter of a name. */
  private static final String LETTER = "[\\p{L}_&&[^ᵀ]]";

  private static final String NAME = LETTER + "(?:" + LETTER + "|[\\p{M}\\p{Nd}₀-₉'′])*";

  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>(?:\\d+(?:\\.\\d+|\\.(?!T))?|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + ("|(?<name>" + NAME + ")")
              + ("|(?<symbol>\\.T(?!" + LETTER + "|[\\p{Nd}'′])")
              + "|<=|>=|==|!=|[-+*/^@<>=(),\\[\\]ᵀ⊤·⊙−≤≥≠])");

  private static final Pattern BLANKS = Pattern.compile("\\s*", Pattern.UNICODE_CHARACTER_CLASS);

  /** Signs as they are printed in books, and what they stand for. */
  private static final Map<String, String> PLAIN =
      Map.of("ᵀ", ".T", "⊤", ".T", "·", "*", "⊙", "*", "−", "-", "≤", "<=", "≥", ">=", "≠", "!=");

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  static boolean isName(String text) {
    return text.matches(NAME) && !text.equals("true") && !text.equals("false");
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** The token as an error message names it. */
  @Override
  public String toString() {
    return kind == Kind.END ? "the end" : text;
  }

  /** Cuts a text into its tokens; the last one is the end. */
  static List<Token> all(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    Matcher blanks = BLANKS.matcher(text);
    int at = 0;
    while (true) {
      blanks.region(at, text.length()).lookingAt();
      at = blanks.end();
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
      }
      if (!word.region(at, text.length()).useTransparentBounds(true).lookingAt()) {
        throw unexpected(text, at);
      }
      Kind kind =
          word.group("number") != null
              ? Kind.NUMBER
              : word.group("name") != null ? Kind.NAME : Kind.SYMBOL;
      tokens.add(new Token(kind, PLAIN.getOrDefault(word.group(), word.group()), at));
      at = word.end();
    }
  }

  private static FormulaException unexpected(String text, int at) {
    String c = Character.toString(text.codePointAt(at));
    int digit = SUPERSCRIPTS.indexOf(c);
    String remedy =
        digit >= 0
            ? "A power is written with ^, as x^" + digit + "."
            : "A formula has numbers, names, + - * / ^ @, comparisons, parentheses, commas and arrays"
                + " in brackets.";
    return new FormulaException("unexpected character " + c + ". " + remedy, text, at);
  }
}
