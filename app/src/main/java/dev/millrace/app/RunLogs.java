package dev.millrace.app;

import dev.millrace.core.api.LogLine;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.files.TaskLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the steps of a run wrote. */
final class RunLogs {

  private final MetadataStore store;
  private final TaskLogs logs;

  RunLogs(MetadataStore store, TaskLogs logs) {
    this.store = store;
    this.logs = logs;
  }

  /** Of one step, or of all in the pipeline's order. */
  List<LogLine> lines(MetadataStore.Run run, Optional<String> step) throws IOException {
    List<String> steps = store.tasks(run.id()).stream().map(MetadataStore.Task::step).toList();
    if (step.isPresent() && !steps.contains(step.get())) {
      throw UserError.notFound("run " + run.id().brief() + " has no step '" + step.get() + "'")
          .hint(Suggestion.remedy(step.get(), steps));
    }
    List<LogLine> lines = new ArrayList<>();
    for (String each : step.map(List::of).orElse(steps)) {
      logs.read(run.id(), each).forEach(text -> lines.add(new LogLine(each, text)));
    }
    return lines;
  }
}
