package dev.millrace.monitoring;

import dev.millrace.core.error.UserError;
import java.time.Instant;

/**
 * A stretch of a model's traffic, by event time, as it is known at a moment.
 *
 * @param from inclusive
 * @param to exclusive
 * @param asOf labels that became known at this moment or later are not seen
 */
public record Window(String model, Instant from, Instant to, Instant asOf) {

  public Window {
    if (!from.isBefore(to)) {
      throw UserError.usage("the window from " + from + " to " + to + " holds nothing")
          .hint("let it end after it begins");
    }
  }
}
