package dev.millrace.core.run;

import java.util.Set;

/** Where a run stands. Only the transitions of {@link #next} happen. */
public enum RunState {
  PENDING,
  RUNNING,
  SUCCEEDED,
  /** A step failed. */
  FAILED,
  /** A gate said no; all that came before it is done. */
  REFUSED,
  CANCELED;

  public Set<RunState> next() {
    return switch (this) {
      case PENDING -> Set.of(RUNNING, CANCELED);
      case RUNNING -> Set.of(SUCCEEDED, FAILED, REFUSED, CANCELED);
      case FAILED, REFUSED, CANCELED -> Set.of(RUNNING);
      case SUCCEEDED -> Set.of();
    };
  }

  public boolean ended() {
    return this != PENDING && this != RUNNING;
  }
}
