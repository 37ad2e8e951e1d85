package dev.millrace.model.predict;

/**
 * Cuts strings as ONNX's StringSplit does.
 *
 * @param delimiter what stands between words; "" for spaces (U+0020, which is what ONNX Runtime
 *     takes for whitespace), of which several count as one and those at the ends as none
 * @param most cuts, after which the rest of the string is the last word
 */
record StringSplitter(String delimiter, long most) {

  /** Takes the words of a string, one after the other. */
  interface Words {
    void word(String text, int from, int to);
  }

  /** Gives the words and says how many there were. */
  int split(String text, Words words) {
    return delimiter.isEmpty() ? atSpaces(text, words) : atDelimiters(text, words);
  }

  private int atSpaces(String text, Words words) {
    int count = 0;
    for (int at = skip(text, 0); at < text.length(); count++) {
      int end = text.indexOf(' ', at);
      if (count == most || end < 0) {
        words.word(text, at, end < 0 ? text.length() : end(text));
        return count + 1;
      }
      words.word(text, at, end);
      at = skip(text, end);
    }
    return count;
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static int end(String text) {
    int end = text.length();
    while (text.charAt(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  /** The empty string has no words, not an empty one. */
  private int atDelimiters(String text, Words words) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int at = 0;
    while (true) {
      int end = count == most ? -1 : text.indexOf(delimiter, at);
      words.word(text, at, end < 0 ? text.length() : end);
      count++;
      if (end < 0) {
        return count;
      }
      at = end + delimiter.length();
    }
  }
}
