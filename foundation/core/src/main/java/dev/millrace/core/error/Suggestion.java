package dev.millrace.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean …?": the known name nearest to one that is not known. */
public final class Suggestion {

  private static final int MANY = 30;

  private Suggestion() {}

  /**
   * The nearest of the known names by edit distance, if it is near enough to be a slip of the
   * finger.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
        .filter(candidate -> distance(name, candidate) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(candidate -> candidate));
  }

  /** "did you mean 'x'?" where something is near, otherwise the list of what is known. */
  public static String remedy(String name, Collection<String> known) {
    return nearest(name, known)
        .map(candidate -> "did you mean '" + candidate + "'?")
        .orElseGet(() -> known.isEmpty() ? "remove it" : "use one of: " + some(known));
  }

  /** So many that one still reads them. */
  private static String some(Collection<String> known) {
    return String.join(", ", known.stream().sorted().limit(MANY).toList())
        + (known.size() > MANY ? ", …" : "");
  }

  /**
   * Optimal string alignment distance: insertions, deletions, substitutions and swaps of
   * neighbours.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
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
