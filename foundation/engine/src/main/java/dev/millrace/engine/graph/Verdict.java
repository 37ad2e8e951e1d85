package dev.millrace.engine.graph;

import dev.millrace.core.run.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What has become of the steps of a graph, or the rounds of a step, together.
 *
 * @param state one at the end
 * @param reason in words; empty if all is well
 * @param failed the steps that failed or were refused, also those that may
 * @param cause what went wrong first, if something did
 */
public record Verdict(
    RunState state, String reason, List<String> failed, Optional<NodeEnd.Cause> cause) {

  /** The same after the exit steps have ended so. */
  Verdict after(Verdict exit) {
    return switch (exit.state()) {
      case FAILED, REFUSED ->
          new Verdict(
              RunState.FAILED,
              (reason.isEmpty() ? "" : reason + "; ") + "exit " + exit.reason(),
              failed,
              cause.or(exit::cause));
      case CANCELED -> new Verdict(RunState.CANCELED, exit.reason(), failed, cause);
      case PENDING, RUNNING, SUCCEEDED -> this;
    };
  }
}
