package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most 80 columns, as far as its words allow. */
final class Paragraph {

  private static final int WIDTH = 80;

  /** With less room than this beside what it begins with, text goes below it. */
  private static final int ROOM = 24;

  private static final String BELOW = "    ";

  private Paragraph() {}

  /**
   * @param head what the first line begins with; the others are indented as far
   */
  static List<String> of(String head, String text) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(head.length());
    StringBuilder line = new StringBuilder(head);
    if (head.length() + Math.min(ROOM, text.length()) > WIDTH) {
      lines.add(head.stripTrailing());
      indent = BELOW;
      line = new StringBuilder(BELOW);
    }
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
