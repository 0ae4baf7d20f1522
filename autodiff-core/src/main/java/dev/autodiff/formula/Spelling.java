package dev.autodiff.formula;

import java.util.Collection;
import java.util.Locale;

/** Guesses which word was meant. */
final class Spelling {
  private Spelling() {}

  /**
   * Returns a question that suggests the nearest of the known words, after a blank; empty if none
   * is near.
   */
  static String suggest(String word, Collection<String> known) {
    String best = "";
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int d = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (d < least && d < Math.max(word.length(), candidate.length())) {
        least = d;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : " Did you mean " + best + "?";
  }

  /** The number of letters to insert, drop or replace, or of neighbours to swap. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
