package dev.millrace.core.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which spans of the data a run reads, of those that end at or before its as-of time: {@code all},
 * {@code last 8}, {@code last 8 skip 1} for the eight before the latest, or a range of their first
 * days, {@code 2001-01-01..2001-02-19}, both included.
 */
public sealed interface Spans {

  Pattern LAST = Pattern.compile("last (\\d{1,6})(?: skip (\\d{1,6}))?");
  Pattern RANGE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.\\.(\\d{4}-\\d{2}-\\d{2})");

  record All() implements Spans {
    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * The latest spans.
   *
   * @param skip how many of the very latest are left out
   */
  record Last(int count, int skip) implements Spans {
    public Last {
      if (count < 1) {
        throw new IllegalArgumentException(
            "'last " + count + "' selects no span; the least is 'last 1'");
      }
      if (skip < 0) {
        throw new IllegalArgumentException("'skip " + skip + "' is less than none");
      }
    }

    public Last(int count) {
      this(count, 0);
    }

    /** Those of all spans, which are in the order of time. */
    public <S> List<S> of(List<S> spans) {
      int end = Math.max(0, spans.size() - skip);
      return List.copyOf(spans.subList(Math.max(0, end - count), end));
    }

    @Override
    public String toString() {
      return text();
    }
  }

  record Range(LocalDate first, LocalDate last) implements Spans {
    public Range {
      if (last.isBefore(first)) {
        throw new IllegalArgumentException(
            "the range " + first + ".." + last + " ends before it starts");
      }
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator
  static Spans parse(String text) {
    Matcher last = LAST.matcher(text);
    Matcher range = RANGE.matcher(text);
    if (text.equals("all")) {
      return new All();
    }
    if (last.matches()) {
      String skip = last.group(2);
      return new Last(Integer.parseInt(last.group(1)), skip == null ? 0 : Integer.parseInt(skip));
    }
    if (range.matches()) {
      try {
        return new Range(LocalDate.parse(range.group(1)), LocalDate.parse(range.group(2)));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("'" + text + "' names a day that does not exist", e);
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a selection of spans: write 'all', 'last 8', 'last 8 skip 1' or"
            + " '2001-01-01..2001-02-19'");
  }

  @JsonValue
  default String text() {
    return switch (this) {
      case All() -> "all";
      case Last(int count, int skip) -> "last " + count + (skip == 0 ? "" : " skip " + skip);
      case Range(LocalDate first, LocalDate last) -> first + ".." + last;
    };
  }
}
