package dev.millrace.data.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts, line by line, in the unified format that {@code diff -u}, {@code
 * git} and {@code patch} use. The lines kept are a longest common subsequence of those between the
 * first and the last line that differ.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Pairs of lines to compare; texts that differ in more are shown one after the other. */
  private static final long MOST_WORK = 10_000_000;

  /** A line of the script that makes one text of the other. */
  private record Line(char sign, String text) {}

  private UnifiedDiff() {}

  /**
   * The difference; empty if there is none.
   *
   * @param name of the file, before and after
   */
  public static String of(String name, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    List<Line> script = script(before.lines().toList(), after.lines().toList());
    StringBuilder diff = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
    int at = 0;
    while (at < script.size()) {
      if (script.get(at).sign() == ' ') {
        at++;
        continue;
      }
      int from = Math.max(0, at - CONTEXT);
      int to = end(script, at);
      hunk(diff, script, from, to);
      at = to;
    }
    return diff.toString();
  }

  /** Where a hunk ends: so many lines after the last change that no other change is near. */
  private static int end(List<Line> script, int first) {
    int last = first;
    for (int i = first; i < script.size() && i <= last + 2 * CONTEXT; i++) {
      last = script.get(i).sign() == ' ' ? last : i;
    }
    return Math.min(script.size(), last + 1 + CONTEXT);
  }

  private static void hunk(StringBuilder diff, List<Line> script, int from, int to) {
    diff.append("@@ -")
        .append(range(script, from, to, '+'))
        .append(" +")
        .append(range(script, from, to, '-'))
        .append(" @@\n");
    for (Line line : script.subList(from, to)) {
      diff.append(line.sign()).append(line.text()).append('\n');
    }
  }

  /** The first line and the number of lines, without those of the other text. */
  private static String range(List<Line> script, int from, int to, char other) {
    long before = script.subList(0, from).stream().filter(line -> line.sign() != other).count();
    long count = script.subList(from, to).stream().filter(line -> line.sign() != other).count();
    return (count == 0 ? before : before + 1) + "," + count;
  }

  private static List<Line> script(List<String> before, List<String> after) {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && before.get(start).equals(after.get(start))) {
      start++;
    }
    int same = 0;
    while (same < most - start
        && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
      same++;
    }
    List<Line> script = new ArrayList<>();
    before.subList(0, start).forEach(line -> script.add(new Line(' ', line)));
    between(
        before.subList(start, before.size() - same),
        after.subList(start, after.size() - same),
        script);
    before
        .subList(before.size() - same, before.size())
        .forEach(line -> script.add(new Line(' ', line)));
    return script;
  }

  private static void between(List<String> before, List<String> after, List<Line> script) {
    if ((long) before.size() * after.size() > MOST_WORK) {
      before.forEach(line -> script.add(new Line('-', line)));
      after.forEach(line -> script.add(new Line('+', line)));
      return;
    }
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        script.add(new Line(' ', before.get(i)));
        i++;
        j++;
      } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
        script.add(new Line('-', before.get(i)));
        i++;
      } else {
        script.add(new Line('+', after.get(j)));
        j++;
      }
    }
  }
}
