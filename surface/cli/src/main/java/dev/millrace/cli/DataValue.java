package dev.millrace.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values from the data for a terminal, which they must not steer: what one would not see is
 * escaped. A missing value is a dash; a text that could be taken for one, or whose ends one would
 * not see, stands in quotes.
 */
final class DataValue {

  private static final String MISSING = "–";

  /** An emoji made of several is held together by it. */
  private static final int JOINER = 0x200D;

  private DataValue() {}

  static String shown(@Nullable String value, int width) {
    return shown(value, 0, width);
  }

  /**
   * A value as one sees it, from where it is worth a look.
   *
   * @param from how many characters may be left out at its start
   * @param width characters at most
   */
  static String shown(@Nullable String value, int from, int width) {
    if (value == null) {
      return MISSING;
    }
    int start =
        value.offsetByCodePoints(0, Math.min(from, value.codePointCount(0, value.length())));
    String tail = value.substring(start);
    // No more is ever shown, and a value may be as long as a book.
    int enough =
        tail.offsetByCodePoints(0, Math.min(width + 1, tail.codePointCount(0, tail.length())));
    String escaped =
        tail.substring(0, enough)
            .codePoints()
            .mapToObj(DataValue::visible)
            .collect(Collectors.joining());
    String text = (start > 0 ? "…" : "") + escaped;
    boolean quoted = value.isEmpty() || value.equals(MISSING) || !value.equals(value.strip());
    return clipped(quoted ? '"' + text + '"' : text, width);
  }

  /** The values of a key. */
  static String key(List<@Nullable String> values, int width) {
    return clipped(
        values.stream().map(value -> shown(value, width)).collect(Collectors.joining(", ")), width);
  }

  /**
   * How many characters two values may both do without, so that where they differ is seen.
   *
   * @param width that there is for each
   */
  static int commonStart(@Nullable String one, @Nullable String other, int width) {
    if (one == null || other == null) {
      return 0;
    }
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    int same = 0;
    while (same < Math.min(a.length, b.length) && a[same] == b[same]) {
      same++;
    }
    boolean fits = Math.max(a.length, b.length) <= width;
    return fits || same < width / 2 ? 0 : same - width / 4;
  }

  /** Never within a character. */
  static String clipped(String text, int width) {
    return text.codePointCount(0, text.length()) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
  }

  private static String visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          escaped(point);
      case Character.FORMAT -> point == JOINER ? Character.toString(point) : escaped(point);
      default -> Character.toString(point);
    };
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", point);
    };
  }
}
