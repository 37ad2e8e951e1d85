package dev.millrace.data.ingest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How long each span of the data is, written as ISO 8601 ({@code P7D}, {@code PT1H}, {@code P1M})
 * or short ({@code 7d}, {@code 1h}, {@code 2w}).
 *
 * @param time zero where the length is of whole days or longer
 */
@Doc("a length such as 12h, 7d, 2w or P1M")
public record SpanLength(Period period, Duration time) {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})(h|d|w)");

  public SpanLength {
    if (period.isNegative() || time.isNegative() || (period.isZero() && time.isZero())) {
      throw new IllegalArgumentException("a span must be longer than nothing");
    }
  }

  /**
   * Reads either written form.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator
  public static SpanLength parse(String text) {
    try {
      var brief = SHORT.matcher(text);
      if (brief.matches()) {
        String upper = text.toUpperCase(Locale.ROOT);
        return parse((brief.group(2).equals("h") ? "PT" : "P") + upper);
      }
      return text.startsWith("PT")
          ? new SpanLength(Period.ZERO, Duration.parse(text))
          : new SpanLength(Period.parse(text), Duration.ZERO);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time: write 7d, 1h, or ISO 8601 such as P7D or PT1H",
          e);
    }
  }

  /** Where the span of a number starts, if number 0 starts then. */
  LocalDateTime start(LocalDateTime zero, int number) {
    return zero.plus(period.multipliedBy(number)).plus(time.multipliedBy(number));
  }

  /** Where a span that starts then ends. */
  LocalDateTime end(LocalDateTime start) {
    return start.plus(period).plus(time);
  }

  @JsonValue
  @Override
  public String toString() {
    return time.isZero() ? period.toString() : time.toString();
  }
}
