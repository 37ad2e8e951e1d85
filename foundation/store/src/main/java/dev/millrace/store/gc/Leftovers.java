package dev.millrace.store.gc;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.gc.Plan.Leftover;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Directories of runs that are of no use any more: staged files of crashed ones, and logs. */
final class Leftovers {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final SqlMetadataStore metadata;
  private final LocalArtifactStore artifacts;
  private final TaskLogs logs;

  Leftovers(SqlMetadataStore metadata, LocalArtifactStore artifacts, TaskLogs logs) {
    this.metadata = metadata;
    this.artifacts = artifacts;
    this.logs = logs;
  }

  /** What runs that have ended, or that are not known, have staged. */
  List<Leftover> staging() throws IOException {
    List<Leftover> leftovers = new ArrayList<>();
    for (Id run : artifacts.staged()) {
      if (!underWay(run)) {
        leftovers.add(new Leftover(run, artifacts.stagedBytes(run)));
      }
    }
    return leftovers;
  }

  /** Logs of runs that nothing is kept of. */
  List<Leftover> logs(Needs needs) throws IOException {
    List<Leftover> leftovers = new ArrayList<>();
    for (Id run : logs.runs()) {
      if (!underWay(run) && !needs.keepsRun(run) && !needsOutputOf(run, needs)) {
        leftovers.add(new Leftover(run, logs.bytes(run)));
      }
    }
    return leftovers;
  }

  Removed remove(List<Leftover> staging, List<Leftover> ofLogs) throws IOException {
    long directories = 0;
    long bytes = 0;
    for (Leftover leftover : staging) {
      if (removed(leftover.run(), artifacts::discardStaged)) {
        directories++;
        bytes += leftover.bytes();
      }
    }
    for (Leftover leftover : ofLogs) {
      if (removed(leftover.run(), logs::remove)) {
        directories++;
        bytes += leftover.bytes();
      }
    }
    return new Removed(directories, bytes);
  }

  /** The lease keeps the run from being resumed meanwhile. */
  private boolean removed(Id run, Removal removal) throws IOException {
    if (metadata.findRun(run).isEmpty()) {
      removal.of(run);
      return true;
    }
    Optional<Token> token = metadata.acquireLease(run, "gc", LEASE);
    if (token.isEmpty()) {
      return false;
    }
    try {
      if (underWay(run)) {
        return false;
      }
      removal.of(run);
      return true;
    } finally {
      giveBack(run, token.get());
    }
  }

  private void giveBack(Id run, Token token) {
    try {
      metadata.releaseLease(run, token);
    } catch (LeaseLost _) {
      // It took longer than the lease, and somebody has the run by now.
      return;
    }
  }

  private boolean underWay(Id run) {
    return metadata.findRun(run).map(Run::state).filter(state -> !state.ended()).isPresent();
  }

  private boolean needsOutputOf(Id run, Needs needs) {
    return metadata
        .database()
        .read(
            sql ->
                sql.list(
                    """
                    SELECT artifact_id FROM execution
                    JOIN execution_output ON execution_output.execution_id = execution.id
                    WHERE execution.run_id = ?
                    """,
                    row -> row.id("artifact_id"),
                    run))
        .stream()
        .anyMatch(artifact -> needs.keeper(artifact).isPresent());
  }

  /** Removes a run's directory. */
  private interface Removal {
    void of(Id run) throws IOException;
  }

  record Removed(long directories, long bytes) {}
}
