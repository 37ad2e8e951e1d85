package dev.millrace.model.predict;

/**
 * Strings as ONNX Runtime's Java API carries them whole. It takes Java's own form of UTF-8 for the
 * standard one, so NUL and all that is outside the basic plane would arrive as bytes that are equal
 * to nothing, and come back mangled. These are written with an escape from the private-use area,
 * one to one, in the rows, in the graph's own strings and back in its answers. So whatever compares
 * strings, as tables of categories do, sees equal ones as equal and different ones as different;
 * what looks inside them (splits, hashes, patterns) sees the escapes of those rare characters.
 */
final class CarriedText {

  private static final char ESCAPE = '\uF8FF';
  private static final char NUL = '0';

  /** Of the 2,048 halves of surrogate pairs, in the private-use area. */
  private static final int FIRST_HALF = 0xE000;

  private CarriedText() {}

  static String carried(String text) {
    if (text.chars().noneMatch(CarriedText::escaped)) {
      return text;
    }
    StringBuilder made = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!escaped(c)) {
        made.append(c);
      } else if (c == 0) {
        made.append(ESCAPE).append(NUL);
      } else if (c == ESCAPE) {
        made.append(ESCAPE).append(ESCAPE);
      } else {
        made.append(ESCAPE).append((char) (FIRST_HALF + c - Character.MIN_SURROGATE));
      }
    }
    return made.toString();
  }

  /** The text that was carried. */
  static String original(String carried) {
    if (carried.indexOf(ESCAPE) < 0) {
      return carried;
    }
    StringBuilder made = new StringBuilder(carried.length());
    for (int i = 0; i < carried.length(); i++) {
      char c = carried.charAt(i);
      if (c != ESCAPE || i + 1 == carried.length()) {
        made.append(c);
        continue;
      }
      char code = carried.charAt(++i);
      if (code == NUL) {
        made.append((char) 0);
      } else if (code == ESCAPE) {
        made.append(ESCAPE);
      } else {
        made.append((char) (code - FIRST_HALF + Character.MIN_SURROGATE));
      }
    }
    return made.toString();
  }

  private static boolean escaped(int c) {
    return c == 0 || c == ESCAPE || Character.isSurrogate((char) c);
  }
}
