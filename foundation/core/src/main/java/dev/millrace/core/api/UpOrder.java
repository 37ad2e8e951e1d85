package dev.millrace.core.api;

import dev.millrace.core.error.UserError;
import java.time.Duration;

/**
 * A wish to hold an environment up.
 *
 * @param port to serve on; 0 for a free one
 * @param once true to look at each trigger once and wait for what that started, without serving
 * @param poll how often files and activations are looked at
 * @param runs so many runs may go on at once
 */
public record UpOrder(String environment, int port, boolean once, Duration poll, int runs) {

  public UpOrder {
    if (!poll.isPositive()) {
      throw UserError.usage("to look every " + poll + " is to look all the time")
          .hint("give at least a second");
    }
  }
}
