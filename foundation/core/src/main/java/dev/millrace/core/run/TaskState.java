package dev.millrace.core.run;

import java.util.Set;

/** Where one step of a run stands. Only the transitions of {@link #next} happen. */
public enum TaskState {
  PENDING,
  RUNNING,
  SUCCEEDED,
  /** Its outputs were already in the store. */
  CACHED,
  FAILED,
  /** It is a gate, and said no. */
  REFUSED,
  /** Its condition said no, or it needs something that such a step would have made. */
  SKIPPED,
  /** A step it needs failed, or was refused or canceled. */
  BLOCKED,
  CANCELED;

  /**
   * A task goes back to pending when its run is resumed. It can end well straight from pending: its
   * start is noted without waiting, and may be lost.
   */
  public Set<TaskState> next() {
    return switch (this) {
      case PENDING ->
          Set.of(RUNNING, SUCCEEDED, CACHED, SKIPPED, BLOCKED, CANCELED, FAILED, REFUSED);
      case RUNNING -> Set.of(SUCCEEDED, FAILED, REFUSED, CANCELED, PENDING);
      case FAILED, REFUSED, SKIPPED, BLOCKED, CANCELED -> Set.of(PENDING);
      case SUCCEEDED, CACHED -> Set.of();
    };
  }

  /** True if the steps after it may go on. */
  public boolean endedWell() {
    return this == SUCCEEDED || this == CACHED;
  }

  public boolean ended() {
    return this != PENDING && this != RUNNING;
  }
}
