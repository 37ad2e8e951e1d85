package dev.millrace.core.api;

import java.util.List;

/**
 * What would go if the home were cleaned, or what has gone.
 *
 * @param done false if nothing was removed yet
 * @param removals what goes of all that runs have recorded, largest first
 * @param kept why the rest stays, each content counted once
 * @param contents how many go, those among them that no run recorded
 * @param directories of dead runs that go
 * @param bytes that are free afterwards
 * @param left contents that were to go and are still there: needed in the meantime, or written a
 *     moment ago; the next cleaning looks again
 */
public record CleaningReport(
    boolean done,
    List<Removal> removals,
    List<Kept> kept,
    long contents,
    long directories,
    long bytes,
    long left) {

  public record Removal(String digest, String type, long bytes) {}

  /**
   * @param why {@code model_version}, {@code pin}, {@code under_way}, {@code newest_runs}, {@code
   *     young}
   * @param what needs it, in words
   */
  public record Kept(String why, String what, long contents, long bytes) {}
}
