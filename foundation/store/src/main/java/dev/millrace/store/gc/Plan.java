package dev.millrace.store.gc;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.util.List;

/**
 * What a collection would do.
 *
 * @param removals contents that nobody needs
 * @param kept why the rest stays, each content counted once
 * @param unrecorded contents that were published, and never recorded or forgotten since
 * @param staging what crashed runs left, if the policy asks for it
 * @param logs of runs that nothing is kept of, if the policy asks for it
 */
public record Plan(
    Policy policy,
    List<Removal> removals,
    List<Kept> kept,
    List<Unrecorded> unrecorded,
    List<Leftover> staging,
    List<Leftover> logs) {

  /**
   * One content.
   *
   * @param artifacts that have it
   */
  public record Removal(Digest digest, String type, long bytes, List<Id> artifacts) {}

  public record Kept(Keeper keeper, long contents, long bytes) {}

  public record Unrecorded(Digest digest, long bytes) {}

  /** The directory of a run. */
  public record Leftover(Id run, long bytes) {}

  public Plan {
    removals = List.copyOf(removals);
    kept = List.copyOf(kept);
    unrecorded = List.copyOf(unrecorded);
    staging = List.copyOf(staging);
    logs = List.copyOf(logs);
  }

  /** What would be free afterwards. */
  public long bytes() {
    return removals.stream().mapToLong(Removal::bytes).sum()
        + unrecorded.stream().mapToLong(Unrecorded::bytes).sum()
        + staging.stream().mapToLong(Leftover::bytes).sum()
        + logs.stream().mapToLong(Leftover::bytes).sum();
  }
}
