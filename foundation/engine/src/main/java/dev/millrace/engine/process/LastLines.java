package dev.millrace.engine.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest lines of an output, for an error message. Lines are there whole or not at all: half a
 * line may have half a secret in it, which nobody would recognise.
 */
final class LastLines {

  private static final int MOST = 12;
  private static final int MOST_CHARACTERS = 4_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private int characters;

  synchronized void add(String line) {
    if (line.isBlank()) {
      return;
    }
    String kept =
        line.length() > MOST_CHARACTERS ? "… (a line of " + line.length() + " characters)" : line;
    lines.add(kept);
    characters += kept.length();
    while (lines.size() > MOST || characters > MOST_CHARACTERS) {
      characters -= lines.remove().length();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
