package dev.millrace.core.expression;

/**
 * Finds the brace that ends an expression: braces within it come in pairs, and those in its strings
 * and comments do not count. Strings are those of CEL: single or triple quotes of either kind, with
 * escapes unless an {@code r} stands before them.
 */
final class Braces {

  private final String text;
  private int at;

  private Braces(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /**
   * Where the closing brace is.
   *
   * @param from just after the opening one
   * @return -1 if there is none
   */
  static int end(String text, int from) {
    return new Braces(text, from).end();
  }

  private int end() {
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        skipString(c);
      } else if (text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (c == '}' && open-- == 0) {
        return at;
      } else {
        open += c == '{' ? 1 : 0;
        at++;
      }
    }
    return -1;
  }

  private void skipString(char quote) {
    boolean raw = isRaw(at);
    String triple = String.valueOf(quote).repeat(3);
    String end = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += end.length();
    while (at < text.length() && !text.startsWith(end, at)) {
      at += text.charAt(at) == '\\' && !raw ? 2 : 1;
    }
    at = Math.min(text.length(), at + end.length());
  }

  /** True of a string with r or R, and maybe b or B, before it as a prefix and not as a name. */
  private boolean isRaw(int quote) {
    int start = quote;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    String prefix = text.substring(start, quote);
    return prefix.length() <= 2 && prefix.matches("[bB]?[rR]|[rR][bB]");
  }
}
