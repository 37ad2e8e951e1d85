package dev.millrace.core.error;

import java.util.Arrays;
import java.util.Collection;
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
    String nearest = null;
    int least = limit;
    for (String candidate : known) {
      int distance = distance(name, candidate, least);
      if (distance < least
          || (distance == least && (nearest == null || candidate.compareTo(nearest) < 0))) {
        nearest = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
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
   *
   * @return more than {@code limit}, but not how much, if it is more
   */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    int leastOfLast = 0;
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      // Each row grows out of the two before it.
      if (least > limit && leastOfLast > limit) {
        return limit + 1;
      }
      leastOfLast = least;
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
