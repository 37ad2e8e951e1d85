package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.Workload.Acknowledged;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a store against what it has acknowledged to a {@link Workload}. */
public record WorkloadCheck(Home home, SqlMetadataStore metadata) {

  /** All of it is there. */
  public void acknowledged(List<Acknowledged> acknowledged, String context) throws IOException {
    Map<Id, RunState> states = new HashMap<>();
    for (Acknowledged each : acknowledged) {
      switch (each) {
        case Acknowledged.Created(Id run) ->
            assertThat(metadata.findRun(run)).as(context).isPresent();
        case Acknowledged.Moved(Id run, RunState state) -> states.put(run, state);
        case Acknowledged.Said(Id run, String line) -> said(run, line, context);
        case Acknowledged.Completed(Id run, String step, var row) -> {
          Task task = task(run, step);
          assertThat(task.state()).as(context).isEqualTo(TaskState.SUCCEEDED);
          assertThat(task.artifacts().values()).as(context).containsExactly(row.id());
        }
      }
    }
    // A later move may have been made, and its answer lost.
    states.forEach(
        (run, state) ->
            assertThat(metadata.findRun(run).orElseThrow().state())
                .as(context)
                .isIn(state, RunState.SUCCEEDED));
  }

  /** Whatever the database says is there is there, whole. */
  public void contents(String context) throws IOException {
    LocalArtifactStore artifacts = LocalArtifactStore.open(home, Clock.systemUTC());
    List<Digest> live =
        metadata
            .database()
            .read(
                sql ->
                    sql.list(
                        "SELECT DISTINCT digest FROM artifact WHERE state = 'LIVE'",
                        row -> row.digest("digest")));
    assertThat(live).as(context).isNotEmpty();
    for (Digest digest : live) {
      artifacts.verify(metadata.findArtifact(Examples.TYPE, digest).orElseThrow());
    }
  }

  /** Logs go with a collection; those of the newest run do not. */
  private void said(Id run, String line, String context) throws IOException {
    if (metadata.runs(RunQuery.newest(1)).getFirst().id().equals(run)) {
      String step = line.substring(0, line.indexOf(' '));
      assertThat(TaskLogs.open(home).read(run, step)).as(context).contains(line);
    }
  }

  private Task task(Id run, String step) {
    return metadata.tasks(run).stream()
        .filter(task -> task.step().equals(step))
        .findFirst()
        .orElseThrow();
  }
}
