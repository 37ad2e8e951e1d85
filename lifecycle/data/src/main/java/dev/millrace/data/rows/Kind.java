package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a written value can be read as, so that its text could be written again from what was read.
 * Where that is not so, as with the id {@code 007}, the value is a text and nothing else.
 *
 * <ul>
 *   <li>{@link #BOOLEAN}: true and false, in small letters, capitals, or with a capital.
 *   <li>{@link #INTEGER}: digits, maybe behind a minus, without leading zeros; up to 2^53.
 *   <li>{@link #LONG}: the same, up to 64 bits: more than a number can hold exactly.
 *   <li>{@link #NUMBER}: with a point or an exponent, and finite.
 *   <li>{@link #TIMESTAMP}: {@code 2001-12-31}, {@code 2001-12-31 23:59}, {@code
 *       2001-12-31T23:59:59.999999}.
 *   <li>{@link #INSTANT}: the same with {@code Z} or an offset such as {@code +01:00}.
 * </ul>
 */
enum Kind {
  MISSING(0, "missing"),
  BOOLEAN(1, "booleans"),
  INTEGER(2, "integers"),
  LONG(3, "large integers"),
  NUMBER(4, "numbers"),
  TIMESTAMP(5, "timestamps"),
  INSTANT(6, "timestamps with offset"),
  TEXT(7, "texts");

  private static final long EXACT = 1L << 53;

  /** How many there are. */
  static final int COUNT = 8;

  private final int place;
  private final String plural;

  Kind(int place, String plural) {
    this.place = place;
    this.plural = plural;
  }

  /** Where its count stands in an array of counts. */
  int place() {
    return place;
  }

  String plural() {
    return plural;
  }

  static Kind of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /** The kind of a value that is there, between two places of a text in UTF-8. */
  static Kind of(byte[] text, int from, int to) {
    if (from == to) {
      return TEXT;
    }
    byte first = text[from];
    if (digit(first) || first == '-' || first == '.') {
      return to - from >= 10 && text[from + 4] == '-'
          ? Moments.kind(text, from, to)
          : number(text, from, to);
    }
    return isBoolean(text, from, to) ? BOOLEAN : TEXT;
  }

  static boolean digit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isBoolean(byte[] text, int from, int to) {
    return switch (to - from) {
      case 4 -> spells(text, from, "true", "TRUE", "True");
      case 5 -> spells(text, from, "false", "FALSE", "False");
      default -> false;
    };
  }

  private static boolean spells(byte[] text, int from, String... words) {
    for (String word : words) {
      int i = 0;
      while (i < word.length() && text[from + i] == word.charAt(i)) {
        i++;
      }
      if (i == word.length()) {
        return true;
      }
    }
    return false;
  }

  private static Kind number(byte[] text, int from, int to) {
    int whole = text[from] == '-' ? from + 1 : from;
    int at = digits(text, whole, to);
    int digits = at - whole;
    if (digits > 1 && text[whole] == '0') {
      return TEXT;
    }
    if (at == to) {
      return integer(text, from, whole, to);
    }
    if (text[at] == '.') {
      int end = digits(text, at + 1, to);
      digits += end - at - 1;
      at = end;
    }
    if (digits == 0) {
      return TEXT;
    }
    if (at == to && digits < 300) {
      return NUMBER;
    }
    return exponent(text, at, to) && finite(text, from, to) ? NUMBER : TEXT;
  }

  private static int digits(byte[] text, int from, int to) {
    int at = from;
    while (at < to && digit(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean exponent(byte[] text, int at, int to) {
    if (at == to) {
      return true;
    }
    if (text[at] != 'e' && text[at] != 'E') {
      return false;
    }
    int sign = at + 1 < to && (text[at + 1] == '-' || text[at + 1] == '+') ? 1 : 0;
    int digits = at + 1 + sign;
    return digits < to && digits(text, digits, to) == to;
  }

  /** Neither infinite nor, unless all its digits are, zero. */
  private static boolean finite(byte[] text, int from, int to) {
    String written = new String(text, from, to - from, ISO_8859_1);
    double value = Double.parseDouble(written);
    return Double.isFinite(value) && (value != 0 || !written.matches("[^eE]*[1-9].*"));
  }

  private static Kind integer(byte[] text, int from, int whole, int to) {
    int digits = to - whole;
    if (digits == 0 || digits > 19) {
      return TEXT;
    }
    if (whole > from && text[whole] == '0') {
      return NUMBER; // minus zero
    }
    if (digits <= 15) {
      return INTEGER;
    }
    try {
      long value = Long.parseLong(new String(text, from, to - from, ISO_8859_1));
      return value >= -EXACT && value <= EXACT ? INTEGER : LONG;
    } catch (NumberFormatException _) {
      return TEXT;
    }
  }
}
