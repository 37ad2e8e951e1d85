package dev.millrace.engine.trigger;

import java.io.IOException;
import java.time.Instant;

/** Sees to it that there is a finding about a window of traffic, if there was any. */
@FunctionalInterface
public interface Monitoring {

  /** Nobody looks; what was found stands. */
  Monitoring NONE = (_, _, _) -> {};

  /**
   * Examines a window that has ended.
   *
   * @param from inclusive, event time
   * @param to exclusive
   * @throws dev.millrace.core.error.UserError if traffic cannot be understood
   */
  void examine(String model, Instant from, Instant to) throws IOException;
}
