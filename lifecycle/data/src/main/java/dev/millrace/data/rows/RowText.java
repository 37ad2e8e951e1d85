package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a row looked like, for the people who look into why it was rejected. */
public final class RowText {

  /** Characters of a row that are kept. */
  static final int LONGEST = 1_000;

  /** So many bytes hold them, and one more. */
  static final int BYTES = 4 * (LONGEST + 1);

  private static final int LONGEST_CHARACTER = 4;

  private RowText() {}

  /** The beginning of a text. */
  public static String of(String text) {
    int kept = Math.min(LONGEST, text.codePointCount(0, text.length()));
    int end = text.offsetByCodePoints(0, kept);
    return end == text.length() ? text : text.substring(0, end) + "…";
  }

  /** The same of a text in UTF-8; a byte that is none of a text is written like {@code \xff}. */
  static String of(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    int at = from;
    for (int count = 0; at < to && count < LONGEST; count++) {
      int length = characterLength(bytes, at, to);
      if (length == 0) {
        text.append("\\x%02x".formatted(bytes[at] & 0xff));
      } else {
        text.append(new String(bytes, at, length, UTF_8));
      }
      at += Math.max(1, length);
    }
    return at < to ? text.append('…').toString() : text.toString();
  }

  /** Bytes of the character at a place; 0 if there is none. */
  private static int characterLength(byte[] bytes, int at, int to) {
    for (int length = 1; length <= LONGEST_CHARACTER && at + length <= to; length++) {
      if (Utf8.valid(bytes, at, at + length)) {
        return length;
      }
    }
    return 0;
  }

  /** The values of a row by column, as JSON; null where one is missing. */
  static String of(List<String> columns, @Nullable String[] values) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(columns.get(i), values[i]);
    }
    return of(Json.canonical(Json.tree(row)));
  }
}
