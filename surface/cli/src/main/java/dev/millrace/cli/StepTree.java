package dev.millrace.cli;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Paths of steps as the rows of a tree: {@code each[2]/train} is two levels below {@code each}. */
final class StepTree {

  /** What a path consists of: a name, or the place of one of several. */
  private static final Pattern PART = Pattern.compile("[^/\\[]+|\\[\\d+]");

  private StepTree() {}

  /** The last part of a path, indented by how many there are before it. */
  static String row(String path) {
    var parts = PART.matcher(path).results().map(MatchResult::group).toList();
    return "  ".repeat(Math.max(0, parts.size() - 1)) + (parts.isEmpty() ? path : parts.getLast());
  }
}
