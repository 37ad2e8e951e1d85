package dev.millrace.store.metadata;

import dev.millrace.store.MetadataStore.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tasks by their paths: {@code each[2]/train} is inside {@code each[2]}, which is inside {@code
 * each}. Tasks get their places as they appear; those inside a task are shown after it.
 */
final class TaskOrder {
  private TaskOrder() {}

  /** The path of what a task is inside of, if anything. */
  static Optional<String> parent(String path) {
    int end = path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('/');
    return end > 0 ? Optional.of(path.substring(0, end)) : Optional.empty();
  }

  /**
   * A task, then what is inside it, then the next.
   *
   * @param tasks by their places
   */
  static List<Task> nested(List<Task> tasks) {
    Set<String> paths = tasks.stream().map(Task::step).collect(Collectors.toSet());
    if (paths.stream().allMatch(path -> parent(path).isEmpty())) {
      return tasks;
    }
    Map<String, List<Task>> inside = new LinkedHashMap<>();
    for (Task task : tasks) {
      String parent = parent(task.step()).filter(paths::contains).orElse("");
      inside.computeIfAbsent(parent, _ -> new ArrayList<>()).add(task);
    }
    List<Task> ordered = new ArrayList<>(tasks.size());
    collect(inside, "", ordered);
    return List.copyOf(ordered);
  }

  /**
   * Paths that are to be added must be inside of what is there.
   *
   * @throws IllegalArgumentException naming one that is not
   */
  static void check(Set<String> present, List<String> added) {
    Set<String> known = new HashSet<>(present);
    for (String path : added) {
      parent(path)
          .filter(parent -> !known.contains(parent))
          .ifPresent(
              parent -> {
                throw new IllegalArgumentException(
                    "task '"
                        + path
                        + "' is inside of '"
                        + parent
                        + "', which the run does not have");
              });
      known.add(path);
    }
  }

  private static void collect(Map<String, List<Task>> inside, String parent, List<Task> ordered) {
    for (Task task : inside.getOrDefault(parent, List.of())) {
      ordered.add(task);
      collect(inside, task.step(), ordered);
    }
  }
}
