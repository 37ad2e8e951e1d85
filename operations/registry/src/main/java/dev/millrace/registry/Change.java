package dev.millrace.registry;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changed something, when and why.
 *
 * @param eventTime when it takes effect: for a run, its as-of time
 * @param reason in words
 * @param run that made the change; empty if a person did
 */
public record Change(String actor, Instant eventTime, String reason, Optional<Id> run) {

  /** A change that a person makes. */
  public static Change by(String actor, Instant eventTime, String reason) {
    return new Change(actor, eventTime, reason, Optional.empty());
  }

  /** The same, which takes effect at this instant at the earliest. */
  Change notBefore(Instant earliest) {
    return eventTime.isBefore(earliest) ? new Change(actor, earliest, reason, run) : this;
  }
}
