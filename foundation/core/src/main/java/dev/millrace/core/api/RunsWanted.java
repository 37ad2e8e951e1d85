package dev.millrace.core.api;

import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs are to be listed: the newest that fit all that is said here.
 *
 * @param states any of them; all if empty
 * @param trigger the name of what started the run
 * @param text part of the pipeline's name or of the reason, in upper or lower case
 * @param since with this as-of time or a later one
 * @param limit at most so many
 */
public record RunsWanted(
    Optional<String> pipeline,
    Set<RunState> states,
    Optional<String> trigger,
    Optional<String> text,
    Optional<Instant> since,
    int limit) {

  public RunsWanted {
    if (limit < 1) {
      throw UserError.usage("a list of " + limit + " runs was asked for")
          .hint("ask for at least one");
    }
  }

  public static RunsWanted newest(Optional<String> pipeline, int limit) {
    return new RunsWanted(
        pipeline, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }
}
