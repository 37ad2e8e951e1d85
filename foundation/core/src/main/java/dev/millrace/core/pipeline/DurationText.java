package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** An ISO 8601 duration of days and weeks, or of hours and minutes, as it is written. */
record DurationText(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DurationText of(Object written) {
    if (written instanceof String text && (isPeriod(text) || isDuration(text))) {
      return new DurationText(text);
    }
    throw new IllegalArgumentException(
        "expected an ISO 8601 duration such as P7D or PT30M, found '" + written + "'");
  }

  private static boolean isPeriod(String text) {
    try {
      var _ = Period.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDuration(String text) {
    try {
      var _ = Duration.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
