package dev.millrace.engine;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.graph.NodeEnd;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is written down about a run and those of its tasks that no component does. */
final class RunRecord {

  /** Tasks that appear are written down in groups, so that other runs get a word in. */
  private static final int GROUP = 500;

  private final RunContext context;
  private final Map<String, Task> endedWell = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  RunRecord(RunContext context) {
    this.context = context;
  }

  /** Takes up what is written down: what did not end well is to be done again. */
  void takeUp() {
    discardStaged();
    for (Task task : context.metadata().tasks(context.id())) {
      known.add(task.step());
      if (task.state().endedWell()) {
        endedWell.put(task.step(), task);
      } else if (task.state() != TaskState.PENDING) {
        move(task.step(), TaskState.PENDING, "to be run again");
      }
    }
  }

  /** A task that ended well before this process had the run. */
  Optional<Task> endedWellBefore(String path) {
    return Optional.ofNullable(endedWell.get(path));
  }

  /**
   * A task begins that consists of others.
   *
   * @return false if it had ended well before: only what is inside is looked at again
   */
  boolean begin(String path, List<String> inside, String why) {
    List<String> added = inside.stream().filter(known::add).toList();
    for (int from = 0; from < added.size(); from += GROUP) {
      List<String> group = added.subList(from, Math.min(added.size(), from + GROUP));
      context.metadata().addTasks(context.id(), context.token(), group);
    }
    if (endedWell.containsKey(path)) {
      return false;
    }
    context
        .metadata()
        .startTask(
            context.id(),
            path,
            context.token(),
            new TaskNote(why, Optional.empty()),
            context.setup().clock().instant());
    return true;
  }

  /** A task ends that has made nothing of its own. */
  void end(String path, NodeEnd end) {
    if (endedWell.containsKey(path)) {
      return;
    }
    if (end.state().endedWell()) {
      context.metadata().endGroup(context.id(), path, context.token(), end.why());
    } else {
      move(path, end.state(), end.why());
    }
  }

  void move(RunState state, String reason) {
    context.metadata().moveRun(context.id(), context.token(), state, reason);
  }

  void end(RunState state, String reason) {
    discardStaged();
    move(state, reason);
  }

  private void move(String path, TaskState state, String why) {
    context
        .metadata()
        .moveTask(context.id(), path, context.token(), state, new TaskNote(why, Optional.empty()));
  }

  private void discardStaged() {
    try {
      context.setup().artifacts().discardStaged(context.id());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot clear the staging directory of run " + context.id(), e);
    }
  }
}
