package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;

/** A page of the reference in the making, and what it cannot say because nobody has said it. */
final class ReferencePage {

  private final StringBuilder text = new StringBuilder();
  private final List<String> gaps = new ArrayList<>();

  ReferencePage add(String more) {
    text.append(more);
    return this;
  }

  /**
   * A sentence of the program about itself, to be put into a table.
   *
   * @param of what it is about, should it be missing
   */
  String words(String of, String said) {
    if (said.isBlank()) {
      gap(of + " says nothing of itself");
    }
    return Markdown.cell(said);
  }

  void gap(String what) {
    gaps.add(what);
  }

  String text() {
    return text.toString();
  }

  /** What is missing, each in a sentence. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }
}
