package dev.millrace.engine.graph;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the ends of tasks that belong together, for the verdict on them. */
final class Tally {

  private final List<String> failed = new ArrayList<>();
  private final List<NodeEnd.Cause> failures = new ArrayList<>();
  private final List<NodeEnd.Cause> refusals = new ArrayList<>();
  private boolean canceled;

  /**
   * @param step whose end it is
   */
  void add(String step, NodeEnd end) {
    switch (end) {
      case NodeEnd.Done _, NodeEnd.Skipped _, NodeEnd.Unknown _ -> {}
      case NodeEnd.Bad(TaskState state, _, NodeEnd.Cause cause, boolean borne) -> {
        if (state == TaskState.FAILED || state == TaskState.REFUSED) {
          failed.add(step);
        }
        if (!borne) {
          count(state, cause);
        }
      }
    }
  }

  private void count(TaskState state, NodeEnd.Cause cause) {
    switch (state) {
      case FAILED -> failures.add(cause);
      case REFUSED -> refusals.add(cause);
      case CANCELED -> canceled = true;
      // What it waited for has been counted.
      case BLOCKED -> {}
      case PENDING, RUNNING, SUCCEEDED, CACHED, SKIPPED ->
          throw new IllegalArgumentException("not a bad end: " + state);
    }
  }

  Verdict verdict() {
    List<String> all = List.copyOf(failed);
    if (canceled) {
      return new Verdict(RunState.CANCELED, "canceled", all, Optional.empty());
    }
    if (!failures.isEmpty()) {
      return new Verdict(RunState.FAILED, reason(failures), all, failures.stream().findFirst());
    }
    if (!refusals.isEmpty()) {
      return new Verdict(RunState.REFUSED, reason(refusals), all, refusals.stream().findFirst());
    }
    return new Verdict(RunState.SUCCEEDED, "", all, Optional.empty());
  }

  private static String reason(List<NodeEnd.Cause> causes) {
    NodeEnd.Cause first = causes.getFirst();
    String more = causes.size() == 1 ? "" : " (and %d more)".formatted(causes.size() - 1);
    return first.blame() + more + ": " + first.why();
  }
}
