package dev.millrace.data.transform;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts into words as the graph does: at spaces, of which several count as one. */
final class WordSplit {

  private WordSplit() {}

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == ' ') {
        if (at > from) {
          words.add(text.substring(from, at));
        }
        from = at + 1;
      }
    }
    return words;
  }
}
